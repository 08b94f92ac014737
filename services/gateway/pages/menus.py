"""The main menu: which pages a role has."""

from services.gateway.languages import N_

PLACES = {
    "/queue": N_("Queue"),
    "/calls/new": N_("New contact"),
    "/referrals": N_("Contacts"),
    "/cases": N_("Cases"),
    "/meetings": N_("My meetings"),
    "/network": N_("Who works with whom"),
    "/access-log": N_("Access log"),
    "/casework-figures": N_("Figures of casework"),
    "/statistics": N_("Statistics"),
    "/searches": N_("Searches for expertise"),
    "/offers": N_("Offers to you"),
    "/orders": N_("Orders"),
    "/invoices": N_("Invoices"),
    "/costs": N_("Costs"),
    "/operations/parked": N_("Parked facts"),
}
"""The pages of the main menu."""
MENUS = {
    "coordinator": (
        "/queue", "/calls/new", "/referrals", "/cases", "/searches", "/statistics", "/casework-figures",
        "/network", "/costs",
    ),
    "contact_person": (
        "/queue", "/calls/new", "/referrals", "/cases", "/statistics", "/casework-figures", "/network",
    ),
    "worker": ("/queue", "/cases", "/meetings", "/offers"),
    "expert": ("/queue", "/cases", "/meetings", "/offers"),
    "buyer": ("/queue", "/cases", "/orders"),
    "provider": ("/orders", "/invoices"),
    "finance": ("/orders", "/invoices", "/costs"),
    "professional": ("/calls/new", "/referrals"),
    "researcher": ("/statistics", "/casework-figures", "/network"),
    "operator": ("/operations/parked",),
    "admin": ("/access-log", "/costs"),
}  # fmt: skip
"""Role → its pages; the first is where it begins. The other roles have none."""


def menu(role: str) -> list[tuple[str, str]]:
    """A role's pages: address and English name."""
    return [(place, PLACES[place]) for place in MENUS.get(role, ())]

"""The main menu: which pages a role has."""

from services.gateway.languages import N_

PLACES = {
    "/queue": N_("Queue"),
    "/calls/new": N_("New contact"),
    "/referrals": N_("Contacts"),
    "/cases": N_("Cases"),
    "/meetings": N_("My meetings"),
    "/experts": N_("Experts and support persons"),
    "/outcomes": N_("Does it help?"),
    "/network": N_("Who works with whom"),
    "/access-log": N_("Access log"),
    "/casework-figures": N_("Figures of casework"),
    "/statistics": N_("Statistics"),
    "/expertise": N_("Figures of expertise"),
    "/searches": N_("Searches for expertise"),
    "/offers": N_("Offers to you"),
    "/orders": N_("Orders"),
    "/invoices": N_("Invoices"),
    "/costs": N_("Costs"),
    "/year": N_("The region's year"),
    "/operations": N_("How it stands"),
    "/events": N_("Events"),
}
"""The pages of the main menu."""
MENUS = {
    "coordinator": (
        "/queue", "/calls/new", "/referrals", "/cases", "/searches", "/experts", "/statistics",
        "/casework-figures", "/outcomes", "/expertise", "/network", "/costs", "/year",
    ),
    "contact_person": (
        "/queue", "/calls/new", "/referrals", "/cases", "/experts", "/statistics", "/casework-figures",
        "/outcomes", "/expertise", "/network", "/year",
    ),
    "worker": ("/queue", "/cases", "/meetings", "/offers", "/experts"),
    "expert": ("/queue", "/cases", "/meetings", "/offers", "/experts"),
    "buyer": ("/queue", "/cases", "/orders", "/experts"),
    "provider": ("/orders", "/invoices", "/experts"),
    "finance": ("/orders", "/invoices", "/costs"),
    "professional": ("/calls/new", "/referrals", "/experts"),
    "researcher": ("/statistics", "/casework-figures", "/outcomes", "/expertise", "/network", "/year"),
    "operator": ("/operations", "/events"),
    "integrator": ("/events",),
    "admin": ("/access-log", "/costs", "/experts", "/year", "/events"),
}  # fmt: skip
"""Role → its pages; the first is where it begins. The other roles have none."""


def menu(role: str) -> list[tuple[str, str]]:
    """A role's pages: address and English name."""
    return [(place, PLACES[place]) for place in MENUS.get(role, ())]

"""Teams, the core unit and contact persons on their pages: formed, seated, appointed, and ended again."""

from playwright.sync_api import expect

from tests.pages.conftest import Opened
from tests.pages.directory_way import a_professional, a_team, told
from tests.support.running import Running


def test_a_team_a_seat_and_a_post_without_a_script(opened: Opened, running: Running) -> None:
    """Each by its form; then they stand on their pages by name."""
    one, other = (a_professional(running, name=f"Keksitty {n}") for n in ("Ykkönen", "Kakkonen"))
    page = opened("en", scripts=False)
    page.goto("/experts/teams/new")
    page.fill("[name=name]", "Koulutiimi")
    page.check("[name=situations][value=school_absence]")
    page.select_option("[name='members.0.professional_id']", one)
    page.click("button[value='add members']")
    assert page.input_value("[name='members.0.professional_id']") == one
    page.select_option("[name='members.3.professional_id']", other)
    page.click(".buttons button.main")
    expect(page.locator("h1")).to_have_text("Koulutiimi")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto("/experts/core-unit")
    page.click("#seat_core_unit_member summary")
    page.check("[name=field][value=organisations]")
    page.select_option("#seat_core_unit_member [name=professional_id]", one)
    page.fill("[name=share]", "37,5")
    page.click("#seat_core_unit_member button.main")
    expect(page.locator("section[aria-labelledby=members]")).to_contain_text("Keksitty Ykkönen")
    expect(page.locator("section[aria-labelledby=fields]")).to_contain_text("37.5 %")
    page.goto("/experts/contact-persons?county=07")
    page.click("#appoint_contact_person summary")
    form = page.locator("#appoint_contact_person")
    form.locator("[name=sector]").select_option("police")
    form.locator("[name=professional_id]").select_option(one)
    form.locator("[name=substitute]").select_option(one)
    form.locator("button.main").click()
    expect(page.locator("#summary")).to_contain_text("nobody stands in for themselves")
    form.locator("[name=substitute]").select_option(other)
    form.locator("button.main").click()
    row = page.locator("tr").filter(has_text="Police")
    expect(row).to_contain_text("Keksitty Ykkönen")
    expect(row).to_contain_text("Keksitty Kakkonen")


def test_a_team_changes_and_a_seat_ends(opened: Opened, running: Running) -> None:
    one, other = (a_professional(running, name=f"Keksitty {n}") for n in ("Kolmonen", "Nelonen"))
    team = a_team(running, [one], name="Muuttuva tiimi")
    seat = {"field": "education", "professional_id": one, "share": "25", "from": "2026-01-01"}
    told(running, "seat_core_unit_member", seat)
    page = opened("en")
    page.goto(f"/experts/teams/{team}")
    page.click("#change_team summary")
    page.select_option("#change_team [name='members.1.professional_id']", other)
    page.click("#change_team button.main")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.click("#dissolve_team summary")
    page.click("#dissolve_team button.main")
    expect(page.locator(".note[role=status]")).to_contain_text("The team was dissolved.")
    expect(page.locator("#results")).not_to_contain_text("Muuttuva tiimi")
    page.goto("/experts/core-unit")
    page.click("#unseat summary")
    page.select_option("#unseat [name=seat]", f"education {one}")
    page.fill("#unseat [name=to]", "2026-01-31")
    page.click("#unseat button.main")
    expect(page.locator(".note[role=status]")).to_be_visible()
    expect(page.locator("section[aria-labelledby=fields]")).not_to_contain_text("Kolmonen")
    expect(page.locator("main")).not_to_contain_text("Keksitty Kolmonen, Education")

"""Pictures that are drawn by hand: whole, without scripts and styles, and with their content in words."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.pages.drawings import goals_over_time, who_works_with_whom

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ("2025-09", "2025-10", "2025-12")
GOALS = [("Nukkuu yönsä", {"2025-09": -1, "2025-12": 2}), ("Käy koulussa", {"2025-10": 0})]
PARTIES = [("Lastensuojelu", 3), ("Koulutoimi", 2), ("Työntekijä", 3)]
SHARED = [(0, 1, 2), (0, 2, 3), (1, 2, 2)]


def drawn(picture: bytes) -> ET.Element:
    """The picture, read: it is well-formed, and nothing in it runs or styles."""
    root = ET.fromstring(picture)  # noqa: S314 - drawn by us, a line above
    assert root.tag == f"{SVG}svg"
    assert not [one for one in root.iter() if one.tag in {f"{SVG}script", f"{SVG}style"}]
    assert not [name for one in root.iter() for name in one.attrib if name == "style" or name[:2] == "on"]
    return root


def words(root: ET.Element) -> str:
    """What the picture says to who does not see it."""
    return str(root.findtext(f"{SVG}desc"))


def test_each_goal_has_a_strip_and_each_rating_a_dot() -> None:
    root = drawn(goals_over_time("Tavoitteet ajassa", MONTHS, GOALS))
    assert root.findtext(f"{SVG}title") == "Tavoitteet ajassa"
    assert words(root) == "Nukkuu yönsä: 2025-09 -1, 2025-12 +2; Käy koulussa: 2025-10 +0"
    assert len(root.findall(f"{SVG}circle")) == 3
    assert [one.text for one in root.findall(f"{SVG}text")].count("2025-10") == len(GOALS)


def test_higher_is_better() -> None:
    """The dot of +2 stands above that of −1."""
    root = drawn(goals_over_time("Tavoitteet", MONTHS, GOALS[:1]))
    worse, better = (float(one.attrib["cy"]) for one in root.findall(f"{SVG}circle"))
    assert better < worse


def test_a_line_is_the_thicker_the_more_cases_two_share() -> None:
    root = drawn(who_works_with_whom("Kuka kenen kanssa", PARTIES, SHARED, "peitetty"))
    assert "Lastensuojelu – Koulutoimi 2" in words(root)
    widths = [float(one.attrib["stroke-width"]) for one in root.findall(f"{SVG}line")]
    assert widths[1] > widths[0] == widths[2]
    assert len({(one.attrib["cx"], one.attrib["cy"]) for one in root.findall(f"{SVG}circle")}) == 3


def test_a_hidden_number_is_a_word_and_a_dash() -> None:
    """R-R2: and its line is as thin as any."""
    picture = who_works_with_whom(
        "Kuka", [*PARTIES[:2], ("Poliisi", None)], [(0, 1, 5), (0, 2, None)], "peitetty"
    )
    root = drawn(picture)
    assert words(root).startswith("Lastensuojelu 3; Koulutoimi 2; Poliisi peitetty; ")
    assert words(root).endswith("; Lastensuojelu – Poliisi peitetty")
    assert [one.attrib["stroke-width"] for one in root.findall(f"{SVG}line")] == ["10.0", "1.0"]
    assert [one.text for one in root.findall(f"{SVG}text")].count("–") == 2


@given(st.text(max_size=200))
def test_whatever_a_goal_is_called_the_picture_is_whole(title: str) -> None:
    """Markup, control characters, half of an emoji: the text is shown, and nothing breaks."""
    root = drawn(goals_over_time(title, MONTHS, [(title, {"2025-09": 1})]))
    assert words(root).endswith(": 2025-09 +1")
    drawn(who_works_with_whom(title, [(title, 1)], [], title))

"""`tukiverkko import`: experts and old contacts from a terminal, into a running system."""

import json
from pathlib import Path

import pytest

from services.console.importing.contacts import CONTACTS
from services.console.importing.experts import EXPERTS
from services.console.importing.kinds import Kind
from tests.specs.console.importing.files import written
from tests.support.processes import tukiverkko, wait_for
from tests.support.running import Running, ask

pytestmark = pytest.mark.timeout(300)


def file_of(folder: Path, kind: Kind, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    path = folder / f"{kind.name}.csv"
    path.write_bytes(written(kind, *rows).encode(encoding))
    return path


def test_experts_are_tried_brought_in_and_known_the_second_time(running: Running, tmp_path: Path) -> None:
    file = file_of(
        tmp_path, EXPERTS, {"key": "F1", "name": "Tuotu Tuija"}, {"key": "F2", "name": "Tuotu Tarmo"}
    )
    tried = tukiverkko("import", "experts", file, "--dry-run", "--data", running.data)
    assert (tried.returncode, tried.stderr) == (0, "checked: 2 of 2\nlooked up: 2 of 2\n")
    assert tried.stdout == "2 lines fit: 2 would be added, 0 are known; nothing was carried out\n"
    done = tukiverkko("import", "experts", file, "--data", running.data)
    assert (done.returncode, done.stdout) == (0, "2 lines: 2 added, 0 were known before\n")
    assert done.stderr == "checked: 2 of 2\nlooked up: 2 of 2\nexperts: 2 of 2\n"
    again = json.loads(tukiverkko("import", "experts", file, "--data", running.data, "--json").stdout)
    assert (again["new"], again["known"], again["bad"]) == (0, 2, [])
    with running.client() as client:
        found = ask(client, "matching.professionals", competence="trauma", limit=1000).json()["result"]
    assert [each["name"] for each in found["professionals"]].count("Tuotu Tuija") == 1


def test_old_contacts_count_in_the_figures_of_their_year(running: Running, tmp_path: Path) -> None:
    """They were received long ago: what the statistics say of that month is one more for each."""
    days = {"received_on": "15.6.2016", "ended_on": "30.6.2016"}
    file = file_of(tmp_path, CONTACTS, {"key": "F1", **days}, {"key": "F2", **days, "ending": "redirected"})
    assert tukiverkko("import", "contacts", file, "--data", running.data).returncode == 0
    assert tukiverkko("import", "contacts", file, "--data", running.data).returncode == 0
    june = {"from": "2016-06-01", "to": "2016-06-30"}
    with running.client() as client:

        def counted() -> int:
            return int(ask(client, "reporting.contact_statistics", **june).json()["result"]["contacts"])

        wait_for("the two of June 2016", lambda: counted() == 2)
        assert counted() == 2


def test_every_bad_line_is_told_and_nothing_is_brought_in(running: Running, tmp_path: Path) -> None:
    rows = ({"key": "B1"}, {"key": "B2", "field": "magic"}, {"key": "B1"})
    refused = tukiverkko("import", "experts", file_of(tmp_path, EXPERTS, *rows), "--data", running.data)
    second, third, counts = refused.stdout.splitlines()
    assert refused.returncode == 1
    assert second.startswith("line 3: field: magic is not known here: use one of health, ")
    assert third == "line 4: key: the same key stands in line 2"
    assert counts == "3 lines, 2 faults: nothing was carried out"
    good = tukiverkko(
        "import", "experts", file_of(tmp_path, EXPERTS, rows[0]), "--dry-run", "--data", running.data
    )
    assert good.stdout.startswith("1 lines fit: 1 would be added")


def test_a_changed_line_is_told_before_anything_is_added(running: Running, tmp_path: Path) -> None:
    tukiverkko("import", "experts", file_of(tmp_path, EXPERTS, {"key": "C1"}), "--data", running.data)
    changed = file_of(tmp_path, EXPERTS, {"key": "C0"}, {"key": "C1", "name": "Toinen Nimi"})
    refused = tukiverkko("import", "experts", changed, "--data", running.data)
    assert refused.returncode == 1
    assert refused.stdout.startswith("line 3: its key is known with other data")


def test_a_file_of_windows_is_read_and_said(running: Running, tmp_path: Path) -> None:
    row = {"key": "W1", "name": "Åke Öhman"}
    file = tmp_path / "windows.csv"
    file.write_bytes(written(EXPERTS, row | {"target_ages": "7-12"}).encode("cp1252"))
    told = tukiverkko("import", "experts", file, "--data", running.data)
    assert told.returncode == 0
    assert "not UTF-8: read as Windows-1252" in told.stderr


def test_a_template_is_a_file_that_can_be_given(running: Running, tmp_path: Path) -> None:
    for kind in (EXPERTS, CONTACTS):
        printed = tukiverkko("import", "template", kind.name)
        assert printed.returncode == 0
        file = tmp_path / "template.csv"
        file.write_text(printed.stdout, encoding="utf-8")
        tried = tukiverkko("import", kind.name, file, "--dry-run", "--data", running.data)
        assert tried.stdout.startswith("1 lines fit")


def test_what_cannot_be_read_is_refused_and_what_is_typed_wrong_is_wrong_use(tmp_path: Path) -> None:
    """No system has to run for it, and none is made."""
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b'key;name\nA;"never closed\n')
    refused = tukiverkko("import", "experts", broken, "--data", tmp_path / "none")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("refused: line 2 cannot be read")
    bad = file_of(tmp_path, EXPERTS, {"key": "A", "field": "magic"})
    refused = tukiverkko("import", "experts", bad, "--data", tmp_path / "none")
    assert (refused.returncode, refused.stdout.splitlines()[-1]) == (
        1,
        "1 lines, 1 faults: nothing was carried out",
    )
    assert not (tmp_path / "none").exists()
    for words in (
        ("wizards", broken),
        ("experts", tmp_path / "nowhere.csv"),
        ("template", "wizards"),
        ("experts",),
    ):
        assert tukiverkko("import", *words, "--data", tmp_path / "none").returncode == 2

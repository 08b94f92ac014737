"""`tukiverkko payments` and `accounting`: the bank's files and the books from a terminal."""

import json
from pathlib import Path

import pytest

from tests.specs.billing.payments.bank import PAYERS_NAME, Entry, File, Payment
from tests.support.processes import tukiverkko
from tests.support.running import Running

pytestmark = pytest.mark.timeout(300)


def written(folder: Path, name: str, *entries: Entry) -> Path:
    path = folder / f"{name}.xml"
    path.write_bytes(File(entries, statement=name).bytes)
    return path


def waits(bank: str, reference: str) -> Entry:
    return Entry("12.50", (Payment("12.50", (reference,)),), bank=bank)


def test_a_file_is_read_and_what_waits_is_said(running: Running, tmp_path: Path) -> None:
    """Exit 1 where something waits; the second time all is known."""
    file = written(tmp_path, "TILIOTE", waits("PAATE1", "1234561"))
    first = tukiverkko("payments", file, "--data", running.data)
    assert (first.returncode, first.stderr) == (1, "payments: 1 of 1\n")
    line, counts = first.stdout.splitlines()
    assert line.startswith("2025-10-03         12.50 €  waits: no invoice has the reference 1234561")
    assert counts == "1 payments: 0 placed, 1 wait for a person, 0 were told before"
    assert PAYERS_NAME not in first.stdout
    again = tukiverkko("payments", file, "--data", running.data, "--json")
    told = json.loads(again.stdout)
    assert (again.returncode, told["again"], told["told"]) == (0, 1, [])


def test_a_large_file_is_read_to_its_end(running: Running, tmp_path: Path) -> None:
    """Many payments are a job, which the command waits for."""
    file = written(tmp_path, "SUURI", *(waits(f"SUURI{n}", "1009") for n in range(450)))
    told = json.loads(tukiverkko("payments", file, "--data", running.data, "--json").stdout)
    assert (told["payments"], told["waiting"], len(told["told"])) == (450, 450, 450)


def test_a_broken_file_is_refused_with_a_sentence(running: Running, tmp_path: Path) -> None:
    file = written(tmp_path, "RIKKI", waits("RIKKI1", "1012"), Entry("1.00", booked=""))
    refused = tukiverkko("payments", file, "--data", running.data)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "refused: entry 2 has no day on which it was booked\n"


def test_the_books_are_printed_as_a_file(running: Running, tmp_path: Path) -> None:
    tukiverkko("payments", written(tmp_path, "KIRJAT", waits("KIRJAT1", "1025")), "--data", running.data)
    days = ("--from", "2025-10-03", "--to", "2025-10-03", "--data", running.data)
    printed = tukiverkko("accounting", *days)
    assert printed.returncode == 0
    assert printed.stdout.lstrip("\ufeff").startswith("date;voucher;account;debit;credit")
    told = json.loads(tukiverkko("accounting", *days, "--json").stdout)
    assert told["debit"] == told["credit"]
    assert len(printed.stdout.splitlines()) == 1 + len(told["rows"])
    assert (
        tukiverkko("accounting", "--from", "kesä", "--to", "2025-10-03", "--data", running.data).returncode
        == 1
    )

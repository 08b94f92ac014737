"""An invoicing run of one order: its work up to a month's end, against what is billed (R-V1)."""

from collections.abc import Iterable
from datetime import date

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.ceilings import use_of
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.issuing import Change, Issuing, changes
from services.billing.domain.invoicing.months import first_and_last
from services.billing.domain.invoicing.new_work import new_work
from services.billing.domain.invoicing.outcome import CeilingUse, Due, Flag
from services.billing.domain.invoicing.shares import parts_of
from services.billing.domain.invoicing.work import Terms, WorkItem


def due(account: Account, terms: Terms, work: Iterable[WorkItem], month: str) -> Due:
    """What the run of a month comes to; nothing where it has been done already.

    work: all that is the order's (R-B1), at least up to the month's end. What was billed and is not there
    any more is taken back.
    """
    force, last = InForce(terms), first_and_last(month)[1]
    new = new_work(account, force, work, month, last)
    entries = [*account.entries, *new.entries]
    issuing = Issuing(account)
    for change in changes(account, entries, parts_of(entries, force), terms.payers):
        if _waits_for_later(account, change, month):
            continue
        late = change.entry.late or change.entry.line.month < month
        issuing.settle(change, force, month, late=late)
    held = (*new.held, *issuing.held)
    found = {each.why for each in held}
    flags: list[Flag | None] = ["no_agreement" if "no_agreement" in found else None]
    flags += ["agreement_over" if "agreement_over" in found else None]
    flags += [
        "before_agreement" if new.before_agreement else None,
        use_of(terms.ceilings, entries, last).flag,
    ]
    return Due(tuple(new.entries), issuing.bills(), held, tuple(flag for flag in flags if flag))


def ceiling_use(account: Account, terms: Terms, on: date) -> CeilingUse:
    """Of the ceiling in force on a day: everything that is billed, and its limit (R-B6)."""
    return use_of(terms.ceilings, account.entries, on)


def credited(account: Account, number: str) -> Due:
    """The bill that takes back all that still stands on one; its parts go out again by the next run.

    Nothing where nothing stands on it: it was credited before.
    """
    issuing = Issuing(account)
    for entry, was in account.standing_on(number):
        issuing.take_back(entry, account.entries[entry], was)
    return Due(bills=issuing.bills())


def _waits_for_later(account: Account, change: Change, month: str) -> bool:
    """A part of a later month's work that stands on no bill waits for that run; what undoes it as well."""
    if change.was or change.entry.line.month <= month:
        return False
    undoes = change.entry.undoes
    return (
        change.number < len(account.entries) if undoes is None else change.payer not in account.stands[undoes]
    )

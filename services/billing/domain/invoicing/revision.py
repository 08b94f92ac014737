"""Cost shares revised back in time: what it credits and charges anew, at once (R-B4, R-B7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from services.billing.domain.invoicing.account import Account
from services.billing.domain.invoicing.entries import Entry
from services.billing.domain.invoicing.in_force import InForce
from services.billing.domain.invoicing.issuing import Change, Issuing
from services.billing.domain.invoicing.outcome import Due
from services.billing.domain.invoicing.shares import parts_of
from services.billing.domain.invoicing.work import SharesSince, Terms


class Effect(NamedTuple):
    """What a revision brings a payer: cents taken back and cents charged, both as they stand on the bills."""

    credited: int
    charged: int


def revised(account: Account, terms: Terms, new: SharesSince) -> Due:
    """terms: as they are without the new shares. What the new shares leave as it is stays on its bills.

    One correction a bill, one invoice a payer and month of the work; no entry is added, so that the sum of
    all payers is unchanged. The part of who has not committed waits, see `uncommitted`.
    """
    issuing, force = Issuing(account), InForce(terms)
    for change in _changes(account, terms, new):
        issuing.settle(change, force, change.entry.line.month, late=change.entry.late)
    return Due(bills=issuing.bills(), held=tuple(issuing.held))


def preview(account: Account, terms: Terms, new: SharesSince) -> dict[str, Effect]:
    """The same to the cent, by payer, before it is decided; a payer with nothing has two zeros."""
    effects = {payer: Effect(0, 0) for payer in terms.payers}
    for change in _changes(account, terms, new):
        before = effects[change.payer]
        was = change.was.cents if change.was else 0
        effects[change.payer] = Effect(before.credited + was, before.charged + change.cents)
    return effects


def uncommitted(account: Account, terms: Terms, new: SharesSince) -> tuple[str, ...]:
    """Payers without whose commitment shares are not revised back in time (R-B7), in their order.

    Who gets a share has committed at all, and for the days of all the work that the revision charges.
    """
    force, missing = InForce(terms), set()
    committed = {each.payer for each in terms.commitments}
    missing = {payer for payer, share in new.shares.items() if share and payer not in committed}
    for change in _changes(account, terms, new):
        if change.cents and not force.has_committed(change.payer, change.entry.line.on):
            missing.add(change.payer)
    return tuple(payer for payer in terms.payers if payer in missing)


def touches_billed(account: Account, effective_from: date) -> bool:
    """Something of that day or later is billed: shares from then on would change bills."""
    return any(_last_day(entry) >= effective_from for entry in account.entries)


def _last_day(entry: Entry) -> date:
    return entry.line.days[-1][1] if entry.line.days else entry.line.on


def _changes(account: Account, terms: Terms, new: SharesSince) -> Sequence[Change]:
    after = replace(terms, shares=(*terms.shares, new))
    parts = zip(
        parts_of(account.entries, InForce(terms)), parts_of(account.entries, InForce(after)), strict=True
    )
    found = []
    for number, (old, now) in enumerate(parts):
        if old == now:
            continue
        stands = account.stands[number]
        for place, payer in enumerate(terms.payers):
            was = (old.cents[place], old.percents[place])
            want = (now.cents[place], now.percents[place])
            if want != was:
                found.append(Change(number, account.entries[number], payer, stands.get(payer), *want))
    return found

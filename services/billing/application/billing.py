"""The application of billing: which streams a command is about, and what it answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from services.billing import commands
from services.billing.application.payments import Payments
from services.billing.application.turns import Turns
from services.billing.application.whose import Case, Whose, own_payers, row_of_agreement, row_of_order
from services.billing.domain.agreement import Agreement
from services.billing.domain.order import Order
from shared.contracts.asking import Command
from shared.kernel.asker import Asker
from shared.kernel.calendar import local_date
from shared.kernel.facts import Keeping
from shared.kernel.keeping import keeping_for
from shared.kernel.refused import NotAllowed, Refused
from shared.plumbing.keys import RegionKey
from shared.plumbing.policy import Policy
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.store.application import Carrying, Decided
from shared.plumbing.store.database import ServiceDatabase
from shared.plumbing.store.numbers import next_number
from shared.plumbing.store.verbs import arguments

NUMBERING = (commands.ReviseCostShares, commands.CreditInvoice)
"""What issues invoices at once, besides the runs."""


class Billing(Payments):
    """Carries billing's commands out: Order, Agreement, Invoice, runs of invoicing, files of the bank."""

    service: ClassVar[str] = "billing"

    def __init__(self, database: ServiceDatabase, sealing: Sealing, key: RegionKey, policy: Policy) -> None:
        super().__init__(database, sealing)
        self.policy = policy
        self.whose = Whose(policy, key)
        self.turns = Turns(database)
        self._ways: dict[type[Command], Callable[[Any, Carrying], Decided]] = {
            commands.PlaceOrder: self._place,
            commands.CommitToPay: self._commit,
            commands.SignAgreement: self._sign,
            commands.ReviseCostShares: self.revise,
            commands.RunInvoicing: self.run,
            commands.SendInvoice: self.send,
            commands.RecordPayment: self.record_payment,
            commands.CreditInvoice: self.credit,
            commands.ReadBankFile: self.read_bank_file,
            commands.PlacePayment: self.place_payment,
            commands.SetPaymentAside: self.set_payment_aside,
        }

    def carry_out(self, command: Command, carrying: Carrying) -> tuple[dict[str, Any], int | None]:
        """As every service does; what may issue invoices, in turn."""
        if isinstance(command, NUMBERING):
            with self.turns.taken():
                return super().carry_out(command, carrying)
        return super().carry_out(command, carrying)

    def decide(self, command: Command, carrying: Carrying) -> Decided:
        if way := self._ways.get(type(command)):
            return way(command, carrying)
        if "agreement_id" in type(command).model_fields:
            return self._work_on_agreement(command, carrying)
        return self._work_on_order(command, carrying)

    def order_for(self, asker: Asker, order_id: UUID, as_of: datetime | None = None) -> Order:
        """The order as it is, or as known at a moment, where it concerns the asker. Unknown otherwise."""
        with self.database.rows() as rows:
            self.whose.refuse_stranger(asker, rows, order_id)
        return self.load(Order, order_id, as_of)

    def agreement_for(self, asker: Asker, agreement_id: UUID, as_of: datetime | None = None) -> Agreement:
        """The agreement, where its order concerns the asker. Unknown otherwise."""
        with self.database.rows() as rows:
            self.whose.refuse_strangers_agreement(asker, rows, agreement_id)
        return self.load(Agreement, agreement_id, as_of)

    def _place(self, command: commands.PlaceOrder, carrying: Carrying) -> Decided:
        """R-B1: an order names a case that exists, as intake told of it."""
        at = carrying.at(command)
        with self.database.get_connection() as rows:
            case = self.whose.case_for(carrying.asker, rows, command.case_id)
            number = next_number(rows, Order.kind, at)
        order = Order.place_order(
            **arguments(Order.place_order, command, at),
            id=command.order_id,
            number=number,
            region=case.region,
            county=case.county,
            keeping=_keeping_of(case, at),
            case_number=case.number,
        )
        return _decided_on_order(order)

    def _commit(self, command: commands.CommitToPay, carrying: Carrying) -> Decided:
        """R-B7: a payer commits itself, by its own user."""
        order = self.order_for(carrying.asker, command.order_id)
        order.must_be_payers([command.payer_id])
        payers = [vars(payer) for payer in order.payers]
        if command.payer_id not in own_payers(carrying.asker, payers):
            raise NotAllowed("a payer commits itself: only its own user does it")
        order.commit_to_pay(**arguments(Order.commit_to_pay, command, carrying.at(command)))
        return _decided_on_order(order)

    def _work_on_order(self, command: Command, carrying: Carrying) -> Decided:
        """Every other command of an order: a verb of its name on the order that it names."""
        order = self.order_for(carrying.asker, command.order_id)  # type: ignore[attr-defined]
        fields = arguments(getattr(Order, command.name()), command, carrying.at(command))
        getattr(order, command.name())(**fields)
        return _decided_on_order(order)

    def _sign(self, command: commands.SignAgreement, carrying: Carrying) -> Decided:
        at = carrying.at(command)
        order = self.order_for(carrying.asker, command.order_id)
        with self.database.get_connection() as rows:
            number = next_number(rows, Agreement.kind, at)
        agreement = Agreement.sign_agreement(
            **arguments(Agreement.sign_agreement, command, at),
            id=command.agreement_id,
            number=number,
            region=order.region,
            county=order.county,
            keeping=order.keeping,
            service_line=order.service_line,
        )
        return _decided_on_agreement(agreement)

    def _work_on_agreement(self, command: Command, carrying: Carrying) -> Decided:
        """Every other command of an agreement: a verb of its name."""
        agreement = self.agreement_for(carrying.asker, command.agreement_id)  # type: ignore[attr-defined]
        fields = arguments(getattr(Agreement, command.name()), command, carrying.at(command))
        if isinstance(command, commands.GiveNotice):
            _refuse_the_other_side(carrying.asker, command.by)
        getattr(agreement, command.name())(**fields)
        return _decided_on_agreement(agreement)


def _refuse_the_other_side(asker: Asker, by: str) -> None:
    """A buyer gives the buyers' notice and a provider the provider's; the centre writes down either."""
    if asker.role in {"buyer", "provider"} and asker.role != by:
        raise Refused("a party gives its own notice, not the other's")


def _keeping_of(case: Case, at: datetime) -> Keeping:
    """The register that intake's fact named; the table's where it named none (R-T2)."""
    if case.controller and case.register and case.service_task:
        return Keeping(case.controller, case.register, case.service_task)
    return keeping_for(
        case.service_line, child_welfare_notification=False, county=case.county, on=local_date(at)
    )


def _decided_on_order(order: Order) -> Decided:
    answer = {"order_id": str(order.id), "number": order.subject, "state": order.state}
    return Decided([order], answer, [row_of_order(order)])


def _decided_on_agreement(agreement: Agreement) -> Decided:
    answer = {
        "agreement_id": str(agreement.id),
        "number": agreement.subject,
        "state": agreement.state,
        "ends_on": agreement.ends_on.isoformat() if agreement.ends_on else None,
    }
    return Decided([agreement], answer, [row_of_agreement(agreement)])

"""Commands about a case's people, and about what is noted between meetings."""

from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.intake.commands.case_parts import CASE, MEMBER_ID, Absent, Direction, Member, Towards
from services.intake.commands.words import AtLeastOne, Long, Moment, Once, Sector, Short, Upto
from shared.contracts.asking import Command
from shared.contracts.words import finding


class AddNetworkMember(Command):
    """Takes somebody into the case's network."""

    case_id: UUID
    member: Member

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "member": {
            "id": MEMBER_ID,
            "role": "worker",
            "user": "tukihenkilo-1",
            "organisation": "Esimerkkituottaja Oy",
        },
    }


class RemoveNetworkMember(Command):
    """Lets somebody leave the network; today is their last day. `member: {id}` says the same as member_id."""

    case_id: UUID
    member_id: UUID
    reason: Long | None = None

    example: ClassVar[dict[str, Any]] = {**CASE, "member_id": MEMBER_ID, "reason": "Työsuhde päättyi."}

    @model_validator(mode="before")
    @classmethod
    def _named_as_a_member(cls, told: Any) -> Any:
        member = told.get("member") if isinstance(told, dict) else None
        if not isinstance(member, dict) or "member_id" in told or member.keys() - Member.model_fields.keys():
            return told
        rest = {name: value for name, value in told.items() if name != "member"}
        return {**rest, "member_id": member.get("id")}


class LinkCases(Command):
    """Links two cases of one family; both will say so."""

    case_id: UUID
    other_case_id: UUID
    relation: Literal["sibling", "same_family"]

    example: ClassVar[dict[str, Any]] = {
        **CASE, "other_case_id": "0f6b1d2c-3a4e-4b5f-8c6d-7e8f9a0b1c2d", "relation": "sibling",
    }  # fmt: skip


class RecordChildView(Command):
    """Records what the child says themselves, or why they were not asked. by: who asked."""

    case_id: UUID
    view: Long | None = None
    why_not: Long | None = None
    by: Short

    example: ClassVar[dict[str, Any]] = {**CASE, "view": "Haluan nukkua paremmin.", "by": "worker"}

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.view is None) == (self.why_not is None):
            raise finding("say either what the child's view is or why it was not asked")
        return self


class LogContact(Command):
    """Logs a call, a mail or a message between meetings."""

    case_id: UUID
    with_whom: Short = Field(alias="with", description="Whom one was in contact with")
    direction: Direction
    channel: Literal["phone", "email", "message"]
    contacted_at: Moment = Field(alias="at", description="When it was; not in the future")
    gist: Long

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "with": "Huoltaja",
        "direction": "incoming",
        "channel": "phone",
        "at": "2025-09-05T10:15:00+03:00",
        "gist": "Huoltaja kertoi viikon sujuneen hyvin.",
    }


class NoteEngagement(Command):
    """Notes how willing the client is, 0 (not at all) to 3, towards the worker or a sector."""

    case_id: UUID
    towards: Towards
    level: Annotated[int, Field(strict=True, ge=0, le=3)]

    example: ClassVar[dict[str, Any]] = {**CASE, "towards": "worker", "level": 2}


class AssessRisk(Command):
    """Records a risk assessed together: by which sectors, who was absent and why, and what it came to."""

    case_id: UUID
    sectors: Annotated[tuple[Sector, ...], AtLeastOne, Once]
    absent: Annotated[tuple[Absent, ...], Upto] = ()
    conclusion: Long
    text: Long

    example: ClassVar[dict[str, Any]] = {
        **CASE,
        "sectors": ["family_law", "child_welfare"],
        "absent": [{"sector": "police", "reason": "Ei vireillä olevaa asiaa."}],
        "conclusion": "Ei välitöntä vaaraa.",
        "text": "Arvio tehtiin yhteisessä palaverissa.",
    }

    @model_validator(mode="after")
    def _each_absent_once(self) -> Self:
        if len({absent.sector for absent in self.absent}) < len(self.absent):
            raise finding("name each only once")
        return self

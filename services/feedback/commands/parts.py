"""What commands are made of: whom a follow-up asks."""

from typing import Self
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from services.feedback.commands.words import AgeGroup, Channel, Email, Part, Phone, Role, Short
from shared.contracts.words import finding

EMAIL: TypeAdapter[str] = TypeAdapter(Email)
PHONE: TypeAdapter[str] = TypeAdapter(Phone)


class Recipient(Part):
    """Who is asked. address: an email address or a phone number, as the channel is; none on paper."""

    recipient_id: UUID
    role: Role
    channel: Channel
    address: Short | None = Field(None, description="Where messages go, if it is a safe contact (R-F7)")
    age_group: AgeGroup | None = Field(None, description="Of a client: a child is asked in easy words")

    @model_validator(mode="after")
    def _address_of_the_channel(self) -> Self:
        if self.address is None:
            return self
        if self.channel == "paper":
            raise finding("a paper is handed over: it has no address")
        if self.channel == "email" and not _is(EMAIL, self.address):
            raise finding("an email address is written like name@example.fi")
        if self.channel == "sms" and not _is(PHONE, self.address):
            raise finding("a phone number has digits, spaces and hyphens, like +358 40 123 4567")
        return self


def _is(kind: TypeAdapter[str], text: str) -> bool:
    try:
        kind.validate_python(text)
    except ValidationError:
        return False
    return True

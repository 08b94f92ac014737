"""What commands are made of: whom a follow-up asks."""

from typing import Self
from uuid import UUID

from pydantic import Field, TypeAdapter, model_validator

from services.feedback.commands.words import AgeGroup, Channel, Email, Part, Phone, Role, Short

_ADDRESSES: dict[str, TypeAdapter[str]] = {"email": TypeAdapter(Email), "sms": TypeAdapter(Phone)}


class Recipient(Part):
    """Who is asked. address: an email address or a phone number, as the channel is; none on paper."""

    recipient_id: UUID
    role: Role
    channel: Channel
    address: Short | None = Field(None, description="Where messages go, if it is a safe contact (R-F7)")
    age_group: AgeGroup | None = Field(None, description="Of a client: a child is asked in easy words")

    @model_validator(mode="after")
    def _address_of_the_channel(self) -> Self:
        if self.address is not None and self.channel in _ADDRESSES:
            _ADDRESSES[self.channel].validate_python(self.address)
        return self

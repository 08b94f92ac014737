"""The decisions on what is known of a professional: the profile, the hours, pauses, sharing."""

from abc import abstractmethod
from datetime import date
from typing import Any, Self
from uuid import UUID

from services.matching.domain.language import Contact, Mode, Role
from services.matching.domain.professional import facts
from services.matching.domain.professional.state import ProfessionalState
from shared.kernel.refused import Refused


class ProfileDecisions(ProfessionalState):
    """Each has the name of its command; it may refuse, and assigns nothing."""

    @classmethod
    @abstractmethod
    def begin(cls, *, professional_id: UUID, **fields: object) -> Self:
        """Opens the stream with ProfessionalRegistered."""

    @classmethod
    def register_professional(
        cls,
        *,
        id: UUID,  # noqa: A002 - what the store calls it
        name: str,
        roles: tuple[Role, ...],
        organisation: str,
        field: str,
        county: str,
        counties: tuple[str, ...],
        competences: tuple[str, ...],
        languages: tuple[str, ...],
        modes: tuple[Mode, ...],
        hours_per_week: float,
        on: date,
        education: tuple[str, ...] = (),
        background: tuple[str, ...] = (),
        target_ages: str | None = None,
        qualification: str | None = None,
        contact: Contact | None = None,
    ) -> Self:
        """Somebody is entered in the directory. Refused without a role or a way of working."""
        refuse_unusable(roles, modes)
        return cls.begin(
            professional_id=id, name=name, roles=roles, organisation=organisation, field=field, county=county,
            counties=counties, competences=competences, target_ages=target_ages, languages=languages,
            education=education, background=background, qualification=qualification, modes=modes,
            hours_per_week=hours_per_week, contact=contact, on=on,
        )  # fmt: skip

    def update_profile(
        self,
        *,
        name: str | None = None,
        roles: tuple[Role, ...] | None = None,
        organisation: str | None = None,
        field: str | None = None,
        county: str | None = None,
        counties: tuple[str, ...] | None = None,
        competences: tuple[str, ...] | None = None,
        languages: tuple[str, ...] | None = None,
        education: tuple[str, ...] | None = None,
        background: tuple[str, ...] | None = None,
        modes: tuple[Mode, ...] | None = None,
        target_ages: str | None = None,
        qualification: str | None = None,
        contact: Contact | None = None,
    ) -> None:
        """What has changed; what is not told stays. Refused where nothing differs from what is known."""
        told = {key: value for key, value in locals().items() if key not in {"self", "__class__"}}
        changed = self._changed(told)
        if not changed:
            raise Refused("nothing of this differs from what is known of the professional")
        self._update(changed)

    def confirm_profile(
        self,
        *,
        on: date,
        roles: tuple[Role, ...] | None = None,
        organisation: str | None = None,
        counties: tuple[str, ...] | None = None,
        competences: tuple[str, ...] | None = None,
        languages: tuple[str, ...] | None = None,
        education: tuple[str, ...] | None = None,
        background: tuple[str, ...] | None = None,
        modes: tuple[Mode, ...] | None = None,
        contact: Contact | None = None,
    ) -> None:
        """The profile is right, with what is told here: it counts as fresh from this day."""
        told = {key: value for key, value in locals().items() if key not in {"self", "on", "__class__"}}
        if changed := self._changed(told):
            self._update(changed)
        self.tell(facts.ProfileConfirmed, on=on)

    def set_capacity(self, *, hours_per_week: float) -> None:
        """The hours a week in all. Fewer than are given away is no refusal: nothing new is proposed then."""
        self._must_be_there()
        if hours_per_week == self.hours_per_week:
            raise Refused("those are the hours a week already")
        self.tell(facts.CapacitySet, hours_per_week=hours_per_week)

    def pause(self, *, reason: str, on: date, until: date | None = None) -> None:
        """Nothing new for a time. Refused for a last day that is over. A new pause replaces an older one."""
        self._must_be_there()
        if until is not None and until < on:
            raise Refused("the pause ends before it begins")
        self.tell(facts.ProfessionalPaused, reason=reason, until=until)

    def resume(self, *, reason: str | None = None) -> None:
        """Back from a pause, or into the bank. Refused for one who is there."""
        if self.state == "active":
            raise Refused("the professional is neither paused nor retired")
        self.tell(facts.ProfessionalResumed, reason=reason)

    def retire(self, *, reason: str) -> None:
        """Out of the bank. What they have agreed to goes on until it is ended."""
        self._must_be_there()
        self.tell(facts.ProfessionalRetired, reason=reason)

    def share_nationally(self) -> None:
        self._must_be_there()
        if self.shared:
            raise Refused("the professional is shared nationally already")
        self.tell(facts.SharedNationally)

    def stop_sharing(self) -> None:
        if not self.shared:
            raise Refused("the professional is not shared")
        self.tell(facts.SharingStopped)

    def _must_be_there(self) -> None:
        if self.retired:
            raise Refused("the professional has retired: resume first")

    def _changed(self, told: dict[str, Any]) -> dict[str, Any]:
        known = self.profile
        return {key: value for key, value in told.items() if value is not None and value != known[key]}

    def _update(self, changed: dict[str, Any]) -> None:
        after = {**self.profile, **changed}
        refuse_unusable(after["roles"], after["modes"])
        self.tell(facts.ProfileUpdated, **{key: changed.get(key) for key in self.profile})


def refuse_unusable(roles: tuple[Role, ...], modes: tuple[Mode, ...]) -> None:
    """A professional has a role, and a way in which they work."""
    if not roles:
        raise Refused("say in what role the professional works")
    if not modes:
        raise Refused("say whether the professional works virtually, on site or both")

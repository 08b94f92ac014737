"""The instruments of an installation: found by name, and answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.feedback.domain.instruments.instrument import Instrument
from services.feedback.domain.language import Chosen
from shared.kernel.refused import Misfit, Refused


def edition(version: str) -> tuple[int, ...]:
    """A version to compare by: "1.10" is newer than "1.9". ValueError where it is no version."""
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True)
class Instruments:
    """Every version of every instrument that is known here."""

    known: Mapping[tuple[str, str], Instrument]

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> "Instruments":
        return cls({(each.id, each.version): each for each in instruments})

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({name for name, _ in self.known}))

    def newest(self, name: str) -> Instrument:
        """The newest version. Misfit, naming the known ones, for an instrument that is none."""
        versions = [each for each in self.known.values() if each.id == name]
        if not versions:
            raise _unknown(name, self.ids)
        return max(versions, key=lambda each: edition(each.version))

    def of_version(self, chosen: Chosen) -> Instrument:
        """Exactly that version. Refused where the installation does not have it any more."""
        found = self.known.get((chosen.instrument, chosen.version))
        if found is None:
            raise Refused(
                "the instrument {instrument} of version {version} is not known here any more",
                instrument=chosen.instrument, version=chosen.version,
            )  # fmt: skip
        return found


def _unknown(name: str, allowed: tuple[str, ...]) -> Misfit:
    sentence = "{code} is not known here: use one of {allowed}"
    values = {"code": name[:80], "allowed": ", ".join(allowed)}
    return Misfit(
        sentence, fields=[{"field": "instruments", "sentence": sentence, "values": values}], **values
    )

"""An instrument as its file has it, and the arithmetic of its score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from services.feedback.domain.language import AgeGroup, Recipient, Role

Texts = Mapping[str, str]
"""Words by language: fi, sv, en."""
Method = Literal["sum", "mean"]
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Item:
    """One question. text, easy: by language; both empty where the words are licensed (R-F5)."""

    item: str
    text: Texts
    easy: Texts


@dataclass(frozen=True)
class Scale:
    """What every item is answered with. decimals: how many an answer may have; labels: value → words."""

    least: int
    most: int
    decimals: int
    labels: Mapping[int, Texts]

    def place(self, value: Decimal) -> Decimal:
        """Where a value lies between the ends: 0 to 1."""
        return (value - self.least) / (self.most - self.least)


@dataclass(frozen=True)
class Scoring:
    """How answers become a score.

    sum: the answers added up. mean: the mean of their places on the scale, 0 to `to`. needed: how many
    answered items give a score; with fewer there is none.
    """

    method: Method
    to: int
    needed: int


@dataclass(frozen=True)
class Variant:
    """The items as some recipients are asked them. age_groups empty: whatever their age.

    faces: they are asked in the easy wording with faces at first; whoever likes may change it.
    """

    variant: str
    roles: tuple[Role, ...]
    age_groups: tuple[AgeGroup, ...]
    items: tuple[Item, ...]
    faces: bool = False

    def is_for(self, recipient: Recipient) -> bool:
        of_age = not self.age_groups or recipient.age_group in self.age_groups
        return recipient.role in self.roles and of_age


@dataclass(frozen=True)
class Instrument:
    """One version of an instrument. reliable_change: a fall over it is no chance; None: not known.

    intro: what stands before the items, by language; empty where there is none. own: the region's.
    """

    id: str
    version: str
    title: Texts
    scale: Scale
    scoring: Scoring
    variants: tuple[Variant, ...]
    reliable_change: Decimal | None = None
    higher_is_better: bool = True
    easy_title: Texts = field(default_factory=dict)
    intro: Texts = field(default_factory=dict)
    own: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who may be asked at all."""
        return tuple(dict.fromkeys(role for each in self.variants for role in each.roles))

    @property
    def worded(self) -> bool:
        """Whether it has words to show: a licensed instrument has none here, and is asked on paper."""
        return all(item.text for variant in self.variants for item in variant.items)

    def variant_for(self, recipient: Recipient) -> Variant | None:
        """The first that fits; None where it is not for them."""
        return next((each for each in self.variants if each.is_for(recipient)), None)

    def score(self, values: Mapping[str, Decimal]) -> Decimal | None:
        """The score of answers that fit, with one decimal; None where too few items were answered."""
        if len(values) < self.scoring.needed:
            return None
        if self.scoring.method == "sum":
            whole = sum(values.values(), Decimal())
        else:
            places = [self.scale.place(each) for each in values.values()]
            whole = sum(places, Decimal()) * self.scoring.to / len(places)
        return whole.quantize(_TENTH, rounding=ROUND_HALF_UP)

    def fall(self, before: Decimal, after: Decimal) -> Decimal:
        """By how much it got worse; 0 or less where it did not."""
        return before - after if self.higher_is_better else after - before

"""Saying no in a sentence that a caseworker understands.

`Refused` is the only exception that means "no". Anything else that is raised is a bug.
A refusal carries an English sentence with named places (`{code}`) and the values for them,
so that the edge can say it again in the reader's language.
"""

from typing import ClassVar, Self


class Refused(Exception):
    """A request that may not be carried out; nothing was stored. HTTP 409 at the edge.

    sentence: English, with `{name}` places; it is the key of its translations.
    values: what stands in those places. A value that is a list is joined with commas.
    policy: the id of the policy that said no, where one did and the asker may know of what they asked about.
    """

    status: ClassVar[int] = 409
    policy: str | None = None

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def decided_by(self, policy: str) -> Self:
        """The same refusal, with the policy that decided it."""
        self.policy = policy
        return self

    def __str__(self) -> str:
        return said(self.sentence, self.values)


class Misfit(Refused):
    """The request is not of the shape that its command or query has (422).

    fields: where it does not fit: [{"field": "steps.0.due", "sentence": …, "values": {…}}].
    """

    status = 422

    def __init__(
        self, sentence: str, *, fields: list[dict[str, object]] | None = None, **values: object
    ) -> None:
        super().__init__(sentence, **values)
        self.fields = fields or []


class NotSignedIn(Refused):
    """There is no token, or one that does not hold (401)."""

    status = 401


class NotAllowed(Refused):
    """The asker's role does not give this right (403)."""

    status = 403


class Unknown(Refused):
    """What is asked about does not exist, or not for this asker (404)."""

    status = 404


class NotYet(Refused):
    """It cannot be answered now; the same request may go through shortly (503)."""

    status = 503


def said(sentence: str, values: dict[str, object]) -> str:
    """The sentence with its values in their places."""
    words = {
        name: ", ".join(str(v) for v in value) if isinstance(value, (list, tuple)) else value
        for name, value in values.items()
    }
    return sentence.format(**words)

"""Contacts that one being written down may repeat, offered before it is saved (R-I7)."""

from typing import Any
from uuid import uuid4

from services.intake.application.closed_off import closed_off
from services.intake.application.matters import Matter, possible_duplicates
from services.intake.domain.language import Referrer, Subject
from services.intake.domain.referral import Referral
from services.intake.queries import asked, views
from services.intake.queries.reading import Reading
from shared.kernel.asker import Asker

FOUND = f"""
SELECT referral_id, number, state, received_on, region, county, sectors, received_by,
    {closed_off("referrals.referral_id")} AS closed_off FROM referrals
WHERE referral_id = ANY(%(similar)s)
ORDER BY received_at DESC, referral_id
"""  # noqa: S608 - a column
OF_A_MATTER = ("referral_id", "region", "county", "state", "received_by", "closed_off")


def answer_similar_contacts(query: asked.SimilarContacts, asker: Asker, reading: Reading) -> dict[str, Any]:
    """SimilarContactsView. Of what does not concern the asker nothing is told, not even that it is there."""
    policy = reading.intake.policy
    recognition = reading.intake.recognition_of(_referrer(query.referrer), _subject(query.subject))
    with reading.intake.database.rows() as rows:
        similar = possible_duplicates(rows, recognition, query.received_at or asker.now)
        found = rows.execute(FOUND, {"similar": list(similar), "user": asker.user}).fetchall()
    contacts = [
        views.SimilarContact.model_validate({**row, "number": f"{Referral.kind}/{row['number']}"})
        for row in found
        if policy.decide(asker, _matter(row).as_seen_by(asker)).allowed
    ]
    return views.SimilarContactsView(contacts=contacts).said()


def _matter(row: dict[str, Any]) -> Matter:
    return Matter(**{name: row[name] for name in OF_A_MATTER}, sectors=frozenset(row["sectors"]))


def _referrer(told: asked.SoughtReferrer) -> Referrer:
    """As the domain says it; the sector tells nobody apart."""
    return Referrer(
        name=told.name or "",
        organisation=told.organisation or "",
        sector="",
        phone=told.phone,
        email=told.email,
    )


def _subject(told: asked.SoughtSubject) -> Subject:
    """As the domain says it; a person nobody knows yet has an id that nobody has."""
    return Subject(
        person_id=told.person_id or uuid4(),
        given_name=told.given_name,
        family_name=told.family_name,
        birth_date=told.birth_date,
        languages=(),
    )

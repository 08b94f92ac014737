"""Match requests, the offers to oneself, and joint plans."""

from typing import Any

from psycopg.rows import DictRow

from services.matching.application import Matching
from services.matching.application.whose import RESTRICTED
from services.matching.domain import match_request as domain
from services.matching.domain.planning.plan import MatchPlan
from services.matching.queries import asked
from services.matching.queries.sentences import told
from services.matching.queries.views.requests import (
    JobView,
    MatchRequestsView,
    MatchRequestView,
    NeedView,
    OffersView,
    OfferView,
    OwnOfferView,
    ProposedTeamView,
    RankedView,
    RequestRow,
    RuledOutView,
)
from shared.kernel.as_of import moment_of
from shared.kernel.asker import Asker
from shared.kernel.refused import Unknown


def answer_match_request(query: asked.MatchRequest, asker: Asker, matching: Matching) -> dict[str, Any]:
    """MatchRequestView. Unknown where it is not there, or not for this asker."""
    moment = moment_of(query.as_of, asker)
    request = matching.request_for(asker, query.match_request_id, moment)
    same = (
        "state", "scope", "virtual", "opened_on", "uncovered", "team_needs", "confirmed", "rules_version",
    )  # fmt: skip
    return MatchRequestView.model_validate(
        {
            **{name: getattr(request, name) for name in same},
            **_people(request),
            "match_request_id": request.id,
            "number": request.subject,
            "owner": request.need.county,
            "referral_id": request.matter.referral_id,
            "case_id": request.matter.case_id,
            "need": NeedView.model_validate(request.need),
            "positions": {"matching": matching.recorder.position_at(moment)},
        }
    ).said()


def _people(request: domain.MatchRequest) -> dict[str, Any]:
    """Who is proposed and who not, each with reasons (R-M2); who was asked."""
    ranked = [
        RankedView(
            **{name: getattr(each, name) for name in ("professional_id", "rank", "score", "scope", "stale")},
            because=[told(why, with_points=True) for why in each.because],
        )
        for each in request.ranked
    ]
    out = [
        RuledOutView(
            professional_id=each.professional_id,
            because=[told(why, with_points=False) for why in each.because],
        )
        for each in request.ruled_out
    ]
    return {
        "ranked": ranked,
        "ruled_out": out,
        "team": ProposedTeamView.model_validate(request.team) if request.team else None,
        "offers": [OfferView.model_validate(each) for each in request.offers],
    }


def answer_match_requests(query: asked.MatchRequests, asker: Asker, matching: Matching) -> dict[str, Any]:
    """MatchRequestsView: those that the policies let the asker see, the newest first."""
    values: dict[str, Any] = {
        "region": asker.region,
        "state": query.state,
        "matter": query.case_id or query.referral_id,
        "cursor": (query.cursor or "").rpartition("/")[2] or None,
        "limit": query.limit + 1,
    }
    seen: list[DictRow] = []
    with matching.database.rows() as rows:
        while True:
            found = rows.execute(_PAGE, values).fetchall()
            whose = matching.whose
            seen += [row for row in found if whose.allows(asker, whose.about_request(asker, row))]
            if len(seen) > query.limit or len(found) < values["limit"]:
                break
            values = {**values, "cursor": found[-1]["number"]}
    page, more = seen[: query.limit], len(seen) > query.limit
    return MatchRequestsView(
        match_requests=[_row(row) for row in page],
        next=f"{domain.MatchRequest.kind}/{page[-1]['number']}" if more else None,
    ).said()


def _row(row: DictRow) -> RequestRow:
    of = "case_id" if row["of_case"] else "referral_id"
    number = f"{domain.MatchRequest.kind}/{row['number']}"
    return RequestRow.model_validate({**row, of: row["matter_id"], "number": number})


def answer_offers(_query: asked.Offers, asker: Asker, matching: Matching) -> dict[str, Any]:
    """OffersView: where the asker is who was asked."""
    with matching.database.rows() as rows:
        found = rows.execute(_OFFERS, {"region": asker.region}).fetchall()
    number = domain.MatchRequest.kind + "/{}"
    own = [
        OwnOfferView.model_validate({**row, "number": number.format(row["number"]), "state": row["answer"]})
        for row in found
        if matching.whose.is_own(asker, row)
    ]
    return OffersView(offers=own).said()


def answer_job(query: asked.Job, asker: Asker, matching: Matching) -> dict[str, Any]:
    """JobView. Unknown for one of another region."""
    plan = matching.load(MatchPlan, query.job)
    if plan.region != asker.region:
        raise Unknown("there is no {kind} with the id {id}", kind="job", id=str(query.job))
    done = plan.state == "done"
    with matching.database.rows() as rows:
        # Of the plan's requests those that the asker's list has, too (R-C10).
        listed = asked.MatchRequests.name()
        seen = matching.whose.known_requests(asker, rows, plan.match_request_ids, listed)
    return JobView.model_validate(
        {
            "job": plan.id,
            "state": plan.state,
            "match_request_ids": plan.match_request_ids,
            "match_requests": [_row(row) for row in seen],
            "assigned": plan.assigned,
            "unserved": plan.unserved,
            "worth": plan.worth if done else None,
            "bound": plan.bound if done else None,
            "proved": plan.proved if done else None,
        }
    ).said()


_PAGE = f"""
SELECT r.*, {RESTRICTED.format(matter="r.matter_id")} AS restricted_to
FROM match_requests r
WHERE r.region = %(region)s
    AND (%(state)s::text IS NULL OR r.state = %(state)s)
    AND (%(matter)s::uuid IS NULL OR r.matter_id = %(matter)s)
    AND (%(cursor)s::text IS NULL OR r.place < (SELECT place FROM match_requests WHERE number = %(cursor)s))
ORDER BY r.place DESC LIMIT %(limit)s
"""  # noqa: S608 - a column
_OFFERS = """
SELECT r.*, p.professional_id, p.signs_in, p.organisation,
    CASE WHEN p.professional_id = ANY (r.confirmed) THEN 'confirmed' ELSE o.value END AS answer
FROM match_requests r, jsonb_each_text(r.asked) o
JOIN professionals p ON p.professional_id = o.key::uuid
WHERE p.professional_id = ANY (r.confirmed)
    OR (o.value IN ('offered', 'accepted') AND r.state NOT IN ('confirmed', 'ended'))
ORDER BY r.place DESC, p.place
"""

"""The answers about experts and match requests: counts, hours a week and days."""

from pydantic import Field

from services.reporting.queries.views.view import Count, Counts, Figures, View

Hours = float | None
"""Hours a week; none: hidden, see `hidden_under` (R-R2)."""


class Load(View):
    """How some professionals are used, on the day that was asked for. Those who retired are not counted."""

    professionals: Count
    paused: Count = Field(description="Of these: who take nothing new just now")
    engaged: Count = Field(description="Of these: who have hours in a confirmed match")
    hours: Hours = Field(description="That they give a week in all")
    reserved: Hours = Field(description="Of these hours: taken by confirmed matches")
    free: Hours = Field(description="Of these hours: not taken, of those who are not paused")
    load: Count = Field(description="Percent of the hours that are taken; none also where no hours are given")


class LoadRow(Load):
    """Those with a competence, who work in a county, or in a mode."""

    key: str


class ExpertLoadView(Figures):
    """Use and load of those who can help. Somebody with several competences counts in each (R-R1)."""

    whole: Load = Field(description="All of them, each once")
    by_competence: list[LoadRow]
    by_county: list[LoadRow] = Field(description="Where they work: their own county and the others they name")
    by_mode: list[LoadRow]
    positions: Counts


class Sought(View):
    """What became of some requests so far, as far as one looked."""

    requests: Count
    waiting: Count = Field(description="Of these: nobody is confirmed yet, and they were not given up")
    not_found: Count = Field(description="Of these: the newest proposal had nobody who can give it")
    farther: Count = Field(description="Of these: one had to look farther than was asked (R-M4)")
    median_days: Count = Field(
        description="In so many days half of the confirmed had somebody; none: nobody is, or it is hidden"
    )


class SoughtRow(Sought):
    """Requests for a competence, in a county, or in a mode."""

    key: str


class BottlenecksView(Figures):
    """What was asked for and not found or waited for. A request may name several competences (R-R1)."""

    whole: Sought = Field(description="All requests, each once")
    by_competence: list[SoughtRow]
    by_county: list[SoughtRow]
    by_mode: list[SoughtRow] = Field(description="virtual, on_site, or either")
    positions: Counts


class Days(View):
    """How long it took from the contact to somebody's confirmation."""

    matches: Count
    median: Count = Field(description="Half of them took so many days at most")
    p90: Count = Field(description="Nine of ten took so many days at most")


class DaysRow(Days):
    """The matches of a county or of a service line."""

    key: str


class DaysToMatchView(Figures):
    """Days from the receipt of the contact to the first confirmed match of a request."""

    whole: Days
    by_county: list[DaysRow]
    by_service_line: list[DaysRow]
    positions: Counts

"""The answer about outcomes: whether those who were asked answered, and how far goals were reached."""

from pydantic import Field

from services.reporting.queries.views.view import Count, Counts, Figures, View

Rate = float | None
"""A part of one: 0.75 is three of four; none: nobody was asked, or it is hidden."""


class Answering(View):
    """Who was asked, and whether they answered."""

    requested: Count = Field(description="Who was sent something, or answered for")
    answered: Count
    missed: Count = Field(description="Whose last day passed without an answer (R-F2)")
    response_rate: Rate = Field(description="Answered of requested")


class Helped(Answering):
    """What some follow-ups came to in the period."""

    follow_ups: Count = Field(description="That began, asked somebody or rated a goal in it")
    rated: Count = Field(description="Of these: whose goals were rated")
    mean_t_score: str | None = Field(
        description="The mean of their T-scores, two decimals; 50.00 is as hoped. None: none rated, or few"
    )


class AreaReached(View):
    """Goals of an area, by their newest rating in the period."""

    follow_ups: Count = Field(description="That rated a goal of it")
    goals: Count
    mean_attainment: str | None = Field(description="From -2.00 to 2.00; 0.00 is as hoped")
    by_attainment: Counts | None = Field(
        None, description="How many goals came how far; coordinators are told"
    )


class OutcomesView(Helped, Figures):
    """Does it help: by service line of the matter, by goal area (the empty one: without), by month."""

    by_service_line: dict[str, Helped]
    by_goal_area: dict[str, AreaReached] = Field(
        description="A follow-up may have goals of several areas (R-R1)"
    )
    by_month: dict[str, Answering] = Field(description="By the month in which they were asked, 2025-09")
    positions: Counts

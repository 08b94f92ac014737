"""Cases with their networks, plans, meetings and months; the timeline of a case."""

from alembic import op

revision = "0003"
down_revision = "0002"

TIMELINE = """
ALTER TABLE timeline ADD case_id uuid;
CREATE INDEX timeline_of_case ON timeline (case_id, at, position) WHERE case_id IS NOT NULL;
"""

CASES = """
CREATE TABLE cases (
    case_id       uuid NOT NULL,
    position      bigint NOT NULL,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz NOT NULL DEFAULT 'infinity',
    number        text NOT NULL,
    region        text NOT NULL,
    county        text NOT NULL,
    service_line  text NOT NULL,
    process_lead  text NOT NULL,
    opened_on     date NOT NULL,
    closed_on     date,
    state         text NOT NULL,
    pauses        jsonb NOT NULL,
    restricted_to text[] NOT NULL,
    written       text[] NOT NULL,
    sent          text[] NOT NULL,
    PRIMARY KEY (case_id, position)
);
CREATE UNIQUE INDEX cases_now ON cases (case_id) WHERE valid_to = 'infinity';
CREATE INDEX cases_of_region ON cases (region, county) WHERE valid_to = 'infinity';
COMMENT ON TABLE cases IS 'A case as it stands, a row for each version, valid by recorded_at';
COMMENT ON COLUMN cases.restricted_to IS 'Pseudonyms of the users who alone see it; none: who takes part';
COMMENT ON COLUMN cases.written IS 'Months whose report was written; sent: whose report was sent';
"""

MEMBERS = """
CREATE TABLE case_members (
    case_id    uuid NOT NULL,
    member_id  uuid NOT NULL,
    position   bigint NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to   timestamptz NOT NULL DEFAULT 'infinity',
    role       text NOT NULL,
    sector     text,
    who        text,
    since      date NOT NULL,
    until      date,
    PRIMARY KEY (case_id, member_id, position)
);
CREATE UNIQUE INDEX case_members_now ON case_members (case_id, member_id) WHERE valid_to = 'infinity';
CREATE INDEX case_members_by_user ON case_members (who) WHERE valid_to = 'infinity';
COMMENT ON COLUMN case_members.who IS 'A pseudonym of the user who signs in';
"""

MEETINGS = """
CREATE TABLE case_meetings (
    case_id         uuid NOT NULL,
    meeting_id      uuid NOT NULL,
    position        bigint NOT NULL,
    valid_from      timestamptz NOT NULL,
    valid_to        timestamptz NOT NULL DEFAULT 'infinity',
    kind            text NOT NULL,
    service_line    text NOT NULL,
    state           text NOT NULL,
    starts_at       timestamptz NOT NULL,
    day             date NOT NULL,
    minutes         integer NOT NULL,
    planned_minutes integer NOT NULL,
    roles           text[] NOT NULL,
    PRIMARY KEY (case_id, meeting_id, position)
);
CREATE UNIQUE INDEX case_meetings_now ON case_meetings (case_id, meeting_id) WHERE valid_to = 'infinity';
CREATE INDEX case_meetings_by_day ON case_meetings (case_id, day) WHERE valid_to = 'infinity';
CREATE INDEX case_meetings_unwritten ON case_meetings (starts_at)
    WHERE valid_to = 'infinity' AND state = 'scheduled';
COMMENT ON COLUMN case_meetings.day IS 'In Finland';
"""

REPORTS = """
CREATE TABLE case_reports (
    case_id    uuid NOT NULL,
    month      text NOT NULL,
    position   bigint NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to   timestamptz NOT NULL DEFAULT 'infinity',
    written_at timestamptz,
    sent_at    timestamptz,
    sent_to    text[] NOT NULL,
    read       jsonb NOT NULL,
    PRIMARY KEY (case_id, month, position)
);
CREATE UNIQUE INDEX case_reports_now ON case_reports (case_id, month) WHERE valid_to = 'infinity';
COMMENT ON COLUMN case_reports.read IS 'Sector → when its buyer read it';
"""

PLANS = """
CREATE TABLE case_plans (
    case_id        uuid NOT NULL,
    revision       integer NOT NULL,
    recorded_at    timestamptz NOT NULL,
    agreed_on      date NOT NULL,
    effective_from date NOT NULL,
    goals          jsonb NOT NULL,
    changed_goals  integer NOT NULL,
    PRIMARY KEY (case_id, revision)
);
COMMENT ON COLUMN case_plans.goals IS '[{goal_id, area, weight, steps: how many}]';
CREATE TABLE case_steps (
    case_id     uuid NOT NULL,
    position    bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    goal_id     uuid NOT NULL,
    step_id     uuid NOT NULL,
    outcome     text NOT NULL,
    into_steps  integer NOT NULL,
    taken_on    date NOT NULL,
    PRIMARY KEY (case_id, position)
);
COMMENT ON TABLE case_steps IS 'Small steps towards goals: done, too hard, or split into so many';
"""


def upgrade() -> None:
    for tables in (TIMELINE, CASES, MEMBERS, MEETINGS, REPORTS, PLANS):
        op.execute(tables)


def downgrade() -> None:
    op.execute("DROP TABLE case_steps, case_plans, case_reports, case_meetings, case_members, cases")
    op.execute("DROP INDEX timeline_of_case")
    op.execute("ALTER TABLE timeline DROP case_id")

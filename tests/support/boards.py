"""What Grafana's dashboards show: each panel with a sentence, its expressions and their unit.

No panel shows an id, or anything about people (R-P1).
"""

from dataclasses import dataclass

RATE = "$__rate_interval"
OF_SERVICE = '{service=~"$service"}'
REQUESTS = 'tukiverkko_http_requests_total{route!~"/metrics.*|/livez|/readyz"}'
LATENCY = f"sum by (le) (rate(tukiverkko_http_request_seconds_bucket[{RATE}]))"


@dataclass(frozen=True)
class Shown:
    """One panel. lines: (expression, legend); others: whether RabbitMQ has to be there for it."""

    title: str
    says: str
    lines: tuple[tuple[str, str], ...]
    unit: str = "short"
    number: bool = False
    others: bool = False


@dataclass(frozen=True)
class Board:
    """A dashboard. by: the label that one chooses on it, and where its values are found."""

    name: str
    title: str
    panels: tuple[Shown, ...]
    by: tuple[str, str] | None = None


def line(title: str, says: str, expr: str, legend: str = "", unit: str = "short", **more: bool) -> Shown:
    """A panel with one expression."""
    return Shown(title, says, ((expr, legend),), unit, **more)


def facts(title: str, says: str, service: str, kinds: str) -> Shown:
    """How many facts of some kinds were stored in the time that is shown, by kind."""
    stored = f'tukiverkko_facts_stored_total{{service="{service}", fact=~"{kinds}"}}'
    return line(title, says, f"sum by (fact) (increase({stored}[$__range])) or vector(0)", "{{fact}}")


OVERVIEW = Board(
    "overview",
    "Tukiverkko: overview",
    (
        line(
            "Processes that tell their figures",
            "Less than all of them: somebody is away.",
            'sum(up{job=~"tukiverkko-.*"})',
            number=True,
        ),
        line(
            "Requests",
            "What people and programs ask, by status.",
            f"sum by (status) (rate({REQUESTS}[{RATE}]))",
            "{{status}}",
            "reqps",
        ),
        line(
            "Slow or failed",
            "The share of requests beyond the promise; 0.5 % of a month is allowed.",
            "tukiverkko:requests_bad:ratio_rate5m",
            "5 minutes",
            "percentunit",
        ),
        Shown(
            "How long answers take",
            "Half, and all but one in twenty, are answered within.",
            tuple(
                (f"histogram_quantile({share}, {LATENCY})", name)
                for share, name in ((0.5, "half"), (0.95, "19 of 20"))
            ),
            "s",
        ),
        line(
            "Late rows",
            "The share of batches of facts that took more than 5 s to become rows; 1 % is allowed.",
            "tukiverkko:rows_late:ratio_rate5m",
            "5 minutes",
            "percentunit",
        ),
        line(
            "Facts stored",
            "By service.",
            f"sum by (service) (rate(tukiverkko_facts_stored_total[{RATE}]))",
            "{{service}}",
            "cps",
        ),
        line("Alarms", "What fires now.", 'count(ALERTS{alertstate="firing"}) or vector(0)', number=True),
        line(
            "Days until the first certificate ends",
            "Of those that TUKIVERKKO_CERTIFICATES names.",
            "min(tukiverkko_certificate_ends_seconds - time()) / 86400",
            number=True,
        ),
    ),
)
SERVICE = Board(
    "service",
    "Tukiverkko: a service",
    (
        line(
            "Commands by outcome",
            "200: done; 409 and 422: refused; 5xx: a fault of ours.",
            f'sum by (outcome) (rate(tukiverkko_commands_total{{service=~"$service"}}[{RATE}]))',
            "{{outcome}}",
            "reqps",
        ),
        line(
            "Queries by outcome",
            "Readiness checks are not among them.",
            f'sum by (outcome) (rate(tukiverkko_queries_total{{service=~"$service"}}[{RATE}])) or vector(0)',
            "{{outcome}}",
            "reqps",
        ),
        line(
            "Time for a command or a query",
            "All but one in twenty are answered within.",
            "histogram_quantile(0.95, sum by (le, kind) (rate(tukiverkko_request_seconds_bucket"
            f'{{service=~"$service"}}[{RATE}])))',
            "{{kind}}",
            "s",
        ),
        line(
            "Facts stored",
            "By fact.",
            f'sum by (fact) (rate(tukiverkko_facts_stored_total{{service=~"$service"}}[{RATE}]))',
            "{{fact}}",
            "cps",
        ),
        line(
            "Head of the log",
            "Position of the newest stored fact, as far as it was relayed.",
            'max by (service) (tukiverkko_log_head{service=~"$service"})',
            "{{service}}",
        ),
        line(
            "Sealed up to",
            "It follows the head within a minute or two.",
            'max by (service) (tukiverkko_sealed_position{service=~"$service"})',
            "{{service}}",
        ),
        Shown(
            "Access log",
            "Answers about people: written down, or withheld because they could not be.",
            (
                (
                    f'sum(rate(tukiverkko_readings_total{{service=~"$service"}}[{RATE}])) or vector(0)',
                    "written down",
                ),
                (
                    f"sum(rate(tukiverkko_readings_unwritten_total{OF_SERVICE}[{RATE}])) or vector(0)",
                    "withheld",
                ),
            ),
            "cps",
        ),
        line(
            "Saves that gave up",
            "Another transaction held the log.",
            'sum(tukiverkko_log_held_total{service=~"$service"}) or vector(0)',
            number=True,
        ),
    ),
    by=("service", "tukiverkko_commands_total"),
)
BUS = Board(
    "bus",
    "Tukiverkko: the bus",
    (
        line(
            "Relays",
            "1 where a process relays the service's facts.",
            "tukiverkko:relays:active",
            "{{service}}",
        ),
        line(
            "Facts that wait for the bus",
            "Stored, and not yet confirmed.",
            "max by (service) (tukiverkko_relay_lag_facts)",
            "{{service}}",
        ),
        line(
            "Facts for which no queue was bound",
            "Readers ask for what they miss; a subscriber cannot.",
            "sum by (service) (tukiverkko_relay_unrouted_total) or vector(0)",
            "{{service}}",
        ),
        line(
            "Messages that were not ours to read",
            "Somebody publishes here, or an older release reads.",
            "sum by (service, source) (tukiverkko_messages_unreadable_total) or vector(0)",
            "{{service}} {{source}}",
        ),
        line(
            "Messages in queues",
            "The longest ones.",
            "topk(10, rabbitmq_detailed_queue_messages)",
            "{{queue}}",
            others=True,
        ),
        line(
            "Readers at queues",
            "0: nobody empties it.",
            "bottomk(10, rabbitmq_detailed_queue_consumers)",
            "{{queue}}",
            others=True,
        ),
        line(
            "RabbitMQ's alarms",
            "1: it takes no messages.",
            "rabbitmq_alarms_memory_used_watermark + rabbitmq_alarms_free_disk_space_watermark",
            "{{instance}}",
            others=True,
        ),
    ),
)
ROWS = Board(
    "rows",
    "Tukiverkko: rows and completeness",
    (
        line(
            "Readers",
            "1 where a process makes rows.",
            "tukiverkko:readers:active",
            "{{service}} of {{source}}",
        ),
        line(
            "Behind",
            "Facts not yet in the rows.",
            "tukiverkko:readers:lag_facts",
            "{{service}} of {{source}}",
        ),
        line(
            "Facts that became rows",
            "By how they came: by the bus, or asked for.",
            f"sum by (service, how) (rate(tukiverkko_facts_applied_total[{RATE}]))",
            "{{service}} by {{how}}",
            "cps",
        ),
        line(
            "From stored to row",
            "All but one in a hundred batches.",
            "histogram_quantile(0.99, sum by (le, service) (rate(tukiverkko_rows_after_seconds_bucket"
            f"[{RATE}])))",
            "{{service}}",
            "s",
        ),
        line(
            "Holes",
            "Ranges whose facts are not those of the log: it should be 0.",
            "max by (service, source) (tukiverkko_completeness_holes)",
            "{{service}} of {{source}}",
        ),
        line(
            "Stand still",
            "1: until somebody acts.",
            "max by (service, source) (tukiverkko_subscription_stopped)",
            "{{service}} of {{source}}",
        ),
    ),
)
PARKED = Board(
    "parked",
    "Tukiverkko: parked",
    (
        line(
            "Parked facts",
            "Those that could not become rows, and those that wait behind them.",
            "max by (service, source) (tukiverkko_parked_facts)",
            "{{service}} of {{source}}",
        ),
        line(
            "Messages given up",
            "Somebody who should be asked was not.",
            "max(tukiverkko_messages_parked)",
            number=True,
        ),
        line(
            "Messages that wait", "Requests for feedback and reminders.", "max(tukiverkko_messages_waiting)"
        ),
        line(
            "Messages sent",
            "By channel.",
            f"sum by (channel) (rate(tukiverkko_messages_sent_total[{RATE}])) or vector(0)",
            "{{channel}}",
            "cps",
        ),
        line(
            "Glass broken",
            "Matters that were opened in an emergency.",
            "sum by (role) (tukiverkko_glass_broken_total) or vector(0)",
            "{{role}}",
        ),
        line("Keys lost", "It should be 0.", "sum(tukiverkko_keys_lost_total) or vector(0)", number=True),
    ),
)
BUSINESS = Board(
    "business",
    "Tukiverkko: what is worked on",
    (
        facts(
            "Contacts",
            "Received, advised and closed in the time that is shown.",
            "intake",
            "referral-.*|.*advice.*|.*contact.*",
        ),
        facts(
            "Cases", "Opened, planned, reported, closed.", "intake", "case-.*|plan-.*|.*meeting.*|.*report.*"
        ),
        facts("Searches for expertise", "Asked for, offered, confirmed.", "matching", ".*"),
        facts("Orders and invoices", "Ordered, agreed, invoiced, paid.", "billing", ".*"),
        facts("Follow-ups", "Begun, asked, answered, not answered.", "feedback", ".*"),
        line(
            "Everything",
            "Facts of each service in the time that is shown.",
            "sum by (service) (increase(tukiverkko_facts_stored_total[$__range]))",
            "{{service}}",
        ),
    ),
)
BOARDS = (OVERVIEW, SERVICE, BUS, ROWS, PARKED, BUSINESS)

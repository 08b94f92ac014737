"""What is counted. Labels are names from short lists, never ids and nothing about people (R-P1)."""

from prometheus_client import Counter, Gauge, Histogram

COMMANDS = Counter("tukiverkko_commands_total", "Commands by outcome.", ["service", "command", "outcome"])
QUERIES = Counter("tukiverkko_queries_total", "Queries by outcome.", ["service", "query", "outcome"])
SECONDS = Histogram(
    "tukiverkko_request_seconds", "Time a service took for a command or a query.", ["service", "kind"]
)
FACTS_STORED = Counter("tukiverkko_facts_stored_total", "Facts stored.", ["service", "fact"])
GLASS_BROKEN = Counter(
    "tukiverkko_glass_broken_total",
    "Matters that somebody who takes no part in them opened in an emergency: each is an alarm.",
    ["service", "role"],
)
LOG_HEAD = Gauge("tukiverkko_log_head", "Position of the newest stored fact.", ["service"])
LOG_HELD = Counter(
    "tukiverkko_log_held_total",
    "Times that saves gave up because another transaction did not let go of the log.",
    ["service"],
)
SEALED = Gauge("tukiverkko_sealed_position", "Position of the newest sealed fact.", ["service"])
READINGS = Counter(
    "tukiverkko_readings_total", "Answers about people that were written down in the access log.", ["service"]
)
READINGS_UNWRITTEN = Counter(
    "tukiverkko_readings_unwritten_total",
    "Answers that were withheld because the access log could not be written: an alarm.",
    ["service"],
)
RELAY_LAG = Gauge(
    "tukiverkko_relay_lag_facts", "Stored facts that are not yet confirmed on the bus.", ["service"]
)
RELAY_ACTIVE = Gauge(
    "tukiverkko_relay_active", "1 where this process relays the service's facts.", ["service"]
)
RELAY_UNROUTED = Counter(
    "tukiverkko_relay_unrouted_total",
    "Facts that no queue was bound for when they were published.",
    ["service"],
)
FORWARDER_LAG = Gauge(
    "tukiverkko_forwarder_lag_facts", "Facts of the source not yet confirmed for subscribers.", ["source"]
)
FORWARDER_ACTIVE = Gauge(
    "tukiverkko_forwarder_active", "1 where this process forwards facts to subscribers.", ["service"]
)
FORWARDED = Counter("tukiverkko_forwarded_facts_total", "Facts forwarded to subscribers.", ["source"])
SUBSCRIPTION_LAG = Gauge(
    "tukiverkko_subscription_lag_facts", "Facts of the source not yet in the rows.", ["service", "source"]
)
SUBSCRIPTION_STOPPED = Gauge(
    "tukiverkko_subscription_stopped",
    "1 where a subscription stands still until someone acts.",
    ["service", "source"],
)
SUBSCRIPTION_ACTIVE = Gauge(
    "tukiverkko_subscription_active",
    "1 where this process makes rows of the source's facts.",
    ["service", "source"],
)
ROWS_AFTER = Histogram(
    "tukiverkko_rows_after_seconds",
    "How long the oldest fact of a batch waited to become rows; not those older than a day.",
    ["service", "source"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
APPLIED = Counter(
    "tukiverkko_facts_applied_total",
    "Facts that became rows, by how they came.",
    ["service", "source", "how"],
)
UNREADABLE = Counter(
    "tukiverkko_messages_unreadable_total",
    "Messages on the bus that are not ours to read.",
    ["service", "source"],
)
PARKED = Gauge(
    "tukiverkko_parked_facts",
    "Facts that could not become rows, and those of the same subject that wait behind them.",
    ["service", "source"],
)
COMPLETENESS_HOLES = Gauge(
    "tukiverkko_completeness_holes",
    "Ranges of the source's log whose facts are not those applied here: an alarm, also without lag.",
    ["service", "source"],
)
MESSAGES_SENT = Counter("tukiverkko_messages_sent_total", "Messages that left the house.", ["channel"])
MESSAGES_WAITING = Gauge("tukiverkko_messages_waiting", "Messages that are still to be sent.")
MESSAGES_PARKED = Gauge(
    "tukiverkko_messages_parked", "Messages that were given up after many tries: somebody waits in vain."
)
CERTIFICATE_ENDS = Gauge(
    "tukiverkko_certificate_ends_seconds",
    "When a file of TUKIVERKKO_CERTIFICATES ends, in seconds since 1970; 0: it cannot be read.",
    ["certificate"],
)
KEYS_LOST = Counter(
    "tukiverkko_keys_lost_total",
    "Times that something sealed could not be opened though nobody erased it: an alarm.",
    ["service"],
)

"""Programs outside read public facts: by queue, over HTTP and by stream; what they were granted, and no more.

EVENTS: how many facts pass while a subscriber is down (300; `make soak`: 10,000).
"""

import json
import os
import re
import time
from collections.abc import Iterator
from functools import partial
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from kombu import Connection
from typer.testing import CliRunner, Result

from services.console.main import app
from services.console.operating import SaidNo
from services.console.subscribers import BrokerSaysNo
from shared.contracts import billing, feedback, intake, matching
from shared.contracts.subscribing import LOG, OUT
from shared.plumbing.bus import Publisher, connected
from shared.plumbing.embedded.postgres import Postgres
from shared.plumbing.embedded.rabbit import Rabbit
from shared.plumbing.forwarding.forwarder import OUTWARD
from shared.plumbing.management import Management
from tests.support.installation import wait_for
from tests.support.servers import create_database, drop_database
from tests.support.subscribing import Outside, Subscriber, by_subject, types

EVENTS = int(os.environ.get("EVENTS", "300"))
pytestmark = pytest.mark.timeout(180 + EVENTS // 5)
CUT = re.compile("CONNECTION_FORCED|closed|reset|pipe")
SHUT = re.compile("ACCESS_REFUSED|closed|Invalid")
PUBLISHED = {
    kind.routing_key() for service in (intake, matching, billing, feedback) for kind in service.FACTS.values()
}


@pytest.fixture(scope="module")
def outside(
    postgres: Postgres, rabbit: Rabbit, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Outside]:
    """Forwarding without a limit but in the test of the limit: tests are not to wait for it."""
    database = f"subscribers_{uuid4().hex}"
    url, vhost = create_database(postgres, database), f"outside-{uuid4().hex}"
    made = Outside(tmp_path_factory.mktemp("outside"), url, rabbit, vhost, forwarded_a_second=0)
    with made.installation:
        made.serve()
        yield made
        for one in made.operator().list()["subscribers"]:
            made.operator().remove(one["name"])
    rabbit.delete_vhost(vhost)
    drop_database(postgres, database)


def test_one_that_was_down_gets_every_event_by_queue_by_http_and_by_stream(outside: Outside) -> None:
    """Each by each of the three ways, the same, in the order of its subject."""
    away = outside.add("oli-poissa", "#")
    before = outside.forwarded()
    head = outside.facts(EVENTS)
    outside.all_forwarded(120 + EVENTS / 20)
    ways = {
        "queue": away.by_queue(),
        "http": away.by_http(),
        "stream": away.by_stream(head),
    }
    for way, events in ways.items():
        passed = [event for event in events if event["position"] > before]
        assert {event["position"] for event in passed} == set(range(before + 1, head + 1)), way
        for subject, numbers in by_subject(passed).items():
            assert numbers == list(range(1, len(numbers) + 1)), (way, subject)
    same = {event["id"]: event for event in ways["http"]}
    assert all(same[event["id"]] == event for events in ways.values() for event in events)
    assert away.by_queue() == []


def test_pages_over_http_follow_each_other_and_a_cursor_is_checked(outside: Outside) -> None:
    reader = outside.add("sivuittain", "intake.advice-given")
    outside.facts(60)
    whole, by_seven = reader.by_http(), reader.by_http(limit=7)
    assert whole == by_seven
    assert len({event["id"] for event in whole}) == len(whole) >= 20
    for asked in (
        {"after": "rubbish"},
        {"limit": 0},
        {"limit": 1001},
        {"wait": 31},
        {"wait": "x"},
        {"so": 1},
    ):
        answer = reader.get(**asked)
        assert answer.status_code == 422, (asked, answer.text)
        assert next(iter(asked)) in {field["field"] for field in answer.json()["fields"]}


def test_who_waits_over_http_is_told_when_something_comes(outside: Outside) -> None:
    reader = outside.add("odottaja", "intake.*")
    page = {"next": "", "more": True}
    while page["more"]:
        page = reader.get(after=page["next"], limit=1000).json()
    begun = time.monotonic()
    assert reader.get(after=page["next"], wait=1).json()["events"] == []
    assert 0.9 < time.monotonic() - begun < 10
    told: list[Any] = []
    waiting = Thread(target=lambda: told.append(reader.get(after=page["next"], wait=30).json()))
    waiting.start()
    outside.facts(3)
    waiting.join(40)
    assert types(told[0]["events"]) <= {
        "intake.referral-received",
        "intake.advice-given",
        "intake.referral-closed",
    }
    assert told[0]["events"]


def test_one_that_never_acknowledges_harms_nobody(outside: Outside) -> None:
    """Its queue takes no more than its limit: the oldest are left to HTTP replay, and all others go on."""
    hoarder, reader = outside.add("ei-kuittaa", "intake.*"), outside.add("kuittaa", "intake.*")
    with Management(outside.node.management_url) as management:
        vhost = hoarder.given["amqp"]["vhost"]
        tight = {"max-length-bytes": 20_000, "overflow": "drop-head"}
        management.put_policy(vhost, "tukiverkko-subscribers", r"^subscriber\.ei-kuittaa$", tight)
    with hoarder.line() as channel:
        channel.basic_consume(hoarder.given["queue"], callback=lambda _: None)
        before = outside.forwarded()
        head = outside.facts(150)
        outside.all_forwarded()
        outside.installation.settle()
        got = [event["position"] for event in reader.by_queue() if event["position"] > before]
    assert got == list(range(before + 1, head + 1))
    kept = [event["position"] for event in hoarder.by_queue()]
    assert kept[-1] == head
    assert len(kept) < 150
    replayed = [event["position"] for event in hoarder.by_http() if event["position"] > before]
    assert replayed == got
    outside.add("kuittaa-2", "intake.*")  # which sets the limit of all again
    for name in ("kuittaa", "kuittaa-2", "ei-kuittaa"):
        outside.operator().remove(name)


GRANTS: dict[str, tuple[str, ...]] = {
    "kaikki": ("#",),
    "laskutus": ("billing.*",),
    "kaksi": ("intake.referral-received", "feedback.answers-received"),
    "sekaisin": ("matching.*", "intake.case-opened"),
}


def expected(grants: tuple[str, ...]) -> set[str]:
    """The routing keys that are meant by some grants, as a person would read them."""
    return {
        key
        for key in PUBLISHED
        if "#" in grants or key.partition(".")[0] + ".*" in grants or key.rpartition(".")[0] in grants
    }


def test_who_has_no_right_to_an_event_never_gets_it(outside: Outside) -> None:
    """Tried for every public fact and each of some grants; over HTTP with what the log has."""
    known = {key.rpartition(".")[0] for key in PUBLISHED}
    grants = {
        name: tuple(g for g in of if g in {"#", *known} or g.endswith(".*")) for name, of in GRANTS.items()
    }
    subscribers = {name: outside.add(name, *of) for name, of in grants.items()}
    for one in subscribers.values():
        one.by_queue()
    with connected(str(outside.settings.amqp_url)) as link:
        publisher = Publisher(link, OUTWARD)
        sent = publisher.send([(key, b'{"key":"%b"}' % key.encode()) for key in sorted(PUBLISHED)])
        assert publisher.confirmed(sent) == len(PUBLISHED)
    for name, one in subscribers.items():
        assert {event["key"] for event in one.by_queue() if "key" in event} == expected(grants[name])
    everything = subscribers["kaikki"].by_http()
    for name, one in subscribers.items():
        may = {key.rpartition(".")[0] for key in expected(grants[name])}
        mine = [event for event in everything if types([event]) <= may]
        assert one.by_http() == mine


def test_a_subscriber_may_read_its_own_queue_and_do_nothing_else(outside: Outside) -> None:
    one, other = outside.add("tavallinen", "intake.advice-given"), outside.add("toinen", "#")
    own, others = one.given["queue"], other.given["queue"]
    for method, arguments, named in (
        ("queue_bind", (own, OUT, "#"), {}),
        ("queue_unbind", (own, OUT, "intake.advice-given.*"), {}),
        ("queue_declare", ("mine",), {"durable": True}),
        ("queue_declare", (), {"exclusive": True}),
        ("queue_delete", (own,), {}),
        ("exchange_declare", ("mine", "topic"), {}),
        ("exchange_bind", (OUT, "case.events", "#"), {}),
        ("basic_get", (others,), {}),
        ("basic_get", (LOG,), {}),
        ("basic_get", ("reporting.from-intake",), {}),
        ("queue_purge", (others,), {}),
        ("basic_consume", (others,), {}),
        ("basic_consume", (LOG,), {"arguments": {"x-stream-offset": "first"}}),
    ):
        assert "ACCESS_REFUSED" in one.refused(method, *arguments, **named), (method, arguments)
    for exchange in ("", OUT, "case.events", "nameko-rpc"):
        assert "ACCESS_REFUSED" in refused_to_publish(one, exchange), exchange
    other.by_queue()  # it is there still


def refused_to_publish(one: Subscriber, exchange: str) -> str:
    """With confirms, so that the broker's no is heard."""
    with Connection(one.url, connect_timeout=5, transport_options={"confirm_publish": True}) as link:
        channel = link.channel()
        try:
            message = channel.prepare_message(b"{}")
            channel.basic_publish(message, exchange=exchange, routing_key="intake.case-opened.v1")
        except Exception as no:  # noqa: BLE001 - amqp's, kombu's or the socket's
            return str(no)
    return "published"


def test_rotating_cuts_the_old_password_and_token_at_once(outside: Outside) -> None:
    old = outside.add("vaihtaja", "intake.*")
    outside.facts(3)
    outside.all_forwarded()
    assert old.get().status_code == 200
    with old.line() as channel:
        new = Subscriber(outside, outside.operator("ylläpitäjä-1").rotate("vaihtaja"))
        with pytest.raises(Exception, match=CUT):
            channel.basic_get(old.given["queue"])
    with pytest.raises(Exception, match=SHUT), old.line():
        pass
    assert old.get().status_code == 401
    assert new.get().status_code == 200
    assert new.by_queue()  # what waited is still there
    changed = outside.operator().changes()["changes"][0]
    assert (changed["what"], changed["name"], changed["by"]) == ("rotated", "vaihtaja", "ylläpitäjä-1")


def drain(channel: Any) -> None:
    """Takes what comes until the line ends."""
    while True:
        channel.connection.drain_events(timeout=10)


def test_removing_cuts_everything_at_once(outside: Outside) -> None:
    one = outside.add("poistettava", "#")
    with one.line() as channel:
        channel.basic_consume(one.given["queue"], callback=lambda _: None)
        outside.operator().remove("poistettava")
        with pytest.raises(Exception, match=CUT):
            drain(channel)
    with pytest.raises(Exception, match=SHUT), one.line():
        pass
    assert one.get().status_code == 403
    with Management(outside.node.management_url) as management:
        queues = {queue["name"] for queue in management.queues(one.given["amqp"]["vhost"])}
    assert one.given["queue"] not in queues
    with pytest.raises(BrokerSaysNo, match="poistettava"):
        outside.operator().remove("poistettava")


def test_fewer_grants_take_back_what_lay_in_the_queue(outside: Outside) -> None:
    one = outside.add("kapenee", "intake.*")
    outside.facts(30)
    outside.all_forwarded()
    told = outside.operator().add("kapenee", ["intake.advice-given"])
    assert told["queue_made_anew"]
    assert "password" not in told
    outside.facts(30)
    outside.all_forwarded()
    assert types(one.by_queue()) == {"intake.advice-given"}
    assert types(one.by_http()) == {"intake.advice-given"}


@pytest.mark.parametrize(
    ("wrong", "near"), [("intake.referal-received", "intake.referral-received"), ("biling.*", "billing.*")]
)
def test_an_event_that_does_not_exist_is_refused_with_those_like_it(
    outside: Outside, wrong: str, near: str
) -> None:
    with pytest.raises(SaidNo) as no:
        outside.operator().add("hakee", [wrong])
    assert f"there is no event {wrong}: did you mean {near}" in str(no.value)
    assert "hakee" not in {one["name"] for one in outside.operator().list()["subscribers"]}


def test_what_was_broken_off_goes_on_when_it_is_asked_again(outside: Outside) -> None:
    """Killed between the grant and the broker, and between the broker and the last word."""
    asked = outside.operator()
    asked._ask("add_subscriber", subscriber="katkennut", events=["intake.*"])  # noqa: SLF001 - the first step alone
    (row,) = [one for one in asked.list()["subscribers"] if one["name"] == "katkennut"]
    assert (row["due"], row["queue"]) == ("all", None)
    whole = outside.add("katkennut", "intake.*")
    assert whole.by_queue() == []
    assert whole.get().status_code == 200
    again = asked.add("katkennut", ["intake.*"])
    assert not again["changed"]
    assert "password" not in again
    asked._ask("rotate_subscriber", subscriber="katkennut")  # noqa: SLF001 - the first step alone
    assert outside.add("katkennut", "intake.*").by_queue() == []


def test_the_command_line_adds_lists_and_removes(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = outside.settings
    for name in ("data", "database_url", "keys_database_url", "amqp_url", "management_url"):
        monkeypatch.setenv(f"TUKIVERKKO_{name.upper()}", str(getattr(ours, name)))

    def asked(*words: str) -> Result:
        return CliRunner().invoke(app, ["subscriber", *words])

    added = asked("add", "komento", "--events", "intake.advice-given,billing.*")
    assert added.exit_code == 0, added.output
    assert "subscriber.komento" in added.stdout
    assert "(shown this once)" in added.stdout
    told = json.loads(asked("list", "--json").stdout)
    assert "komento" in {one["name"] for one in told["subscribers"]}
    listed = asked("list").stdout
    assert "komento  billing.*, intake.advice-given; 0 wait, not connected, acknowledged never" in listed
    wrong = asked("add", "komento", "--events", "intake.nothing")
    assert wrong.exit_code == 1
    assert "there is no event intake.nothing" in wrong.stderr
    assert asked("add", "komento").exit_code == 2
    assert asked("remove", "komento").exit_code == 0
    assert "komento" not in asked("list").stdout


def test_nobody_but_subscribers_and_operators_may(outside: Outside) -> None:
    for role, status in (("integrator", 403), ("coordinator", 403), ("operator", 403)):
        token = outside.installation.token(role=role, sub="kuka-tahansa")
        asked = {"name": "events", "data": {}, "token": token}
        assert outside.installation.ask("reporting", "events", asked)["status"] == status
    for role in ("integrator", "coordinator"):
        token = outside.installation.token(role=role)
        asked = {"name": "list_subscribers", "data": {}, "token": token}
        assert outside.installation.ask("reporting", "subscribers", asked)["status"] == 403


def on_the_way(outside: Outside, reached: int, head: int) -> bool:
    """Whether it came farther, or is through."""
    return outside.forwarded() > reached or outside.forwarded() == head


def test_the_forwarder_killed_in_the_midst_loses_nothing(outside: Outside) -> None:
    """What it had sent and not yet written down comes again, with the same id; nothing else comes twice."""
    reader = outside.add("sinnikas", "intake.*")
    before = outside.forwarded()
    head = outside.facts(600)
    killed = 0
    while outside.forwarded() < head and killed < 3:
        (reporting,) = outside.installation.running("reporting")
        reached = outside.forwarded()
        wait_for("it is on the way", partial(on_the_way, outside, reached, head))
        reporting.kill9()
        killed += 1
        outside.launch_reporting()
    outside.all_forwarded()
    got = [event for event in reader.by_queue() if event["position"] > before]
    once = dict.fromkeys(event["id"] for event in got)
    assert len(once) == head - before
    assert killed
    for subject, numbers in by_subject(got).items():
        assert numbers == list(range(1, len(numbers) + 1)), subject
    print(f"killed {killed} times, {len(got) - len(once)} came again of {len(once)}")  # noqa: T201 - for who looks

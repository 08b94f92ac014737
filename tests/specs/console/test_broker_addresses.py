"""The broker's addresses: one, a cluster's, or the memory of this process."""

from shared.plumbing.broker_addresses import answered, in_order, is_away, is_cluster, went_away
from shared.plumbing.bus import connected
from shared.plumbing.urls import management_beside, with_virtual_host

THREE = "amqp://me:secret@one:5672/v; amqp://me:secret@two/v;amqp://me:secret@three:5673/v;"


def test_the_embedded_bus_is_one_address() -> None:
    (only,) = in_order("memory://")
    assert (only.url, only.tls, is_cluster("memory://")) == ("memory://", False, False)
    with connected("memory://") as link:
        assert link.connected


def test_who_does_not_answer_comes_last_until_it_does() -> None:
    hosts = [each.host for each in in_order(THREE)]
    assert sorted(hosts) == ["one:5672", "three:5673", "two:5672"]
    went_away(hosts[0])
    assert [each.host for each in in_order(THREE)] == [*hosts[1:], hosts[0]]
    went_away(hosts[1])
    assert [each.host for each in in_order(THREE)] == [hosts[2], hosts[0], hosts[1]]
    for host in hosts[:2]:
        answered(host)
    assert [each.host for each in in_order(THREE)] == hosts
    assert not is_away(hosts[0])


def test_another_virtual_host_stands_in_each() -> None:
    assert with_virtual_host(THREE, "a b").count("/a%20b") == 3
    assert management_beside(THREE) == "http://me:secret@one:15672"

"""`tukiverkko-subscriber`: what waits in a subscriber's state, and what becomes of it."""

import argparse
import sys
from pathlib import Path

from tukiverkko_subscriber.state import State


def main(words: list[str] | None = None) -> None:
    """Exit 0 done, 1 nothing of that kind there, 2 wrong use."""
    asked = _words().parse_args(words)
    if not Path(asked.state).is_file():
        sys.exit(f"{asked.state}: there is no such file")
    state = State(asked.state)
    try:
        sys.exit(_DO[asked.what](state, asked))
    finally:
        state.close()


def _words() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tukiverkko-subscriber", description=__doc__)
    parser.add_argument("--state", required=True, metavar="FILE", help="the subscriber's SQLite file")
    whats = parser.add_subparsers(dest="what", required=True)
    whats.add_parser("list", help="events that wait because their handler failed, and those behind them")
    whats.add_parser("retry", help="all that were given up are tried again")
    whats.add_parser("discard", help="one is never handled; those behind it are tried").add_argument(
        "number", type=int
    )
    whats.add_parser("restored", help="a source was restored: all its events are awaited anew").add_argument(
        "source", help="/regions/<region>/<service>"
    )
    return parser


def _list(state: State, _: argparse.Namespace) -> int:
    for number, event, tries, error in state.waiting():
        why = f"tried {tries} times: {error}" if error else "behind the one before it"
        print(f"{number}  {event.key}  {event.subject} no. {event.sequence}  {why}")  # noqa: T201 - a command
    return 0


def _retry(state: State, _: argparse.Namespace) -> int:
    print(f"{state.retry_now()} to be tried again")  # noqa: T201
    return 0


def _discard(state: State, asked: argparse.Namespace) -> int:
    if state.discard(asked.number):
        return 0
    print(f"nothing waits under the number {asked.number}", file=sys.stderr)  # noqa: T201
    return 1


def _restored(state: State, asked: argparse.Namespace) -> int:
    if not (subjects := state.leave_log(asked.source)):
        print(f"nothing came from {asked.source} yet", file=sys.stderr)  # noqa: T201
        return 1
    print(f"all events of {asked.source} come again ({subjects} subjects were known)")  # noqa: T201
    return 0


_DO = {"list": _list, "retry": _retry, "discard": _discard, "restored": _restored}

if __name__ == "__main__":
    main()

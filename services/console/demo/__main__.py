"""`python -m services.console.demo`: says at once what is going to happen, then loads the rest."""

import sys


def run() -> None:
    """Exit 0 done or stopped, 1 where something was unexpected, 2 wrong use."""
    if "--help" not in sys.argv:
        sys.stderr.write("The demo: a pilot's contacts go in, become facts and come out as figures.\n")
        sys.stderr.flush()
    from services.console.demo.showing import app  # noqa: PLC0415 - loads slowly; the first line does not wait

    app()


if __name__ == "__main__":
    run()

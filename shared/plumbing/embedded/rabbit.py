"""A RabbitMQ node of one's own: the packaged program as our child, on private loopback ports.

    with Rabbit(folder) as node:
        url = node.create_vhost("pilot")

Nothing of the machine's own RabbitMQ is read or touched: node name, ports, epmd, cookie, data, logs and
configuration all lie in `folder`. It ends with its owner. For tests and for one machine; not a cluster.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.plumbing.embedded.child import end, kill, start_child, wait_until
from shared.plumbing.embedded.ports import LOOPBACK, free_ports, listens
from shared.plumbing.management import Management

PROGRAMS = ("/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/local/sbin/rabbitmq-server")
"""The program itself. Debian's /usr/sbin/rabbitmq-server is a wrapper that changes the user."""
MANAGEMENT = "rabbitmq_management"
PATIENCE = 90.0


def program() -> str:
    """RabbitMQ's start script. FileNotFoundError where it is not installed."""
    for each in PROGRAMS:
        if Path(each).exists():
            return each
    if found := shutil.which("rabbitmq-server"):
        return found
    raise FileNotFoundError("rabbitmq-server is not installed")


class Rabbit:
    """One node. folder: made if needed; its data are found again at the next start.

    plugins: others than the management API that it runs with.
    """

    def __init__(self, folder: Path, *, plugins: tuple[str, ...] = ()) -> None:
        self._plugins = (MANAGEMENT, *plugins)
        self.folder = folder.absolute()
        self.log = self.folder / "console.log"
        self.amqp_port, self.dist_port, self.epmd_port, self.management_port = free_ports(4)
        self.node = f"tukiverkko-{self.amqp_port}@localhost"
        self._epmd: subprocess.Popen[bytes] | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """AMQP, virtual host `/`."""
        return self.vhost_url("")

    @property
    def management_url(self) -> str:
        return f"http://guest:guest@{LOOPBACK}:{self.management_port}"

    def vhost_url(self, name: str) -> str:
        """AMQP, with a virtual host."""
        return f"amqp://guest:guest@{LOOPBACK}:{self.amqp_port}/{name}"

    def start(self) -> Self:
        """Start it and wait until it takes connections (about 6 s). DidNotStart, with its last lines."""
        self._lay_out()
        env = self._environment()
        self._epmd = start_child(
            [shutil.which("epmd") or "epmd", "-port", str(self.epmd_port), "-address", LOOPBACK],
            at_owners_end=signal.SIGKILL,
            env=env,
        )
        with self.log.open("ab") as log:
            self._child = start_child([program()], at_owners_end=signal.SIGTERM, log=log, env=env)
        try:
            with Management(self.management_url) as management:
                wait_until(
                    lambda: listens(self.amqp_port) and management.answers(),
                    PATIENCE,
                    child=self._child,
                    log=self.log,
                )
        except BaseException:
            self.kill9()
            raise
        return self

    def stop(self) -> None:
        """Stop it properly: durable queues and persistent messages stay."""
        if self._child is not None:
            end(self._child, signal.SIGTERM)
            self._child = None
        self._end_epmd()

    def kill9(self) -> None:
        """What a power cut does."""
        if self._child is not None:
            kill(self._child)
            self._child = None
        self._end_epmd()

    def restart(self) -> None:
        """Stop and start, on the same ports."""
        self.stop()
        self.start()

    def wipe(self) -> None:
        """Lose the disk: virtual hosts, queues and messages are gone; it starts on the same ports."""
        self.kill9()
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        self.start()

    def pause(self) -> None:
        """Stand still, as a hung machine does: connections stay open and nothing answers from now on."""
        if self._child is not None:
            os.killpg(self._child.pid, signal.SIGSTOP)
            os.waitid(os.P_PID, self._child.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def go_on(self) -> None:
        """End a pause."""
        if self._child is not None:
            os.killpg(self._child.pid, signal.SIGCONT)

    def create_vhost(self, name: str) -> str:
        """Make a virtual host; its AMQP URL."""
        with Management(self.management_url) as management:
            management.create_vhost(name)
        return self.vhost_url(name)

    def delete_vhost(self, name: str) -> None:
        with Management(self.management_url) as management:
            management.delete_vhost(name)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _end_epmd(self) -> None:
        if self._epmd is not None:
            kill(self._epmd)
            self._epmd = None

    def _lay_out(self) -> None:
        for name in ("data", "log", "conf.d", "generated"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        (self.folder / "plugins").write_text(f"[{','.join(self._plugins)}].")
        (self.folder / "advanced.config").write_text("[].")
        (self.folder / "env.conf").write_text("")
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = {LOOPBACK}:{self.amqp_port}\n"
            f"management.tcp.ip = {LOOPBACK}\n"
            f"management.tcp.port = {self.management_port}\n"
            "log.console = true\n"
            "log.file = false\n"
            "disk_free_limit.absolute = 50MB\n"
        )

    def _environment(self) -> dict[str, str]:
        at = self.folder
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "LANG": "C.UTF-8",
            "HOME": str(at),  # the cookie lies there
            "RUNNING_UNDER_SYSTEMD": "true",  # the script becomes the node, so that its id is our child's
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": LOOPBACK,
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_MNESIA_BASE": str(at / "data"),
            "RABBITMQ_LOG_BASE": str(at / "log"),
            "RABBITMQ_CONF_ENV_FILE": str(at / "env.conf"),
            "RABBITMQ_CONFIG_FILE": str(at / "rabbitmq.conf"),
            "RABBITMQ_CONFIG_FILES": str(at / "conf.d"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(at / "advanced.config"),
            "RABBITMQ_GENERATED_CONFIG_DIR": str(at / "generated"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(at / "plugins"),
            "RABBITMQ_PID_FILE": str(at / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS":
                "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false +S 2:2",
        }  # fmt: skip

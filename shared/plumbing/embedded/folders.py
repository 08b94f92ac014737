"""Folders for servers: who may enter, and sockets whose paths are short enough.

As root PostgreSQL runs as a system user of its own. It must reach its own folder, so others may pass
through the folders above it (x, never r); what is secret lies in folders of 0700 beside it.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

LONGEST_SOCKET = 100  # bytes; sun_path holds 108, and the name within the folder comes to it
SYSTEM_USER = "tukiverkko-postgres"


def server_account() -> pwd.struct_passwd | None:
    """The system user that servers run as when we are root, made if needed; None when we are not root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return made_account()


def made_account() -> pwd.struct_passwd:
    """Make the system user. Another process may make it in the same moment: then it is there too."""
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        raise FileNotFoundError("useradd is needed: PostgreSQL does not run as root")
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - constant
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise OSError(f"cannot make the user {SYSTEM_USER}: {made.stderr}") from None


def let_through(folder: Path) -> None:
    """Let others pass through the folders above: x on each one that lacks it, and nothing more."""
    for above in folder.resolve().parents:
        mode = stat.S_IMODE(above.stat().st_mode)
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)


def own_folder(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """A folder of 0700, made if needed, belonging to `owner` (None: to us)."""
    folder.mkdir(parents=True, exist_ok=True)
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o700)
    return folder


def socket_folder(wanted: Path, longest_name: int = 20) -> Path:
    """`wanted`, or where its path is too long for a socket, a short one in the system's temporary folder.

    The short one is the same each time, and refused (PermissionError) where another user took its name.
    """
    if len(os.fsencode(wanted)) + longest_name <= LONGEST_SOCKET:
        return wanted
    named = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"tukiverkko-{os.geteuid()}-{named}"
    short.mkdir(mode=0o700, exist_ok=True)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), account_id()}:
        raise PermissionError(f"{short} belongs to somebody else")
    return short


def account_id() -> int:
    """The user id that a server's own folder may have."""
    account = server_account()
    return account.pw_uid if account else os.geteuid()

#!/usr/bin/env bash
# Brings a Debian 12 machine to where `make` can go on. Says each thing it does in a line.
#
#   deploy/fresh-machine.sh venv    Python 3.11, and the environment .venv from requirements.lock
#   deploy/fresh-machine.sh tests   RabbitMQ, Prometheus, a browser and what npm brings, for the tests alone
#
# Asks the network for nothing that is there already. Needs root or sudo only where a package is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PATH:/usr/sbin:/sbin"

say() { printf '· %s\n' "$*"; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else
        echo "This needs root or sudo: $*" >&2
        exit 1
    fi
}

# Debian starts a server as it is installed, unless this file answers 101. One that is there is left alone.
POLICY=/usr/sbin/policy-rc.d
without_starting_servers() {
    local ours=no status=0
    if [ ! -e "$POLICY" ]; then
        ours=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$POLICY" >/dev/null
        as_root chmod 755 "$POLICY"
    fi
    "$@" || status=$?
    if [ "$ours" = yes ]; then as_root rm -f "$POLICY"; fi
    return "$status"
}

apt_install() {
    say "installing $* (Debian packages)"
    local quiet=(-qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    as_root apt-get "${quiet[@]}" update >/dev/null
    without_starting_servers as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
        apt-get "${quiet[@]}" -o Dpkg::Use-Pty=0 install -y --no-install-recommends "$@" >/dev/null
}

# ----------------------------------------------------------------------------- the environment
PYTHON="${PYTHON:-python3.11}"

venv_works() {
    .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

make_venv() {
    if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
        apt_install python3.11 python3.11-venv
        hash -r
        "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || PYTHON=/usr/bin/python3.11
    fi
    say "making .venv with $("$PYTHON" --version)"
    "$PYTHON" -m venv --clear .venv
}

venv() {
    venv_works || make_venv
    # What this machine's pip was told about other projects must not matter; its index and certificates may.
    unset PIP_FIND_LINKS PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_HASHES PYTHONPATH
    export PIP_CONSTRAINT=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1
    say "installing what requirements.lock names into .venv"
    # The lock is whole; --no-deps: one part in it is there for a file (pyproject.toml, [tool.uv] says which).
    .venv/bin/python -m pip install --quiet --require-hashes --no-deps --only-binary :all: -r requirements.lock
    say "installing tukiverkko itself"
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
}

# ----------------------------------------------------------------------------- what the tests need
tests() {
    local missing=()
    command -v rabbitmq-server >/dev/null || missing+=(rabbitmq-server)
    command -v promtool >/dev/null || missing+=(prometheus)
    command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell fonts-dejavu-core)
    command -v curl >/dev/null || missing+=(curl)  # the integrators' tour, docs/region.md
    command -v systemd-analyze >/dev/null || missing+=(systemd)
    # playwright's own node is linked against it, and a bare Debian has it not.
    ldconfig -p | grep -F libatomic.so.1 >/dev/null || missing+=(libatomic1)
    if [ "${#missing[@]}" -gt 0 ]; then test_packages "${missing[@]}"; fi
    .venv/bin/python -m tests.support.node
}

test_packages() {
    local missing=("$@")
    apt_install "${missing[@]}"
    local server
    for server in rabbitmq-server prometheus; do
        # The tests start their own; Debian's must not start with the machine.
        if [[ " ${missing[*]} " == *" $server "* && -d /run/systemd/system ]]; then
            as_root systemctl disable --quiet "$server" || true
        fi
    done
    command -v rabbitmq-server >/dev/null && command -v promtool >/dev/null \
        && command -v chromium-headless-shell >/dev/null
}

case "${1:-}" in
    venv | tests) "$1" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

# Shared by the scripts; sourced, not run. Sets `root` and goes there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
target="${CARGO_TARGET_DIR:-$root/target}"

say() { printf '\n== %s\n' "$*"; }
die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# limited SECONDS COMMAND...: the command, ended when it takes too long (where `timeout` exists).
limited() {
    local seconds=$1
    shift
    if command -v timeout >/dev/null; then
        timeout --kill-after=20 "$seconds" "$@"
    else
        "$@"
    fi
}

# as_root COMMAND...: as it is by root, else by sudo where that needs no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# install_package DEBIAN FEDORA ALPINE BREW: by the machine's package manager, or fails.
install_package() {
    if command -v apt-get >/dev/null; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                -o Dpkg::Options::=--force-confold $1 >&2
    elif command -v dnf >/dev/null; then
        as_root dnf install -y -q $2 >&2
    elif command -v apk >/dev/null; then
        as_root apk add --quiet $3 >&2
    elif command -v brew >/dev/null; then
        brew install --quiet $4 >&2
    else
        return 1
    fi
}

# provide COMMAND WHAT DEBIAN FEDORA ALPINE BREW: installs what is missing, or says what to install.
provide() {
    local command=$1 what=$2
    shift 2
    command -v "$command" >/dev/null && return
    say "installing $what" >&2
    install_package "$@" || true
    command -v "$command" >/dev/null ||
        die "needs $what ('$command'). Install it: Debian/Ubuntu 'apt-get install $1', Fedora 'dnf install $2', Alpine 'apk add $3', macOS 'brew install $4'."
}

# free_port: a loopback port that nobody listens on now.
free_port() {
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 30000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    die "found no free port"
}

# wait_for URL SECONDS PID: until the address answers; fails when the process ends before.
wait_for() {
    local url=$1 seconds=$2 pid=$3 until=$((SECONDS + $2))
    while ! curl -fsS -m 2 -o /dev/null "$url" 2>/dev/null; do
        kill -0 "$pid" 2>/dev/null || die "the server ended before it answered at $url"
        [ "$SECONDS" -lt "$until" ] || die "no answer at $url within $seconds s"
        sleep 0.2
    done
}

# end_process PID: asks it to stop, waits ten seconds, then insists.
end_process() {
    local pid=$1
    [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 0
    kill -TERM "$pid" 2>/dev/null || true
    for _ in $(seq 50); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.2
    done
    kill -KILL "$pid" 2>/dev/null || true
}

# Starts and ends a demo server of this working copy; sourced after common.sh.
# demo_start FOLDER DATABASE_URL [ARGUMENTS…]: sets demo_url and demo_pid.
demo_start() {
    local folder=$1 database=$2 port
    shift 2
    mkdir -p "$folder"
    port=$(free_port)
    demo_url="http://127.0.0.1:$port"
    env DATABASE_URL="$database" MENTORING_DATA_DIR="$folder" MENTORING_LISTEN="127.0.0.1:$port" \
        MENTORING_METRICS_LISTEN=off MENTORING_LOG="${MENTORING_LOG:-warn}" MENTORING_LOG_FORMAT=text \
        "${mentoring:-$target/debug/mentoring}" demo --fresh "$@" >"$folder/server.log" 2>&1 </dev/null &
    demo_pid=$!
    (wait_for "$demo_url/health/ready" 60 "$demo_pid") || {
        cat "$folder/server.log" >&2
        exit 1
    }
}

# demo_stop: ends it; fails when the log has a line of an internal error.
demo_stop() {
    end_process "${demo_pid:-}"
    demo_pid=
}

# demo_tokens: one line `role token` for the first account of each role, and a person's without any.
demo_tokens() {
    curl -fsS -m 10 "$demo_url/demo/accounts" | python3 -c '
import json, sys
accounts = json.load(sys.stdin)
accounts = accounts.get("items", accounts.get("accounts", [])) if isinstance(accounts, dict) else accounts
seen = {}
for account in accounts:
    seen.setdefault(str(account["role"]), account["token"])
for role, token in seen.items():
    print(role, token)'
}

# new_database URL NAME: makes a database beside the administrative one and prints its URL.
new_database() {
    "$(scripts/postgres bindir)/psql" -qX "$1" -c "CREATE DATABASE $2" >/dev/null
    echo "${1%/*}/$2"
}

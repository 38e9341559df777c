#!/bin/sh
# A private PostgreSQL cluster for tests and benchmarks: its own directory, a Unix socket and a free TCP port on
# 127.0.0.1. Runs as the user postgres where this script is run by root, since PostgreSQL refuses root.
#
#   scripts/postgres.sh start DIR    starts the cluster in DIR, making it first if needed, and prints its address
#   scripts/postgres.sh stop DIR     stops it; the directory stays and can be started again or deleted
set -eu

fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}

[ $# -eq 2 ] || fail "usage: postgres.sh start|stop DIR"
command=$1
case $2 in
    /*) dir=$2 ;;
    *) dir=$(pwd)/$2 ;;
esac

bin=
for candidate in /usr/lib/postgresql/*/bin "$(dirname "$(command -v pg_ctl || echo /nowhere/pg_ctl)")"; do
    if [ -x "$candidate/pg_ctl" ] && [ -x "$candidate/initdb" ]; then bin=$candidate; fi
done
[ -n "$bin" ] || fail "no PostgreSQL server found; install it: apt-get install -y postgresql"

as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        # The user may not be able to read where we stand.
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# A socket's path may have some hundred bytes only, so that sockets stand in a short directory of their own.
sockets=${TMPDIR:-/tmp}/madang-postgres-$(printf %s "$dir" | cksum | cut -d ' ' -f 1)

address() {
    port=$(sed -n 4p "$dir/data/postmaster.pid")
    echo "postgres://postgres@127.0.0.1:$port/postgres"
}

running() {
    [ -f "$dir/data/postmaster.pid" ] && as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1
}

start() {
    if running; then
        address
        return
    fi
    mkdir -p "$dir" "$sockets"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir" "$sockets"; fi
    if [ ! -f "$dir/data/PG_VERSION" ]; then
        as_owner "$bin/initdb" -D "$dir/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
            >"$dir.initdb.log" 2>&1 || fail "initdb failed; see $dir.initdb.log"
        cat >>"$dir/data/postgresql.conf" <<CONFIGURATION
listen_addresses = '127.0.0.1'
unix_socket_directories = '$sockets'
max_connections = 300
shared_buffers = 256MB
max_wal_size = 4GB
CONFIGURATION
    fi
    # A port may be taken between being found free and being used: try others then.
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-p $port" start >/dev/null 2>&1; then
            address
            return
        fi
        sleep "$attempt"
    done
    fail "the cluster in $dir did not start; see $dir/log"
}

# A port that nobody listens on, below the range that the system hands out to clients.
free_port() {
    port=$(($$ % 9000 + 20000 + $(date +%N | sed 's/^0*//' | cut -c 1-3)))
    while grep -qi "$(printf ':%04X ' "$port")" /proc/net/tcp /proc/net/tcp6 2>/dev/null; do port=$((port + 1)); done
    echo "$port"
}

case $command in
    start)
        mkdir -p "$(dirname "$dir")"
        # Several test programs may ask at once: one starts the cluster, the others wait for its address.
        exec 9>"$dir.lock"
        flock -w 120 9 || fail "another process has held $dir.lock for two minutes"
        # The server must not inherit the lock.
        start 9>&-
        ;;
    stop)
        if running; then as_owner "$bin/pg_ctl" -D "$dir/data" -w -m fast stop >/dev/null || fail "could not stop $dir"; fi
        rm -rf "$sockets"
        ;;
    *) fail "usage: postgres.sh start|stop DIR" ;;
esac

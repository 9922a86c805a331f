"""A database that answers late or not at all: no request waits without end, nobody gets a 500."""

import sqlite3
import threading
import time
import urllib.parse

from ground import Result, at_once, beside, create, unavailable, wait_until
from relay import Relay
from school import Gone, token

CLIENTS = 16
# the service's own deadline is 10 s
DEADLINE = 12


def load(server, bearer, result, seconds, words):
    """Clients that write and read for so long; the slowest answer."""
    until, slowest, counts = time.monotonic() + seconds, [0.0], {}
    lock = threading.Lock()

    def client(number):
        count = 0
        while time.monotonic() < until:
            count += 1
            for what in ("write", "read", "live"):
                begun = time.monotonic()
                status, good = call(what, f"{words} {number} {count}")
                took = time.monotonic() - begun
                result.expect(good and took < (1 if what == "live" else DEADLINE),
                              f"{words}: a {what} was answered {status} after {took:.1f} s")
                with lock:
                    slowest[0] = max(slowest[0], took)
                    counts[status] = counts.get(status, 0) + 1

    def call(what, name):
        if what == "write":
            status, answer = create(server, bearer, name)
            return status, status == 201 or unavailable(status, answer)
        try:
            answer = server.call("GET", "/v1/me" if what == "read" else "/health/live", bearer)
        except Gone:
            return 0, False
        return answer.status, answer.status == 200 or (what == "read" and unavailable(answer.status, answer))

    at_once(client, CLIENTS)
    told = ", ".join(f"{count} × {status}" for status, count in sorted(counts.items()))
    result.note(f"{words}: {told}, slowest {slowest[0]:.1f} s")


def recover(server, bearer, result, words):
    took = wait_until(lambda: create(server, bearer, f"after {time.monotonic()}")[0] == 201, 15)
    result.expect(took is not None and took < 5, f"after {words}: writes again after {took} s")
    result.note(f"then writes again within {15 if took is None else took:.1f} s")


def slow_database(ground):
    if ground.kind == "sqlite":
        yield locked(ground)
        return
    result = Result("slow database", ground.kind)
    folder = ground.place("slow")
    url = ground.url("slow", folder)
    parts = urllib.parse.urlsplit(url)
    relay = Relay(parts.hostname, parts.port)
    server = ground.server("slow", folder, beside(url, address=relay.address))
    try:
        server.start()
        bearer = token("the-admin", ["admin"])
        create(server, bearer, "before")
        relay.delay = 0.25
        load(server, bearer, result, 15, "500 ms a round trip")
        relay.delay, relay.held = 0.0, True
        load(server, bearer, result, 15, "no answer at all")
        relay.held = False
        recover(server, bearer, result, "silence")
    finally:
        server.stop()
        relay.close()
    yield result


def locked(ground):
    """SQLite, held by another process."""
    result = Result("slow database", ground.kind)
    server = ground.server("locked")
    try:
        server.start()
        bearer = token("the-admin", ["admin"])
        create(server, bearer, "before")
        file = server.environment["DATABASE_URL"].removeprefix("sqlite://")
        other = sqlite3.connect(file, isolation_level=None, timeout=10)
        other.execute("BEGIN IMMEDIATE")
        load(server, bearer, result, 12, "another holds the file")
        other.execute("ROLLBACK")
        other.close()
        recover(server, bearer, result, "the lock")
    finally:
        server.stop()
    return result

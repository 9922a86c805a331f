"""A failover played under load on PostgreSQL, with and without PgBouncer before it."""

import threading
import time

from ground import Result, beside, create, unavailable, wait_until, words
from kill_test import Database
from school import Gone, token

ROUNDS = 3
WRITERS = 8


class Writers:
    """Write until they are told to stop; each answer is kept with its time."""

    def __init__(self, server, bearer, result):
        self.server, self.bearer, self.result = server, bearer, result
        self.over = threading.Event()
        self.acknowledged = []
        self.refused = 0
        self.threads = [threading.Thread(target=self._write, args=(n,)) for n in range(WRITERS)]
        self.since = [0.0] * WRITERS

    def _write(self, writer):
        number = 0
        while not self.over.wait(0.005):
            number += 1
            name = f"load {writer} {number}"
            status, answer = create(self.server, self.bearer, name)
            good = status == 201 or unavailable(status, answer)
            self.result.expect(good, f"a write was answered {words(status, answer)}")
            if status == 201:
                self.acknowledged.append(name)
                self.since[writer] = time.monotonic()
            else:
                self.refused += 1

    def all_wrote_since(self, moment):
        return all(last > moment for last in self.since)


def play(ground, database, pooler):
    """Read only, sessions ended, back and ended again, as a new primary has no old sessions."""
    only = f"ALTER DATABASE {database} SET default_transaction_read_only = on"
    back = f"ALTER DATABASE {database} RESET default_transaction_read_only"
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    ground.psql(only)
    ground.psql(end)
    yield
    ground.psql(back)
    if pooler:
        ground.psql(end)
    yield


def failover(ground, pooler):
    result = Result("failover under load", "pgbouncer" if pooler else ground.kind)
    folder = ground.place("failover")
    url = ground.url("failover", folder)
    database = url.rsplit("/", 1)[1]
    served = beside(ground.pooler, database=database) if pooler else url
    server = ground.server("failover", folder, served)
    longest = 0.0
    try:
        server.start()
        bearer = token("the-admin", ["admin"])
        writers = Writers(server, bearer, result)
        for thread in writers.threads:
            thread.start()
        try:
            for _ in range(ROUNDS):
                time.sleep(1.5)
                steps = play(ground, database, pooler)
                next(steps)
                meanwhile(server, bearer, result, 3)
                next(steps)
                moment = time.monotonic()
                took = wait_until(lambda: writers.all_wrote_since(moment), 15, 0.02)
                result.expect(took is not None and took < 5, f"all write again after {took} s")
                longest = max(longest, took or 15)
        finally:
            writers.over.set()
            for thread in writers.threads:
                thread.join()
        # its own session may have begun on the read-only server, and is kept for 2 s
        ready = wait_until(lambda: server.afresh().call("GET", "/health/ready").status == 200, 5)
        result.expect(ready is not None, "not ready, though every writer writes again")
        kept = {name for (name,) in Database(url).rows("SELECT name FROM programmes")}
        lost = [name for name in writers.acknowledged if name not in kept]
        result.wrong += [f"an acknowledged write is lost: {name}" for name in lost]
        result.note(f"{ROUNDS} failovers, {len(writers.acknowledged)} writes acknowledged, {len(lost)} lost, "
                    f"{writers.refused} × 503; all write again within {longest:.2f} s")
    finally:
        server.stop()
    return result


def meanwhile(server, bearer, result, seconds):
    """While it only reads: readiness says so, reads go on."""
    until = time.monotonic() + seconds
    time.sleep(0.5)
    while time.monotonic() < until:
        for path, right in (("/health/ready", 503), ("/v1/programmes?limit=1", 200), ("/health/live", 200)):
            try:
                status = server.call("GET", path, bearer).status
            except Gone:
                status = 0
            result.expect(status == right, f"{path} is {status} while the database only reads")
        time.sleep(0.2)


def failovers(ground):
    if ground.kind == "postgres":
        yield failover(ground, False)
        yield failover(ground, True)

"""A full disk: reads go on, writes are 503, the log says why, and it is back by itself."""

import os
import pwd
import subprocess
import time

from ground import Result, create, log_of, look, unavailable, wait_until, words
from school import token

ROUNDS = 3
SIZE = {"sqlite": "12m", "postgres": "40m"}


class SmallDisk:
    """A file system of a few megabytes in memory; needs root."""

    def __init__(self, folder, size):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "drill", folder], check=True)

    def fill(self):
        """Writes until nothing more fits."""
        with open(os.path.join(self.folder, "ballast"), "ab", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while ballast.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def empty(self):
        os.remove(os.path.join(self.folder, "ballast"))

    def close(self):
        # the server behind it may need a moment to let go
        for _ in range(20):
            if subprocess.run(["umount", self.folder], capture_output=True).returncode == 0:
                return
            time.sleep(0.5)
        subprocess.run(["umount", "--lazy", self.folder], check=False)


def place(ground, disk):
    """The database on the small disk."""
    if ground.kind == "sqlite":
        return f"sqlite://{disk.folder}/mentoring.db"
    user = pwd.getpwnam("postgres" if "postgres" in [p.pw_name for p in pwd.getpwall()] else "nobody")
    there = os.path.join(disk.folder, "space")
    os.makedirs(there)
    os.chown(there, user.pw_uid, user.pw_gid)
    ground.psql(f"CREATE TABLESPACE small LOCATION '{there}'")
    return ground.url("disk", disk.folder, "TABLESPACE small")


def full_disk(ground):
    result = Result("full disk", ground.kind)
    if os.geteuid() != 0:
        result.note("left out: only root can mount a small file system")
        yield result
        return
    folder = ground.place("disk")
    os.chmod(folder, 0o755)
    disk = SmallDisk(os.path.join(folder, "small"), SIZE[ground.kind])
    server = None
    try:
        server = ground.server("disk", folder, place(ground, disk))
        server.start()
        rounds(server, disk, result)
    finally:
        if server:
            server.stop()
        if ground.kind == "postgres":
            ground.psql(f"DROP DATABASE IF EXISTS {server.environment['DATABASE_URL'].rsplit('/', 1)[1]} WITH (FORCE)")
            ground.psql("DROP TABLESPACE IF EXISTS small")
        disk.close()
    yield result


def rounds(server, disk, result):
    bearer, acknowledged, refused, longest = token("the-admin", ["admin"]), [], 0, 0.0

    def write(name):
        status, answer = create(server, bearer, name)
        if status == 201:
            acknowledged.append(name)
        return status, answer

    write("before")
    for number in range(ROUNDS):
        disk.fill()
        full = 0
        for attempt in range(400):
            # a large text each, so that pages in hand are soon used up
            name = f"full {number} {attempt} ".ljust(95, "x")
            status, answer = write(name)
            full += status == 503
            result.expect(status == 201 or unavailable(status, answer), f"a write on a full disk: {words(status, answer)}")
            if full == 20:
                break
        refused += full
        result.expect(full > 0, "the disk was full and every write was taken")
        read = server.call("GET", "/v1/programmes?limit=1", bearer).status
        result.expect(read == 200, f"a read on a full disk: {read}")
        ready = wait_until(lambda: server.call("GET", "/health/ready").status == 503, 5)
        result.expect(ready is not None, "ready, though nothing can be written")
        disk.empty()
        took = wait_until(lambda: write(f"after {number}")[0] == 201, 15)
        result.expect(took is not None and took < 5, f"writes again after {took} s")
        longest = max(longest, took or 15)
        ready = wait_until(lambda: server.call("GET", "/health/ready").status == 200, 5)
        result.expect(ready is not None, "not ready, though there is room again")
    log = log_of(server)
    told = sum("full" in line.lower() or "no space" in line.lower() for line in log.splitlines())
    result.expect(told > 0, "the log doesn't name the cause")
    result.expect(told <= 6 * ROUNDS, f"the log names the cause {told} times")
    kept = {name for (name,) in look(server).rows("SELECT name FROM programmes")}
    lost = [name for name in acknowledged if name.strip() not in kept]
    result.wrong += [f"an acknowledged write is lost: {name}" for name in lost]
    result.note(f"{ROUNDS} times full, {refused} × 503, {len(acknowledged)} acknowledged, {len(lost)} lost, "
                f"writes again within {longest:.2f} s, cause in {told} lines of the log")

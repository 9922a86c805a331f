"""Where drills take place: a server with a database of its own, its memory and its open files."""

import os
import re
import subprocess
import threading
import time
import urllib.parse

from kill_test import Database
from school import Gone, School, Server


class Result:
    """What one drill tried, what went wrong, and the figures beside it."""

    def __init__(self, name, database):
        self.name, self.database = name, database
        self.tried, self.wrong, self.figures = 0, [], []
        self.lock = threading.Lock()

    def expect(self, right, words):
        """One more try; the words are kept where it is not right."""
        with self.lock:
            self.tried += 1
            if not right:
                self.wrong.append(words)

    def note(self, words):
        self.figures.append(words)

    def row(self):
        return f"| {self.name} | {self.database} | {self.tried} | {len(self.wrong)} | {'; '.join(self.figures)} |"


class Ground:
    """What the drills of one database share."""

    def __init__(self, kind, binary, folder, administrative, pooler):
        self.kind, self.binary, self.folder = kind, binary, folder
        self.administrative, self.pooler = administrative, pooler
        self.count = 0

    def psql(self, sql, url=None):
        subprocess.run([os.environ["PSQL"], "-qX", "-v", "ON_ERROR_STOP=1", "-c", sql, url or self.administrative],
                       check=True, capture_output=True, timeout=60)

    def place(self, drill):
        """A fresh folder for a drill."""
        self.count += 1
        folder = os.path.join(self.folder, f"{self.kind}-{self.count}-{drill}")
        os.makedirs(folder)
        return folder

    def url(self, drill, folder, words=""):
        """An empty database."""
        if self.kind == "sqlite":
            return f"sqlite://{folder}/mentoring.db"
        name = f"drill_{self.count}_{drill}"
        self.psql(f"CREATE DATABASE {name} {words}")
        return beside(self.administrative, database=name)

    def server(self, drill, folder=None, url=None, **environment):
        folder = folder or self.place(drill)
        return Server(self.binary, folder, url or self.url(drill, folder), **environment)


def beside(url, database=None, address=None):
    """The URL with another database or another host and port."""
    parts = urllib.parse.urlsplit(url)
    who, _, there = parts.netloc.rpartition("@")
    path = f"/{database}" if database else parts.path
    return parts._replace(netloc=f"{who}@{address or there}", path=path).geturl()


def look(server):
    """Reads the server's database behind its back."""
    return Database(server.environment["DATABASE_URL"])


def memory(server):
    """Resident MB."""
    with open(f"/proc/{server.process.pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1]) / 1024


def peak(server):
    """The most resident MB so far."""
    with open(f"/proc/{server.process.pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) / 1024


def connections(server):
    """Clients whose connection the server has not closed."""
    here, kept = f":{server.port:04X}", ("01", "08")  # established, close wait
    with open("/proc/net/tcp", encoding="ascii") as file:
        rows = [line.split() for line in file.readlines()[1:]]
    return sum(row[1].endswith(here) and row[3] in kept for row in rows)


def log_of(server):
    with open(server.log_path, encoding="utf-8", errors="replace") as log:
        return log.read()


def wait_until(true, seconds, pause=0.1):
    """Seconds until it was true, or None."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if true():
            return time.monotonic() - begun
        time.sleep(pause)
    return None


def create(server, bearer, name):
    """A small write; its status (0: no answer) and its answer."""
    try:
        answer = server.call("POST", "/v1/programmes", bearer, {"year": 2031, "name": name})
    except Gone as error:
        return 0, str(error)
    return answer.status, answer


def unavailable(status, answer):
    """A refusal for the while: 503 that says when to try again."""
    return status == 503 and "retry-after" in answer.headers


def words(status, answer):
    """What came back, for a wrong one."""
    return f"{status} {answer if status == 0 else answer.body[:200]}"


class Pulse:
    """Beside a load: how long `live` and a small write of somebody else take."""

    def __init__(self, server, bearer):
        self.server, self.bearer = server, bearer
        self.live, self.writes = [], []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._live), threading.Thread(target=self._write)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _live(self):
        while not self.over.wait(0.1):
            begun = time.monotonic()
            try:
                status = self.server.call("GET", "/health/live").status
            except Gone:
                status = 0
            self.live.append((status, time.monotonic() - begun))

    def _write(self):
        number = 0
        while not self.over.wait(0.1):
            begun, number = time.monotonic(), number + 1
            status, answer = create(self.server, self.bearer, f"beside the load {number}")
            good = status == 201 or unavailable(status, answer)
            self.writes.append((status if good else -status, time.monotonic() - begun))

    def judge(self, result, live_seconds, write_seconds):
        for status, took in self.live:
            result.expect(status == 200 and took < live_seconds, f"live: {status} after {took:.1f} s")
        for status, took in self.writes:
            result.expect(status > 0 and took < write_seconds, f"a write beside it: {status} after {took:.1f} s")
        slowest = [max((took for _, took in some), default=0) for some in (self.live, self.writes)]
        result.note(f"slowest live {slowest[0]:.2f} s, slowest write beside it {slowest[1]:.2f} s")


def at_once(work, count):
    """Runs work(number) in so many threads and waits for all."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()



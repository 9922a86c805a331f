"""A school to load a server with: people, a programme whose windows surround today, and the calls
of students and mentors. Standard library only; used by scripts/bench and scripts/kill-test."""

import base64
import datetime
import hashlib
import hmac
import http.client
import json
import os
import random
import socket
import subprocess
import threading
import time
import urllib.parse

ISSUER = "https://school.example.org"
AUDIENCE = "mentoring"
SECRET = "a secret for loopback tests only, thirty-two bytes"


def token(sub, roles=()):
    """A token of the test issuer, good for 50 minutes."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": sub, "iat": now, "nbf": now, "exp": now + 3000}
    if roles:
        claims["roles"] = list(roles)

    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest())).decode()


class Gone(Exception):
    """The server did not answer: it is unknown whether the call was carried out."""


class Answer:
    """Status, headers (lower case) and JSON of one answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    def expect(self, *statuses):
        if self.status not in statuses:
            raise AssertionError(f"expected {statuses}, got {self.status}: {self.body[:600]!r}")
        return self


class Server:
    """One `mentoring serve` on a free loopback port; its connections are kept per thread."""

    def __init__(self, binary, folder, database, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.local = threading.local()
        self.log_path = os.path.join(folder, "server.log")
        self.mail_dir = os.path.join(folder, "mail")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MENTORING_")}
        self.environment = kept | {
            "DATABASE_URL": database,
            "MENTORING_DATA_DIR": folder,
            "MENTORING_MAIL_DIR": self.mail_dir,
            "MENTORING_LISTEN": f"127.0.0.1:{self.port}",
            "MENTORING_RATE_LIMIT": "off",
            "MENTORING_LOG": "warn",
            "MENTORING_JWT_ISSUER": ISSUER,
            "MENTORING_JWT_AUDIENCE": AUDIENCE,
            "MENTORING_JWT_HS256_SECRET": SECRET,
        } | environment
        self.binary = binary
        self.under = []
        self.process = None

    def start(self, seconds=60):
        """Starts it and returns the seconds until it was ready."""
        begun = time.monotonic()
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*self.under, self.binary, "serve"], env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while time.monotonic() - begun < seconds:
            if self.process.poll() is not None:
                break
            try:
                if self.call("GET", "/health/ready").status == 200:
                    return time.monotonic() - begun
            except Gone:
                time.sleep(0.002)
        self.kill()
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            raise SystemExit("the server did not start:\n" + log.read()[-4000:])

    def kill(self):
        """kill -9, and waits for its end."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(35)
            except subprocess.TimeoutExpired:
                self.kill()

    def afresh(self):
        """The server, by a connection that has not been idle."""
        self.local.connection = None
        return self

    def call(self, method, path, bearer=None, body=None, **headers):
        """One call; header names with `_` for `-`."""
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.local.connection = connection
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if bearer:
            sent["Authorization"] = f"Bearer {bearer}"
        if body is not None:
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self.local.connection = None
            raise Gone(str(error)) from error
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content)


def page_through(server, path, bearer):
    """All items of a list."""
    items, cursor = [], None
    while True:
        query = "limit=100" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else "")
        page = server.call("GET", f"{path}{'&' if '?' in path else '?'}{query}", bearer).expect(200).json
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


FIRST = "Agathe Bruno Chloé Driss Élodie Farid Gaëlle Hugo Inès Jules Karim Léa Maël Nadia Oscar".split()
LAST = "Aubert Benali Chevalier Diallo Estève Fournier Garnier Haddad Imbert Joly Klein Lefèvre Morel".split()
SECTORS = ["Energy", "Banking", "Health", "Public service", "Software", "Transport"]
CITIES = ["Paris", "Lyon", "Nantes", "Toulouse", "Bruxelles", "Casablanca"]


class School:
    """A programme that is open now, with people in it."""

    def __init__(self, server, mentors, students, capacity=20, charter=True):
        self.server = server
        self.admin = token("the-admin", ["admin"])
        self.programme_id = self._programme(charter)
        self.path = f"/v1/programmes/{self.programme_id}"
        self.import_seconds = self._people(mentors, students, capacity)
        server.call("POST", f"{self.path}/open", self.admin, {}).expect(200)
        self.charter = server.call("GET", f"{self.path}/charter", self.admin).expect(200).json["version"]
        self.mentors = {m["person"]["id"]: m for m in page_through(server, f"{self.path}/mentors", self.admin)}
        self.students = {s["person"]["id"]: s for s in page_through(server, f"{self.path}/students", self.admin)}

    def _programme(self, charter):
        today = datetime.date.today()

        def window(first, last):
            days = [today + datetime.timedelta(days=n) for n in (first, last)]
            return {"from": str(days[0]), "to": str(days[1])}

        body = {
            "year": today.year,
            "name": "A year under load",
            "calendar": {
                "choice": window(-30, 60),
                "project": window(-20, 100),
                "action_plan": window(-10, 130),
                "follow_up": window(-5, 160),
            },
            "policies": {"charter_required": charter},
        }
        return self.server.call("POST", "/v1/programmes", self.admin, body).expect(201).json["id"]

    def _people(self, mentors, students, capacity):
        chance = random.Random(7)

        def person(kind, number):
            return {
                "external_id": f"{kind}-{number:05}",
                "first_name": chance.choice(FIRST),
                "last_name": f"{chance.choice(LAST)}-{number:05}",
                "email": f"{kind}-{number:05}@example.org",
            }

        def mentor(number):
            return person("mentor", number) | {
                "headline": f"Engineer, class of {1980 + number % 40}, glad to listen",
                "company": f"Company {number % 90}",
                "job_title": "Head of projects",
                "sector": chance.choice(SECTORS),
                "location": chance.choice(CITIES),
                "graduation_year": 1980 + number % 40,
                "languages": ["fr", "en"],
                "means": ["phone", "video"],
                "skills": ["project management", "first job abroad"],
                "about": "I changed direction twice and can tell how. Ask me about teams and about starting out.",
                "capacity": capacity,
            }

        def student(number):
            leaves = datetime.date.today() + datetime.timedelta(days=120)
            return person("student", number) | {"degree": "Engineer, third year", "leaves_school_on": str(leaves)}

        rows = {
            "mentors": [mentor(n) for n in range(mentors)],
            "students": [student(n) for n in range(students)],
        }
        begun = time.monotonic()
        for kind, content in rows.items():
            report = self.server.call("POST", f"{self.path}/{kind}/import", self.admin, {"rows": content})
            assert report.expect(200).json["created"] == len(content), report.body[:500]
        return time.monotonic() - begun

"""PocketBase with the same mentors, students and mentorships: the nearest thing that a School would
take in place of this service."""

import http.client
import json
import os
import socket
import subprocess
import time

PASSWORD = "for loopback tests only"
ADMIN = "admin@school.example.org"
SIGNED_IN = "@request.auth.id != ''"


class Rival:
    """A PocketBase of its own folder, on a free loopback port."""

    def __init__(self, program, folder):
        self.program, self.data = program, os.path.join(folder, "pocketbase")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.bearer, self.process = None, None

    def __enter__(self):
        where = ["--dir", self.data]
        subprocess.run([self.program, "superuser", "upsert", ADMIN, PASSWORD, *where],
                       check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=60)
        self.process = subprocess.Popen([self.program, "serve", "--http", f"127.0.0.1:{self.port}", *where],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.connection = self.reached()
        self.bearer = self.signed_in("_superusers", ADMIN)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def reached(self):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            time.sleep(0.05)
        raise SystemExit("PocketBase did not start")

    def call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.bearer:
            headers["Authorization"] = self.bearer
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"PocketBase: {method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content)

    def signed_in(self, collection, identity):
        answer = self.call("POST", f"/api/collections/{collection}/auth-with-password",
                           {"identity": identity, "password": PASSWORD})
        return answer["token"]

    def add(self, collection, record):
        return self.call("POST", f"/api/collections/{collection}/records", record)["id"]

    def collect(self, name, fields, *indexes):
        rules = dict.fromkeys(("listRule", "viewRule", "createRule"), SIGNED_IN)
        found = self.call("POST", "/api/collections", {
            "name": name, "type": "base", "fields": fields, "indexes": list(indexes), **rules})
        return found["id"]

    def fill(self, mentors, students):
        """The mentors as the service shows them, and as many students; returns what a load needs."""
        def text(name):
            return {"name": name, "type": "text"}

        def one(name, collection):
            return {"name": name, "type": "relation", "collectionId": collection, "maxSelect": 1}

        of_mentors = self.collect(
            "mentors",
            [*map(text, ("first_name", "last_name", "headline", "company", "job_title", "sector", "location", "about")),
             *({"name": name, "type": "json"} for name in ("languages", "means", "skills")),
             *({"name": name, "type": "number"} for name in ("capacity", "graduation_year"))],
            "CREATE INDEX by_name ON mentors (last_name)")
        of_students = self.collect("students", [*map(text, ("first_name", "last_name", "degree"))])
        self.collect("mentorships", [one("mentor", of_mentors), one("student", of_students), text("state"), text("message")])
        shown = ("headline", "company", "job_title", "sector", "location", "about", "languages", "means", "skills",
                 "capacity", "graduation_year")
        made = [self.add("mentors", {
            "first_name": mentor["first_name"], "last_name": mentor["last_name"],
            **{name: mentor[name] for name in shown if mentor.get(name) is not None}}) for mentor in mentors]
        enrolled = [self.add("students", {"first_name": "Ana", "last_name": f"Student-{n}", "degree": "MSc"})
                    for n in range(students)]
        someone = "student@school.example.org"
        self.add("users", {"email": someone, "password": PASSWORD, "passwordConfirm": PASSWORD})
        chosen = self.add("mentorships", {"mentor": made[0], "student": enrolled[0], "state": "active"})
        return made, enrolled, chosen, self.signed_in("users", someone)


def compare(run, program, mentors, students, http_text):
    """The list, one mentorship and a choice on PocketBase: its CPU a request against the service's."""
    with Rival(program, run.folder) as rival:
        made, enrolled, chosen, bearer = rival.fill(mentors, students)
        records = "/api/collections"
        works = {
            "list": ([http_text("GET", f"{records}/mentors/records?perPage=50&sort=last_name&skipTotal=1", bearer)], None),
            "one": ([http_text("GET", f"{records}/mentorships/records/{chosen}?expand=mentor,student", bearer)], None),
            "create": ([http_text("POST", f"{records}/mentorships/records", bearer,
                                  {"mentor": made[n % len(made)], "student": student, "state": "active"})
                        for n, student in enumerate(enrolled[1:])], 0),
        }
        for name, (requests, seconds) in works.items():
            load = run.load(rival.port, requests, rival.process.pid, seconds)
            assert set(load["statuses"]) == {"200"}, load
            own = run.loads[name]
            goal = "≥ 3" if name == "create" else "≥ 8"
            run.say(f"{name}: PocketBase's CPU, × the service's", f"{load['cpu'] / own['cpu']:.2f}", goal,
                    f"{load['rate']:.0f}/s against {own['rate']:.0f}/s")

"""What lists, searches and home pages cost in a small and in a big school: PROGRAM, SCRATCH FOLDER, POSTGRES URL,
POSTGRES PROGRAMS, STUDENTS OF THE BIG SCHOOL. Printed as a Markdown table, ms a request, the best of many."""

import os
import random
import sqlite3
import subprocess
import sys
import time
import urllib.parse

import processes
from school import School, Server, token

ROWS = 5_000  # of one import
REPEATS = 25

MENTORSHIPS = """INSERT INTO mentorships (id, programme_id, student_id, mentor_id, leaves_school_on, state, chosen_at)
    SELECT NEW_ID, s.programme_id, s.person_id, m.person_id, s.leaves_school_on, 'active', CHOSEN
    FROM (SELECT *, row_number() OVER (ORDER BY person_id) AS number FROM students) s
    JOIN (SELECT *, row_number() OVER (ORDER BY person_id) AS number FROM mentors) m
    ON m.number = s.number % (SELECT count(*) FROM mentors) + 1
    WHERE s.number <= 4 * (SELECT count(*) FROM mentors)"""
INTERVIEWS = """INSERT INTO interviews (mentorship_id, step, opens_on, closes_on, form_drafted, acknowledged)
    SELECT id, step, OPENS, CLOSES, false, false FROM mentorships,
    (SELECT 'project' AS step UNION ALL SELECT 'action_plan' UNION ALL SELECT 'follow_up') steps"""


class Grown(School):
    """A programme with so many people, a mentor of four students each; filled by imports and by SQL."""

    def __init__(self, server, mentors, students):
        self.server = server
        self.admin = token("the-admin", ["admin"])
        self.programme_id = self._programme(False)
        self.path = f"/v1/programmes/{self.programme_id}"
        begun = time.monotonic()
        self._people(mentors, students, 20)
        self.import_seconds = time.monotonic() - begun
        server.call("POST", f"{self.path}/open", self.admin, {}).expect(200)

    def _people(self, mentors, students, capacity):
        chance = random.Random(11)
        syllables = "ba be bri cha dan del du fou gar ho ka la le ma mon na pe ri ro sa so tha va zel".split()

        def name(length):
            return "".join(chance.choices(syllables, k=length)).capitalize()

        def person(kind, number):
            return {"external_id": f"{kind}-{number:06}", "first_name": name(2), "last_name": name(3),
                    "email": f"{kind}-{number:06}@example.org"}

        def mentor(number):
            return person("mentor", number) | {
                "headline": "Engineer, glad to listen", "company": name(4), "job_title": "Head of projects",
                "sector": f"Sector {number % 20}", "location": f"Town {number % 50}", "languages": ["fr", "en"],
                "means": ["phone"], "skills": ["project management", name(3)], "capacity": capacity}

        def student(number):
            return person("student", number) | {"degree": "Engineer, third year", "leaves_school_on": "2099-06-30"}

        for kind, make, count in (("mentors", mentor, mentors), ("students", student, students)):
            for first in range(0, count, ROWS):
                rows = [make(number) for number in range(first, min(first + ROWS, count))]
                report = self.server.call("POST", f"{self.path}/{kind}/import", self.admin, {"rows": rows})
                assert report.expect(200).json["created"] == len(rows), report.body[:500]

    def pages(self):
        """Name, path and bearer of each page."""
        call = self.server.call

        def first(path):
            return call("GET", f"{self.path}/{path}", self.admin).expect(200).json["items"][0]

        student, mentor = first("students?limit=1"), first("mentors?limit=1")
        mentorship = first("mentorships?limit=1")
        one, other = mentorship["student"]["id"], mentorship["mentor"]["id"]
        me = call("GET", f"{self.path}/students/{one}", self.admin).expect(200).json["external_id"]

        def q(row):
            return urllib.parse.quote(f"{row['person']['first_name']} {row['person']['last_name']}")

        for name, path in (
                ("students", "students?limit=50"),
                ("students, q a name", f"students?limit=50&q={q(student)}"),
                ("students, q a common word", "students?limit=50&q=engineer"),
                ("students, q nobody", "students?limit=50&q=xyzzy"),
                ("students without a mentor", "students?limit=50&without_mentor=true"),
                ("mentors", "mentors?limit=50"),
                ("mentors, q a name", f"mentors?limit=50&q={q(mentor)}"),
                ("mentors, q nobody", "mentors?limit=50&q=xyzzy"),
                ("facets of mentors", "mentor-facets"),
                ("mentorships", "mentorships?limit=50"),
                ("mentorships, q a name", f"mentorships?limit=50&q={q({'person': mentorship['student']})}"),
                ("mentorships, q nobody", "mentorships?limit=50&q=xyzzy"),
                ("mentorships of a student", f"mentorships?limit=50&student_id={one}"),
                ("mentorships of a mentor", f"mentorships?limit=50&mentor_id={other}"),
                ("mentorships, none overdue", "mentorships?limit=50&overdue=true")):
            yield name, f"{self.path}/{path}", self.admin
        yield "me, a student", "/v1/me", token(me)


def fill(url, programs):
    """Mentorships, put in by SQL."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite://")) as database:
            database.execute(MENTORSHIPS.replace("NEW_ID", "randomblob(16)")
                             .replace("CHOSEN", "cast(strftime('%s', 'now') AS integer) * 1000000"))
            database.execute(INTERVIEWS.replace("OPENS", "date('now')").replace("CLOSES", "date('now', '90 days')"))
        database.close()
        return
    statements = [
        MENTORSHIPS.replace("NEW_ID", "gen_random_uuid()").replace("CHOSEN", "now()"),
        INTERVIEWS.replace("OPENS", "current_date").replace("CLOSES", "current_date + 90"),
        "VACUUM ANALYZE"]  # as autovacuum does within a minute
    commands = [part for statement in statements for part in ("-c", statement)]
    subprocess.run([os.path.join(programs, "psql"), "-qX", *commands, url], check=True)


def best(server, path, bearer):
    """ms of the quickest answer: what else the machine does comes on top of the others."""
    took = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        server.call("GET", path, bearer).expect(200)
        took.append(time.perf_counter() - begun)
        if sum(took) > 5:
            break
    return min(took) * 1000


def measure(program, folder, url, programs, mentors, students):
    os.makedirs(folder, exist_ok=True)
    server = Server(program, folder, url)
    server.start()
    try:
        school = Grown(server, mentors, students)
        peak = processes.memory(server.process.pid, "VmHWM")
        fill(url, programs)
        rows = {"import, s": school.import_seconds, "peak memory of the import, MB": peak}
        for name, path, bearer in school.pages():
            rows[name] = best(server, path, bearer)
        return rows
    finally:
        server.stop()


def main():
    program, folder, url, programs, big = sys.argv[1:6]
    sizes = {"2,000": (500, 2_000), f"{int(big):,}": (5_000, int(big))}
    columns = {}
    for kind in ("sqlite", "postgres"):
        for number, (size, (mentors, students)) in enumerate(sizes.items()):
            place = os.path.join(folder, f"{kind}{number}")
            if kind == "sqlite":
                database = f"sqlite://{place}/mentoring.db"
            else:
                database = f"{url.rsplit('/', 1)[0]}/growth{number}"
                subprocess.run([os.path.join(programs, "psql"), "-qX", "-c", f"CREATE DATABASE growth{number}", url],
                               check=True)
            print(f"{kind}: {students:,} students", file=sys.stderr, flush=True)
            columns[f"{kind}: {size}"] = measure(program, place, database, programs, mentors, students)
    print("| | " + " | ".join(columns) + " |\n| --- |" + " --- |" * len(columns))
    for row in next(iter(columns.values())):
        print(f"| {row} | " + " | ".join(f"{column[row]:.1f}" for column in columns.values()) + " |")


if __name__ == "__main__":
    main()

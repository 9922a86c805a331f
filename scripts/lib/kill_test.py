"""The rounds of scripts/kill-test: BINARY FOLDER DATABASE_URL ROUNDS STUDENTS."""

import datetime
import email
import json
import os
import queue
import random
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

from school import Gone, School, Server, page_through, token

WRITERS = 16


class Student:
    """One student's four writes, in order, each with its key; what was acknowledged is kept."""

    def __init__(self, school, person_id, external_id, mentor_id):
        self.school, self.server = school, school.server
        self.id, self.mentor_id = person_id, mentor_id
        self.bearer = token(external_id)
        self.keys = [str(uuid.uuid4()) for _ in range(4)]
        self.done = []
        self.text = f"handle.of.{external_id}"

    def write(self):
        """The next write; an answer other than the expected one fails the test."""
        step = len(self.done)
        key = {"Idempotency_Key": self.keys[step]}
        answer = [self._accept, self._choose, self._propose, self._tell][step](key)
        self.done.append(answer)

    def _post(self, path, body, key):
        return self.server.call("POST", path, self.bearer, body, **key)

    def _accept(self, key):
        return self._post(f"{self.school.path}/charter/acceptance", {"version": self.school.charter}, key).expect(200, 201).json

    def _choose(self, key):
        return self._post(f"{self.school.path}/mentorships", {"mentor_id": self.mentor_id}, key).expect(201).json

    def _propose(self, key):
        day = datetime.datetime.now(datetime.UTC).replace(microsecond=0) + datetime.timedelta(days=40)
        body = {
            "starts_at": day.strftime("%Y-%m-%dT10:00:00Z"),
            "duration_minutes": 60,
            "means": {"kind": "phone", "number": "+33 1 23 45 67 89"},
        }
        path = f"/v1/mentorships/{self.done[1]['id']}/interviews/project/appointments"
        return self._post(path, body, key).expect(201).json

    def _tell(self, _key):
        now = self.server.call("GET", "/v1/me/profile", self.bearer).expect(200)
        if now.json["video_handle"] == self.text:
            return now.json
        body = {"video_handle": self.text}
        return self.server.call("PATCH", "/v1/me/profile", self.bearer, body, If_Match=now.headers["etag"]).expect(200).json

    def check(self):
        """Everything acknowledged so far is there, as it was acknowledged."""
        read = [self._check_charter, self._check_mentorship, self._check_appointment, self._check_profile]
        for look, acknowledged in zip(read, self.done):
            look(acknowledged)

    def _check_charter(self, acknowledged):
        charter = self.server.call("GET", f"{self.school.path}/charter", self.bearer).expect(200).json
        assert charter["accepted_at"] == acknowledged["accepted_at"], (charter, acknowledged)

    def _check_mentorship(self, acknowledged):
        found = self.server.call("GET", f"/v1/mentorships/{acknowledged['id']}", self.bearer).expect(200).json
        for field in ("student", "mentor", "state", "chosen_at"):
            assert found[field] == acknowledged[field], (found, acknowledged)

    def _check_appointment(self, acknowledged):
        found = self.server.call("GET", f"/v1/appointments/{acknowledged['id']}", self.bearer).expect(200).json
        for field in ("mentorship_id", "starts_at", "means", "state", "proposed_by"):
            assert found[field] == acknowledged[field], (found, acknowledged)

    def _check_profile(self, acknowledged):
        found = self.server.call("GET", "/v1/me/profile", self.bearer).expect(200).json
        assert found["video_handle"] == acknowledged["video_handle"] == self.text, (found, acknowledged)


def write_all(students, stop_after=None):
    """All missing writes, by sixteen writers; with `stop_after`, kill -9 after so many answers."""
    work = queue.SimpleQueue()
    for student in students:
        work.put(student)
    count, lock, failures = [0], threading.Lock(), []
    dead = threading.Event()

    def acknowledged():
        with lock:
            count[0] += 1
            if count[0] == stop_after:
                students[0].server.kill()
                dead.set()

    def writer():
        while not dead.is_set() and not failures:
            try:
                student = work.get_nowait()
            except queue.Empty:
                return
            try:
                while len(student.done) < 4:
                    student.write()
                    acknowledged()
            except Gone:
                if stop_after is None:
                    failures.append("the server went away")
                return
            except Exception as error:  # noqa: BLE001: told by the main thread
                failures.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=writer) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit("\n".join(failures))
    return count[0]


class Database:
    """Looks into the database itself, for what no route shows."""

    def __init__(self, url):
        self.url = url

    def rows(self, sql):
        if self.url.startswith("sqlite://"):
            with sqlite3.connect(self.url.removeprefix("sqlite://"), timeout=20) as connection:
                return [list(map(str, row)) for row in connection.execute(sql)]
        out = subprocess.run(
            [os.environ["PSQL"], "-qAtX", "-F", "\t", "-c", sql, self.url], check=True, capture_output=True, text=True)
        return [line.split("\t") for line in out.stdout.splitlines()]

    def number(self, sql):
        return int(self.rows(sql)[0][0])


def check_nothing_half(school, database):
    """Each mentorship and appointment with exactly its audit row, event and key; places add up."""
    for table, resource, operation, event in (
        ("mentorships", "mentorship", "choose_mentor", "mentorship.created"),
        ("appointments", "appointment", "propose_appointment", "appointment.proposed"),
    ):
        there = database.number(f"SELECT count(*) FROM {table}")
        for what, sql in (
            ("audit rows", f"SELECT count(*) FROM audit_log WHERE action = '{operation}'"),
            ("audited ones", f"SELECT count(*) FROM {table} t WHERE (SELECT count(*) FROM audit_log a "
             f"WHERE a.action = '{operation}' AND a.resource_type = '{resource}' AND a.resource_id = t.id) = 1"),
            ("events", f"SELECT count(*) FROM events WHERE type = '{event}'"),
        ):
            assert database.number(sql) == there, f"{there} {table}, {database.number(sql)} {what}"
    kept = "SELECT count(*) FROM idempotency_keys WHERE status NOT BETWEEN 200 AND 299"
    assert database.number(kept) == 0, "a refusal or an unfinished answer was kept under a key"
    mentorships = page_through(school.server, f"{school.path}/mentorships", school.admin)
    load = {}
    for mentorship in mentorships:
        load[mentorship["mentor"]["id"]] = load.get(mentorship["mentor"]["id"], 0) + 1
    for mentor in page_through(school.server, f"{school.path}/mentors", school.admin):
        taken = mentor["capacity"] - mentor["places_left"]
        assert taken == load.get(mentor["person"]["id"], 0), f"{taken} places taken by {load}"


def check_messages(server, database):
    """One message for each proposal, each sent once: one row, one file."""
    # What a killed server had in hand is due again when its lease of five minutes is over.
    until = time.monotonic() + 400
    while database.number("SELECT count(*) FROM messages WHERE state = 'queued'") and time.monotonic() < until:
        time.sleep(0.3)
    states = dict(database.rows("SELECT state, count(*) FROM messages GROUP BY state"))
    twice = database.rows(
        "SELECT kind, person_id, resource_id, count(*) FROM messages "
        "GROUP BY kind, person_id, resource_id HAVING count(*) > 1")
    assert not twice, f"messages written twice: {twice[:3]}"
    proposed = database.number("SELECT count(*) FROM appointments")
    told = database.number(
        "SELECT count(DISTINCT m.resource_id) FROM messages m JOIN appointments a ON a.id = m.resource_id")
    assert told == proposed, f"{proposed} appointments, messages about {told}"
    assert set(states) == {"sent"}, f"messages: {states}"
    ids = []
    for name in os.listdir(server.mail_dir):
        if name.endswith(".eml"):
            with open(os.path.join(server.mail_dir, name), "rb") as file:
                ids.append(email.message_from_binary_file(file)["Message-ID"])
    assert len(ids) == len(set(ids)) == int(states["sent"]), f"{len(ids)} files, {len(set(ids))} ids, {states}"


def main():
    binary, folder, url, rounds, per_round = sys.argv[1:4] + [int(n) for n in sys.argv[4:6]]
    chance = random.Random()
    seed = chance.randrange(1 << 32)
    chance.seed(seed)
    server, database = Server(binary, folder, url), Database(url)
    try:
        server.start()
        mentors = max(rounds * per_round // 20 + 1, 10)
        school = School(server, mentors, rounds * per_round)
        ids = list(school.mentors)
        everyone = [
            Student(school, student_id, f"student-{student['person']['last_name'].rsplit('-', 1)[1]}", ids[n % len(ids)])
            for n, (student_id, student) in enumerate(sorted(school.students.items()))]
        for round_number in range(rounds):
            some = everyone[round_number * per_round:(round_number + 1) * per_round]
            goal = chance.randrange(per_round, per_round * 3)
            acknowledged = write_all(some, stop_after=goal)
            back = server.start()
            for student in some:
                student.check()
            check_nothing_half(school, database)
            write_all(some)
            check_nothing_half(school, database)
            print(f"round {round_number + 1}: killed after {goal} answers ({acknowledged} seen), "
                  f"ready again in {back:.2f} s, all there", flush=True)
        for student in everyone:
            student.check()
        assert database.number("SELECT count(*) FROM mentorships") == len(everyone)
        check_messages(server, database)
        print(f"{rounds} passed, 0 failed")
    except BaseException:
        print(f"seed {seed}; answers so far: {json.dumps([len(s.done) for s in locals().get('everyone', [])][:40])}")
        raise
    finally:
        server.stop()


if __name__ == "__main__":
    main()

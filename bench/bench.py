"""The measurements of scripts/bench: FOLDER OF PROGRAMS, SCRATCH FOLDER, POSTGRES URL, POSTGRES PROGRAMS,
POSTGRES FOLDER, SECONDS, POCKETBASE (or nothing)."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

import processes
import rival
from postgres_log import Postgres
from school import School, Server, token

CONNECTIONS = 16


class Run:
    """One database's figures, side by side with the floor's."""

    def __init__(self, kind, programs, folder, url, seconds):
        self.kind, self.programs, self.seconds = kind, programs, seconds
        self.folder = os.path.join(folder, kind)
        os.makedirs(self.folder, exist_ok=True)
        self.server = Server(os.path.join(programs, "mentoring"), self.folder, url)
        self.rows = []
        # load by work, for comparisons
        self.loads = {}

    def say(self, work, figure, goal, more=""):
        self.rows.append((self.kind, work, figure, goal, more))
        print(f"  {self.kind}: {work}: {figure} (goal {goal}) {more}", flush=True)

    def load(self, port, requests, pid=None, seconds=None):
        """Sends requests; returns the loader's report with CPU seconds a request added."""
        path = os.path.join(self.folder, "requests")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(request) + "\n" for request in requests)
        before = processes.cpu(pid) if pid else 0.0
        seconds = self.seconds if seconds is None else seconds
        out = subprocess.run(
            [os.path.join(self.programs, "examples", "load"), f"127.0.0.1:{port}", str(CONNECTIONS), str(seconds), path],
            capture_output=True, text=True, check=True, timeout=600)
        report = json.loads(out.stdout)
        report["rate"] = report["requests"] / report["seconds"]
        report["cpu"] = (processes.cpu(pid) - before) / report["requests"] if pid else 0.0
        return report


def http(method, path, bearer=None, body=None):
    """A request as text."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if bearer:
        lines.append(f"Authorization: Bearer {bearer}")
    content = "" if body is None else json.dumps(body)
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join(lines) + "\r\n\r\n" + content


class Floor:
    """The bare actix handler with the answers of the service."""

    def __init__(self, run, answers):
        files = []
        for name, content in answers.items():
            files.append(os.path.join(run.folder, name))
            with open(files[-1], "wb") as file:
                file.write(content)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [os.path.join(run.programs, "examples", "floor"), f"127.0.0.1:{self.port}", *files], stdin=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit("the floor did not start")


def read_one(run, name, path, bearer, floor, goals, database):
    """One GET against the floor and, on PostgreSQL, against pgbench."""
    pid = run.server.process.pid
    request = [http("GET", path, bearer)]
    run.load(run.server.port, request, seconds=1)
    bare = run.load(floor.port, [http("GET", f"/{name}")], floor.process.pid)
    family = processes.cpu_of_family(database.pid) if database else 0.0
    real = run.load(run.server.port, request, pid)
    assert set(real["statuses"]) == {"200"}, real
    run.loads[name] = real
    database_cpu = (processes.cpu_of_family(database.pid) - family) / real["requests"] if database else 0.0
    rates = f"{real['rate']:.0f}/s against {bare['rate']:.0f}/s"
    run.say(f"{name}: server CPU, × floor", f"{real['cpu'] / bare['cpu']:.2f}", goals["cpu"], rates)
    run.say(f"{name}: p99, × floor", f"{real['p99_us'] / max(bare['p99_us'], 1):.2f}", "≤ 2",
            f"{real['p99_us']} µs against {bare['p99_us']} µs")
    if not database:
        run.say(f"{name}: rate, of the floor's", f"{real['rate'] / bare['rate']:.2f}", goals["sqlite"])
        return
    statements = database.statements_of(lambda: run.server.call("GET", path, bearer).expect(200), goals["marker"])
    before = processes.cpu_of_family(database.pid)
    rate, count = database.pgbench(statements, CONNECTIONS, run.seconds, run.folder)
    floor_cpu = (processes.cpu_of_family(database.pid) - before) / count
    run.say(f"{name}: rate, of pgbench's", f"{real['rate'] / rate:.2f}", "≥ 0.75",
            f"{len(statements)} statements a request; pgbench {rate:.0f}/s")
    run.say(f"{name}: database CPU, × pgbench's", f"{database_cpu / floor_cpu:.2f}", "≤ 1.1")


def create(run, school, database):
    """Every student but the first chooses a mentor: a durable create with rules, audit and outbox."""
    mentors = list(school.mentors)
    chosen = sorted(school.students)[1:]
    requests = [
        http("POST", f"{school.path}/mentorships", bearer_of(school, student), {"mentor_id": mentors[n % len(mentors)]})
        for n, student in enumerate(chosen)]
    statements = None
    if database:
        first, requests = chosen[0], requests[1:]
        statements = database.statements_of(
            lambda: run.server.call("POST", f"{school.path}/mentorships", bearer_of(school, first),
                                    {"mentor_id": mentors[0]}).expect(201), "mentorships")
    real = run.load(run.server.port, requests, run.server.process.pid, seconds=0)
    assert set(real["statuses"]) == {"201"}, real
    run.loads["create"] = real
    if database:
        database.psql("CREATE TABLE bench_floor (id uuid, programme uuid, student uuid, mentor uuid, state text, chosen_at timestamptz)")
        ids = ", ".join(["gen_random_uuid()"] * 4)
        insert = f"INSERT INTO bench_floor VALUES ({ids}, 'active', now())"
        rate, _ = database.pgbench([insert], CONNECTIONS, run.seconds, run.folder)
        run.say("create: rate, of pgbench's bare INSERT", f"{real['rate'] / rate:.2f}", "≥ 0.7",
                f"{real['rate']:.0f}/s against {rate:.0f}/s, {len(statements)} statements")
    else:
        rate = commits_a_second(run)
        run.say("create: rate, × one commit a request", f"{real['rate'] / rate:.2f}", "≥ 4",
                f"{real['rate']:.0f}/s against {rate:.0f}/s")


def bearer_of(school, student_id):
    """A token of this student."""
    number = school.students[student_id]["person"]["last_name"].rsplit("-", 1)[1]
    return token(f"student-{number}")


def commits_a_second(run):
    """Bare INSERTs, each in a commit of its own, on a SQLite file as durable as the service's."""
    connection = sqlite3.connect(os.path.join(run.folder, "floor.db"), isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)")
    begun, count = time.monotonic(), 0
    while time.monotonic() - begun < min(run.seconds, 4):
        connection.execute("INSERT INTO t (x) VALUES (?)", ("x" * 200,))
        count += 1
    return count / (time.monotonic() - begun)


def growth(run, school):
    """Page 1,000 of a list against page 1."""
    def seconds(path):
        begun = time.monotonic()
        for _ in range(50):
            answer = run.server.call("GET", path, school.admin).expect(200)
        return time.monotonic() - begun, answer

    path = f"{school.path}/students?limit=2"
    cursor = None
    for _ in range(998):
        page = run.server.call("GET", path + (f"&cursor={cursor}" if cursor else ""), school.admin).expect(200)
        cursor = page.json["next_cursor"]
    first, _ = seconds(path)
    last, _ = seconds(f"{path}&cursor={cursor}")
    run.say("page 999 of a list, × page 1", f"{last / first:.2f}", "about 1")


def measure(run, database, program):
    server = run.server
    begun = time.monotonic()
    server.start()
    run.say("start with migrations, s", f"{time.monotonic() - begun:.2f}", "")
    school = School(server, 500, 2000)
    run.say("import of 2,500 people, s", f"{school.import_seconds:.1f}", "seconds")
    server.stop()
    begun = time.monotonic()
    server.start()
    server.call("GET", f"{school.path}", school.admin).expect(200)
    run.say("first authenticated answer after start, ms", f"{(time.monotonic() - begun) * 1000:.0f}", "≤ 25")
    time.sleep(1)
    run.say("idle memory, MB", f"{processes.memory(server.process.pid, 'VmRSS'):.1f}", "≤ 10")
    for student in school.students:
        server.call("POST", f"{school.path}/charter/acceptance", bearer_of(school, student),
                    {"version": school.charter}).expect(200, 201)
    if database:
        database.psql("ANALYZE")  # what autovacuum does within a minute of the import
    student = min(school.students)
    bearer = bearer_of(school, student)
    chosen = {"mentor_id": list(school.mentors)[-1]}
    mentorship = server.call("POST", f"{school.path}/mentorships", bearer, chosen).expect(201).json["id"]
    paths = {"list": f"{school.path}/mentors?limit=50", "one": f"/v1/mentorships/{mentorship}"}
    answers = {name: server.call("GET", path, bearer).expect(200).body for name, path in paths.items()}
    print("  bytes: " + ", ".join(f"{name} {len(content)}" for name, content in answers.items()))
    floor = Floor(run, answers)
    try:
        read_one(run, "list", paths["list"], bearer, floor, {"cpu": "≤ 5", "sqlite": "≥ 0.25", "marker": 'FROM ("mentors"'}, database)
        read_one(run, "one", paths["one"], bearer, floor, {"cpu": "≤ 3", "sqlite": "", "marker": "mentorships"}, database)
    finally:
        floor.process.kill()
        floor.process.wait()
    create(run, school, database)
    growth(run, school)
    if program and not database:
        people = [{**mentor, **mentor["person"]} for mentor in school.mentors.values()]
        rival.compare(run, program, people, len(school.students), http)
    run.say("peak memory, MB", f"{processes.memory(server.process.pid, 'VmHWM'):.1f}", "≤ 24")


def main():
    programs, folder, url, postgres_programs, postgres_folder, seconds, program = sys.argv[1:8]
    size = os.path.getsize(os.path.join(programs, "mentoring")) / 1e6
    runs = [
        (Run("sqlite", programs, folder, f"sqlite://{folder}/sqlite/mentoring.db", int(seconds)), None),
        (Run("postgres", programs, folder, url, int(seconds)), Postgres(url, postgres_programs, postgres_folder)),
    ]
    rows = [("both", "binary, MB", f"{size:.1f}", "≤ 15", "")]
    for run, database in runs:
        print(f"== {run.kind}", flush=True)
        try:
            measure(run, database, program)
        finally:
            run.server.stop()
        rows += run.rows
    print("\n| database | work | measured | goal | |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()

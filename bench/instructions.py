"""The counts of bench/instructions: PROGRAM, SCRATCH FOLDER, FILE OF COUNTS, compare or record."""

import json
import os
import re
import socket
import subprocess
import sys
import time

from school import School, Server, token

MENTORS, STUDENTS = 60, 160
WARM_UP, BATCHES, REQUESTS = 10, 5, 15
TOLERANCE = 0.05


class Counted(Server):
    """A server that callgrind counts from `begin()` on, once it is started again after `observe()`."""

    dumps, at_rest = 0, 0.0

    def observe(self):
        self.under = ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no",
                      f"--callgrind-out-file={self.counts}"]

    @property
    def counts(self):
        return os.path.join(os.path.dirname(self.log_path), "counts")

    def _control(self, *arguments):
        subprocess.run(["callgrind_control", *arguments, str(self.process.pid)], check=True,
                       stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    def begin(self):
        """Begins to count, and learns what the service's own work takes in a second."""
        self._control("--instr=on")
        time.sleep(2)
        self.at_rest = self.count(lambda: time.sleep(6)) / 6

    def count(self, work):
        """Instructions of some work, without those of the service's own."""
        self._control("--zero")
        begun = time.monotonic()
        work()
        seconds = time.monotonic() - begun
        self._control("--dump")
        self.dumps += 1
        with open(f"{self.counts}.{self.dumps}", encoding="utf-8") as file:
            total = int(re.search(r"^(?:totals|summary): (\d+)", file.read(), re.MULTILINE)[1])
        return total - seconds * self.at_rest


def operations(server, school):
    """The hot operations, by name: each a function of the number of the request."""
    students = sorted(school.students)
    mentors = sorted(school.mentors)

    def bearer(student):
        number = school.students[student]["person"]["last_name"].rsplit("-", 1)[1]
        return token(f"student-{number}")

    for student in students:
        server.call("POST", f"{school.path}/charter/acceptance", bearer(student),
                    {"version": school.charter}).expect(200, 201)
    first, roadbook = students[0], school.students[students[0]]["roadbook_id"]
    mine, bearers = bearer(first), [bearer(student) for student in students]
    chosen = server.call("POST", f"{school.path}/mentorships", mine, {"mentor_id": mentors[-1]})
    mentorship = chosen.expect(201).json["id"]
    template = server.call("GET", f"{school.path}/roadbook-template", mine).expect(200).json
    question = template["parts"][0]["questions"][0]["key"]

    def choose(number):
        body = {"mentor_id": mentors[number % (MENTORS - 1)]}
        return server.call("POST", f"{school.path}/mentorships", bearers[number + 1], body).expect(201)

    def read(path, bearer):
        return lambda _: server.call("GET", path, bearer).expect(200)

    return {
        "check_liveness, with a token": read("/health/live", mine),
        "list_mentors": read(f"{school.path}/mentors?limit=50", mine),
        "list_students": read(f"{school.path}/students?limit=50", school.admin),
        "list_mentorships": read(f"{school.path}/mentorships?limit=50", school.admin),
        "get_mentorship": read(f"/v1/mentorships/{mentorship}", mine),
        "get_me": read("/v1/me", mine),
        "update_roadbook": lambda number: server.call(
            "PATCH", f"/v1/roadbooks/{roadbook}", mine,
            {"answers": {question: f"What I think of it, for the {number:03}th time."}}, If_Match="*").expect(200),
        "choose_mentor": choose,
    }


def measure(binary, folder):
    """Thousands of instructions a request, by operation."""
    # a mail server that says nothing: mails wait, and their work falls into no request
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        server = Counted(binary, folder, f"sqlite://{folder}/mentoring.db", MENTORING_SMTP_URL=smtp,
                         MENTORING_MAIL_FROM="mentoring@example.org")
        return measured(server)


def measured(server):
    try:
        server.start()
        work = operations(server, School(server, MENTORS, STUDENTS))
        server.stop()
        server.observe()
        server.start()
        for run in work.values():
            for number in range(WARM_UP):
                run(number)
        server.begin()
        counts = {}
        for name, run in work.items():
            counts[name] = round(min(batches(server, run)) / REQUESTS / 1000)
            print(f"  {name}: {counts[name]}", flush=True)
        return counts
    finally:
        server.kill()


def batches(server, run):
    """What each of some batches of requests takes; the least is the one that no other work fell into."""
    for begin in range(WARM_UP, WARM_UP + BATCHES * REQUESTS, REQUESTS):
        yield server.count(lambda: [run(number) for number in range(begin, begin + REQUESTS)])


def main():
    binary, folder, path, task = sys.argv[1:5]
    print("thousands of instructions a request", flush=True)
    counts = measure(binary, folder)
    if task == "record":
        with open(path, "w", encoding="utf-8") as file:
            file.write(json.dumps(counts, indent=2) + "\n")
        return
    with open(path, encoding="utf-8") as file:
        known = json.load(file)
    off = [f"{name}: {counts[name]}, not {number}" for name, number in known.items()
           if abs(counts[name] / number - 1) > TOLERANCE]
    if off:
        raise SystemExit("more than 5 % off, record them anew if that is meant:\n  " + "\n  ".join(off))


if __name__ == "__main__":
    main()

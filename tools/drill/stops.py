"""Stops (SIGTERM) with mail under way: each mail arrives once, none waits for a dead lease."""

import asyncio
import email
import random
import socket
import time

from aiosmtpd.controller import Controller

from ground import Result, look, wait_until
from kill_test import Student, write_all
from school import School

STOPS = 6
STUDENTS = 120


class SlowMailServer:
    """A real SMTP server that takes its time to accept a mail."""

    def __init__(self):
        self.seconds, self.received = 4.0, []
        self.controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802: the library's name
        await asyncio.sleep(self.seconds * random.uniform(0.5, 1.5))
        self.received.append(email.message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"


def start(mail_server):
    """Starts it on a free port and returns the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mail_server.controller.port = probe.getsockname()[1]
    mail_server.controller.start()
    return mail_server.controller.port


def stops(ground):
    result = Result("stop with mail under way", ground.kind)
    mail_server = SlowMailServer()
    port = start(mail_server)
    server = ground.server("stops", MENTORING_SMTP_URL=f"smtp://127.0.0.1:{port}")
    try:
        server.start()
        school = School(server, 8, STUDENTS)
        ids = list(school.mentors)
        write_all([
            Student(school, student_id, f"student-{student['person']['last_name'].rsplit('-', 1)[1]}", ids[n % len(ids)])
            for n, (student_id, student) in enumerate(sorted(school.students.items()))])
        database = look(server)
        mail_server.seconds = 0.15
        longest = 0.0
        for _ in range(STOPS):
            time.sleep(random.uniform(0.3, 0.7))
            begun = time.monotonic()
            server.stop()
            took = time.monotonic() - begun
            longest = max(longest, took)
            result.expect(server.process.returncode == 0 and took < 30,
                          f"the stop ended with {server.process.returncode} after {took:.1f} s")
            server.start()
        queued = "SELECT count(*) FROM messages WHERE state = 'queued'"
        waited = wait_until(lambda: database.number(queued) == 0, 60)
        result.expect(waited is not None, "mails wait longer than a minute after the last stop")
        states = dict(database.rows("SELECT state, count(*) FROM messages GROUP BY state"))
        total = sum(int(count) for count in states.values())
        result.tried += total
        seen = mail_server.received
        twice = len(seen) - len(set(seen))
        result.wrong += [f"{twice} mails arrived twice"] * twice
        lost = int(states.get("sent", 0)) - len(set(seen))
        result.wrong += [f"{lost} mails are called sent and did not arrive"] * max(lost, 0)
        result.note(f"{STOPS} stops, the longest {longest:.1f} s; {total} mails, {twice} twice, "
                    f"{waited if waited is None else round(waited, 1)} s until the last")
    finally:
        server.stop()
        mail_server.controller.stop()
    yield result

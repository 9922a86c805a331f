"""Imports at once: the same rows, and bodies of ten megabytes; others go on meanwhile."""

import itertools
import json
import time

from ground import Pulse, Result, at_once, memory, peak, unavailable, words
from school import Gone, token

AT_ONCE = 10
LARGE = 10 * 1024 * 1024
ROUNDS = 30
NUMBERS = itertools.count(1)


def row(number, about):
    return {
        "external_id": f"mentor-{number}", "first_name": "Ada", "last_name": f"Lovelace-{number}",
        "email": f"mentor-{number}@example.org", "headline": "Engines and their programmes", "about": about,
    }


def large_body():
    """Rows whose text is just below the limit of an import."""
    rows, size = [], 100
    while True:
        one = row(len(rows), "I like to listen. " * 110)
        size += len(json.dumps(one)) + 2
        if size > LARGE:
            return {"rows": rows}
        rows.append(one)


def programme(server, bearer):
    body = {"year": 2031, "name": f"Imports {next(NUMBERS)}"}
    return server.call("POST", "/v1/programmes", bearer, body).expect(201).json["id"]


def send(server, path, bearer, body):
    """One import; its status (0: no answer) and answer."""
    try:
        answer = server.call("POST", path, bearer, body)
    except Gone as error:
        return 0, str(error)
    return answer.status, answer


def large(ground, dry):
    result = Result(f"{AT_ONCE} imports of 10 MiB at once{', dry' if dry else ''}", ground.kind)
    server = ground.server("imports")
    try:
        server.start()
        bearer = token("the-admin", ["admin"])
        path = f"/v1/programmes/{programme(server, bearer)}/mentors/import{'?dry_run=true' if dry else ''}"
        body, before, statuses = large_body(), memory(server), []
        begun = time.monotonic()

        def one(_number):
            status, answer = send(server, path, bearer, body)
            statuses.append(status)
            good = status == 200 or unavailable(status, answer)
            result.expect(good, f"an import was answered {words(status, answer)}")

        with Pulse(server, bearer) as pulse:
            at_once(one, AT_ONCE)
        took = time.monotonic() - begun
        pulse.judge(result, 1, 5)
        done = statuses.count(200)
        result.expect(done > 0, "no import was taken")
        most = peak(server)
        time.sleep(10)
        after = memory(server)
        result.expect(after < before + 100, f"{after:.0f} MB after it, {before:.0f} before")
        result.note(f"{done} taken, {statuses.count(503)} × 503 in {took:.0f} s; "
                    f"{before:.0f} MB before, {most:.0f} at most, {after:.0f} ten seconds later")
    finally:
        server.stop()
    return result


def same(ground):
    """The same new rows twice at once, many times, in either order."""
    result = Result("the same rows imported at once", ground.kind)
    server = ground.server("imports")
    try:
        server.start()
        bearer = token("the-admin", ["admin"])
        ids = [programme(server, bearer) for _ in range(2)]
        later = [0]
        for number in range(ROUNDS):
            rows = [row(number * 10 + n, "x") for n in range(5)]
            # the same programme in even rounds, two in odd ones
            places = [ids[0], ids[number % 2]]
            created = [0, 0]

            def one(which):
                path = f"/v1/programmes/{places[which]}/mentors/import"
                body = {"rows": rows if which == 0 else rows[::-1]}
                for _ in range(20):
                    status, answer = send(server, path, bearer, body)
                    if not (status and unavailable(status, answer)):
                        break
                    later[0] += 1
                    time.sleep(0.2)
                result.expect(status == 200, f"an import was answered {words(status, answer)}")
                created[which] = answer.json["created"] if status == 200 else 0

            at_once(one, 2)
            right = 5 if places[0] == places[1] else 10
            result.expect(sum(created) == right, f"{created} were created, {right} are new")
        result.note(f"{ROUNDS} rounds, {later[0]} × 503 before")
    finally:
        server.stop()
    return result


def imports(ground):
    yield same(ground)
    yield large(ground, True)
    yield large(ground, False)

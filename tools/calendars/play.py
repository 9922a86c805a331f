"""Plays meetings around the days on which clocks change, in three time zones, and reads what the service
sends of them: mails, files and feeds. Python's `icalendar` reads them here, `ical.js` in check.mjs, from
the folder in which they are left with what is expected.

    MENTORING_URL=… MENTORING_MAILS=FOLDER python3 play.py FOLDER
"""

import email
import email.policy
import json
import os
import sys
import time
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

URL = os.environ["MENTORING_URL"]
MAILS = Path(os.environ["MENTORING_MAILS"])
INTO = Path(sys.argv[1])
YEAR = 2031
# by zone: starts in the first interview's window, and in the third one's
STARTS = {
    "Europe/Paris": (
        ["03-29T11:00", "03-30T00:30", "03-30T01:30", "03-31T11:00"],
        ["10-25T11:00", "10-26T00:15", "10-26T01:15", "10-26T11:00"],
    ),
    "America/New_York": (
        ["03-08T17:00", "03-09T06:30", "03-09T07:30", "03-10T17:00"],
        ["11-01T17:00", "11-02T05:15", "11-02T06:15", "11-03T17:00"],
    ),
    "Asia/Singapore": (["03-09T02:00", "03-30T02:00"], ["10-26T02:00", "11-02T17:00"]),
}
READERS = [ZoneInfo("Asia/Singapore"), ZoneInfo("America/New_York"), ZoneInfo("Europe/Paris")]
PLACE = "Café « Le Train »; quai 2, \"voie\" B\\C: " + "é" * 60


def call(method: str, path: str, token: str | None = None, body: object = None, **headers: str):
    request = urllib.request.Request(URL + path, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=30) as answer:
            read = answer.read()
            return json.loads(read) if "json" in answer.headers["Content-Type"] else read.decode()
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()}") from error


class Demo:
    """The demo's people and clock."""

    def __init__(self) -> None:
        self.at(f"{YEAR}-01-06T09:00:00Z")

    def at(self, now: str) -> None:
        call("PUT", "/demo/clock", None, {"now": now})
        self.tokens = {
            one["external_id"]: one["token"] for one in call("GET", "/demo/accounts")
        }
        self.admin = next(
            one["token"] for one in call("GET", "/demo/accounts") if one["role"] == "admin"
        )


def person(external_id: str, last_name: str, **more: object) -> dict:
    return {
        "external_id": external_id, "first_name": "Zoé \"Z\"; X", "last_name": last_name,
        "email": f"{external_id}@example.org", "language": "fr", **more,
    }


def a_pair(demo: Demo, programme: str, student: str, mentor: str) -> str:
    """The mentorship of the two."""
    page = call("GET", f"{programme}/mentors?limit=100", demo.tokens[student])
    mentor_id = page["items"][0]["person"]["id"]
    chosen = call("POST", f"{programme}/mentorships", demo.tokens[student], {"mentor_id": mentor_id})
    return f"/v1/mentorships/{chosen['id']}"


def meet(demo: Demo, path: str, student: str, mentor: str, starts: list[str]) -> list[dict]:
    met = []
    for start in starts:
        body = {
            "starts_at": f"{YEAR}-{start}:00Z", "duration_minutes": 45,
            "means": {"kind": "in_person", "place": PLACE}, "note": "A; b, c\n\\d",
        }
        made = call("POST", f"{path}/appointments", demo.tokens[student], body)
        token = demo.tokens[mentor]
        met.append(call("POST", f"/v1/appointments/{made['id']}/confirm", token, {}))
    return met


def play(demo: Demo, number: int, zone: str) -> list[dict]:
    """A programme in a zone, with its meetings."""
    made = call("POST", "/v1/programmes", demo.admin, {
        "year": YEAR, "name": f"Calendars; \"{zone}\", {number}", "time_zone": zone,
    })
    programme = f"/v1/programmes/{made['id']}"
    mentor, students = f"cal-m{number}", [f"cal-s{number}a", f"cal-s{number}b"]
    rows = {"rows": [person(mentor, f"Mentor {number}")]}
    call("POST", f"{programme}/mentors/import", demo.admin, rows)
    rows = {"rows": [person(one, one, degree="Master") for one in students]}
    call("POST", f"{programme}/students/import", demo.admin, rows)
    call("POST", f"{programme}/open", demo.admin)
    demo.at(f"{YEAR}-01-06T10:00:00Z")
    for one in [mentor, *students]:
        version = call("GET", f"{programme}/charter", demo.tokens[one])["version"]
        accept = {"version": version}
        call("POST", f"{programme}/charter/acceptance", demo.tokens[one], accept)
    spring, autumn = STARTS[zone]
    first, second = (a_pair(demo, programme, one, mentor) for one in students)
    met = meet(demo, f"{first}/interviews/project", students[0], mentor, spring)
    for step in ["project", "action_plan"]:
        body = {"reason": "They met before."}
        call("POST", f"{second}/interviews/{step}/excuse", demo.admin, body)
    met += meet(demo, f"{second}/interviews/follow_up", students[1], mentor, autumn)
    last = met[-1]["id"]
    gone = call("POST", f"/v1/appointments/{last}/cancel", demo.tokens[mentor], {"reason": "Ill."})
    return [*met[:-1], gone]


def instant(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def check(name: str, text: str, expected: dict[str, dict], whole: bool) -> None:
    """Reads a calendar, compares it, and leaves it for the other reader."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), name
    calendar = Calendar.from_ical(text)
    assert not calendar.errors, (name, calendar.errors)
    zones = {str(zone["TZID"]): zone for zone in calendar.walk("VTIMEZONE")}
    seen = set()
    for event in calendar.walk("VEVENT"):
        assert not event.errors, (name, event.errors)
        uid = str(event["UID"])
        assert uid not in seen, (name, uid)
        seen.add(uid)
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if not isinstance(start, datetime):
            assert end - start == timedelta(days=1), (name, uid)
            continue
        appointment = expected[uid]
        for key, at, given in [("starts_at", start, "DTSTART"), ("ends_at", end, "DTEND")]:
            told = datetime.fromisoformat(appointment[key].replace("Z", "+00:00"))
            assert at == told, (name, uid, key, at, told)
            for reader in READERS:
                local = at.astimezone(reader).replace(tzinfo=None)
                assert local == told.astimezone(reader).replace(tzinfo=None)
            # by the rules that came with it, too
            if tzid := event[given].params.get("TZID"):
                own = zones[tzid].to_tz(lookup_tzid=False)
                by_rules = at.replace(tzinfo=None)
                by_rules = (by_rules - own.utcoffset(by_rules)).replace(tzinfo=timezone.utc)
                assert by_rules == told, (name, uid, key, by_rules, told)
        assert str(event["LOCATION"]) == PLACE, (name, event["LOCATION"])
        assert "A; b, c\n\\d" in str(event["DESCRIPTION"]), name
    missing = {uid for uid in expected if whole} - seen
    assert not missing, (name, missing)
    (INTO / f"{name}.ics").write_text(text, newline="")


def read_mails(expected: dict[str, dict], count: int) -> None:
    """Each confirmation invites, each cancellation takes out; both as a form of the text and as a file."""
    invited: list[tuple[str, str]] = []
    for _ in range(300):
        invited = []
        for path in sorted(MAILS.glob("*.eml")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            form = next((p for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
            text = form and form.get_payload(decode=True).decode()
            if form is None or not any(uid in text for uid in expected):
                continue
            method = form.get_param("method")
            assert mail.get_content_type() == "multipart/mixed", path
            (inside, file) = mail.iter_parts()
            assert inside.get_content_type() == "multipart/alternative", path
            assert list(inside.iter_parts())[-1].get_content_type() == "text/calendar", path
            assert file.get_content_type() == "application/ics", path
            assert file.get_filename() == "invite.ics" and file.is_attachment(), path
            assert file.get_payload(decode=True).decode() == text, path
            assert str(Calendar.from_ical(text)["METHOD"]) == method, path
            to = mail["To"].addresses[0].addr_spec
            assert f"mailto:{to}" in text.replace("\r\n ", ""), path
            invited.append((f"{path.stem}-{method}", text))
        if len(invited) >= count:
            break
        time.sleep(0.2)
    assert len(invited) == count, (len(invited), count)
    for name, text in invited:
        check(name, text, expected, whole=False)


def main() -> None:
    demo = Demo()
    expected, count = {}, 0
    for number, zone in enumerate(STARTS):
        met = play(demo, number, zone)
        known = {f"{one['id']}@mentoring": one for one in met}
        expected |= known
        count += 2 * (len(met) + 1)
        mentor = demo.tokens[f"cal-m{number}"]
        for one in met:
            text = call("GET", f"/v1/appointments/{one['id']}/invite.ics", mentor)
            check(f"invite-{one['id']}", text, known, whole=False)
        ahead = {uid: one for uid, one in known.items() if one["state"] == "confirmed"}
        feed = call("GET", "/v1/me/calendar-feed", mentor)["url"].removeprefix(URL)
        check(f"feed-{number}", call("GET", feed), ahead, whole=True)
    read_mails(expected, count)
    left = {uid: [one["starts_at"], one["ends_at"]] for uid, one in expected.items()}
    (INTO / "expected.json").write_text(json.dumps(left))
    print(f"icalendar: {count} mails, {len(expected)} files and {len(STARTS)} feeds")


main()

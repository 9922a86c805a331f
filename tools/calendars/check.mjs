// Reads with ical.js what play.py has left, by the time zones that came with it.
//   node check.mjs FOLDER
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { default: ICAL } = await import(createRequire(process.cwd() + "/").resolve("ical.js"));
const folder = process.argv[2];
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
const instant = (time) => time.toJSDate().toISOString().replace(".000Z", "Z");

let events = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ics"))) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), "utf8")));
  ICAL.TimezoneService.reset();
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    events += 1;
    if (event.startDate.isDate) {
      assert.equal(event.duration.toSeconds(), 86_400, `${file}: ${event.uid}`);
      continue;
    }
    const known = expected[event.uid];
    assert.deepEqual([instant(event.startDate), instant(event.endDate)], known, `${file}: ${event.uid}`);
    assert.ok(event.location.includes('Café « Le Train »; quai 2, "voie" B\\C'), `${file}: ${event.location}`);
  }
}
console.log(`ical.js: ${events} events`);

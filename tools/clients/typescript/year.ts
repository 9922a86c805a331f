// One mentorship's whole year, from the first of January to the last form, with the client that
// openapi-typescript and openapi-fetch make of openapi.yaml.

import assert from "node:assert/strict";
import { accounts, clientFor, etagOf, need, refused, setClock } from "./demo.js";
import type { Account, Schemas } from "./demo.js";

const YEAR = 2029;

const everybody = await accounts();
const adminAccount = account("admin");
const mentorAccount = account("mentor");
const studentAccount = account("student");
const admin = clientFor(adminAccount);
const mentor = clientFor(mentorAccount);
const student = clientFor(studentAccount);

await setClock(`${YEAR}-01-02T08:00:00Z`);
const programme = await openProgramme();
const enrolment = await findEnrolment();
await acceptCharter();
const mentorship = await chooseMentor();

await holdInterview("project", `${YEAR}-02-06T17:00:00Z`, `${YEAR}-01-15T18:00:00Z`);
await holdInterview("action_plan", `${YEAR}-05-15T16:00:00Z`, `${YEAR}-04-10T18:00:00Z`);
await holdInterview("follow_up", `${YEAR}-10-09T16:00:00Z`, `${YEAR}-09-10T18:00:00Z`);
await seeItCompleted();
await closeProgramme();
console.log(`TypeScript, openapi-fetch: the year ${YEAR} is played`);

function account(role: Schemas["Role"]): Account {
  const found = everybody.findLast((one) => one.role === role);
  assert(found, `the demo has no ${role}`);
  return found;
}

async function openProgramme(): Promise<Schemas["Programme"]> {
  const draft = need(
    await admin.POST("/v1/programmes", {
      params: { header: { "Idempotency-Key": `programme-${YEAR}` } },
      body: { year: YEAR, name: `Alumni Mentoring ${YEAR}`, policies: { mentor_capacity: 2 } },
    }),
  );
  assert.equal(draft.status, "draft");
  assert.deepEqual(draft.calendar.action_plan, { from: `${YEAR}-04-01`, to: `${YEAR}-06-30` });
  const path = { programme_id: draft.id };
  const mentors = need(
    await admin.POST("/v1/programmes/{programme_id}/mentors/import", {
      params: { path },
      body: {
        rows: [{ ...row(mentorAccount), headline: "Head of operations", sector: "Transport", means: ["phone", "video"] }],
      },
    }),
  );
  assert.equal(mentors.created, 1);
  const students = need(
    await admin.POST("/v1/programmes/{programme_id}/students/import", {
      params: { path },
      body: { rows: [{ ...row(studentAccount), degree: "Master in Engineering" }] },
    }),
  );
  assert.equal(students.rows[0]?.outcome, "created");
  const opened = need(await admin.POST("/v1/programmes/{programme_id}/open", { params: { path }, body: {} }));
  assert.equal(opened.status, "open");
  return opened;
}

function row({ name, external_id }: Account) {
  const [first_name = "", ...last] = name.split(" ");
  return { external_id, first_name, last_name: last.join(" "), email: `${external_id}@example.org` };
}

async function findEnrolment(): Promise<Schemas["Enrolment"]> {
  const me = need(await student.GET("/v1/me"));
  const found = me.enrolments.find((one) => one.programme_id === programme.id);
  assert(found?.roadbook_id);
  assert.deepEqual(nextSteps(me), ["accept_charter", "choose_mentor"]);
  return found;
}

function nextSteps(me: Schemas["Me"]): Schemas["NextStepCode"][] {
  return me.next_steps.filter((one) => one.programme_id === programme.id).map((one) => one.code);
}

async function acceptCharter(): Promise<void> {
  const path = { programme_id: programme.id };
  for (const person of [student, mentor]) {
    const charter = need(await person.GET("/v1/programmes/{programme_id}/charter", { params: { path } }));
    assert.equal(charter.accepted_at, null);
    const accepted = need(
      await person.POST("/v1/programmes/{programme_id}/charter/acceptance", {
        params: { path },
        body: { version: charter.version },
      }),
    );
    assert.notEqual(accepted.accepted_at, null);
  }
}

async function chooseMentor(): Promise<Schemas["Mentorship"]> {
  const path = { programme_id: programme.id };
  const facets = need(await student.GET("/v1/programmes/{programme_id}/mentor-facets", { params: { path } }));
  assert.deepEqual(facets.sectors, [{ value: "Transport", count: 1 }]);
  const page = need(
    await student.GET("/v1/programmes/{programme_id}/mentors", {
      params: { path, query: { available: true, means: "phone", limit: 10 } },
    }),
  );
  const [found] = page.items;
  assert(found);
  assert.equal(found.places_left, 2);
  assert.equal(found.contact, null);
  const choice = {
    params: { path, header: { "Idempotency-Key": `choice-${YEAR}` } },
    body: { mentor_id: found.person.id },
  };
  const chosen = need(await student.POST("/v1/programmes/{programme_id}/mentorships", choice));
  const again = await student.POST("/v1/programmes/{programme_id}/mentorships", choice);
  assert.equal(need(again).id, chosen.id);
  assert.equal(again.response.headers.get("idempotency-replayed"), "true");
  assert.equal(chosen.contacts?.mentor.email.includes("@"), true);
  assert.deepEqual(
    chosen.interviews.map((one) => one.state),
    ["open", "waiting", "waiting"],
  );
  return chosen;
}

/** Everything from the proposal to the acknowledged form of one interview. */
async function holdInterview(step: Schemas["Step"], starts_at: string, proposed_at: string): Promise<void> {
  await setClock(proposed_at);
  const appointment = await agreeOn(step, starts_at);
  await sendRoadbook(step);
  await readRoadbook(step);
  await setClock(appointment.ends_at);
  const held = need(
    await mentor.POST("/v1/appointments/{appointment_id}/hold", {
      params: { path: { appointment_id: appointment.id } },
    }),
  );
  assert.equal(held.state, "held");
  await giveEvaluation(step);
  await acknowledgeEvaluation(step);
  const interview = await readInterview(step);
  assert.equal(interview.state, "concluded");
}

async function agreeOn(step: Schemas["Step"], starts_at: string): Promise<Schemas["Appointment"]> {
  const path = { mentorship_id: mentorship.id, step };
  const tooLong = refused(
    await student.POST("/v1/mentorships/{mentorship_id}/interviews/{step}/appointments", {
      params: { path },
      body: { starts_at, duration_minutes: 600, means: { kind: "phone", number: "+33 1 98 76 54 32" } },
    }),
  );
  assert.deepEqual([tooLong.code, tooLong.errors?.[0]?.pointer], ["validation_failed", "/duration_minutes"]);
  const proposed = need(
    await student.POST("/v1/mentorships/{mentorship_id}/interviews/{step}/appointments", {
      params: { path },
      body: { starts_at, duration_minutes: 45, means: { kind: "phone", number: "+33 1 98 76 54 32" } },
    }),
  );
  assert.deepEqual([proposed.state, proposed.proposed_by], ["proposed", "student"]);
  const moved = need(
    await mentor.POST("/v1/appointments/{appointment_id}/reschedule", {
      params: { path: { appointment_id: proposed.id } },
      body: { starts_at, means: { kind: "video", link: "https://meet.example.org/year" } },
    }),
  );
  assert.equal(moved.replaces, proposed.id);
  const notTheirs = refused(
    await mentor.POST("/v1/appointments/{appointment_id}/confirm", {
      params: { path: { appointment_id: moved.id } },
    }),
  );
  assert.equal(notTheirs.code, "not_your_turn");
  const confirmed = need(
    await student.POST("/v1/appointments/{appointment_id}/confirm", {
      params: { path: { appointment_id: moved.id } },
    }),
  );
  assert.equal(confirmed.state, "confirmed");
  assert(confirmed.means.kind === "video" && confirmed.means.link.startsWith("https://"));
  return confirmed;
}

async function sendRoadbook(step: Schemas["Step"]): Promise<void> {
  const path = { roadbook_id: roadbookId() };
  const read = await student.GET("/v1/roadbooks/{roadbook_id}", { params: { path } });
  const questions = need(read)
    .parts.flatMap((part) => part.questions)
    .filter((question) => question.steps.includes(step));
  const body = {
    answers: Object.fromEntries(questions.map(({ key }) => [key, `What I think of ${key}.`])),
  };
  const params = { path, header: { "If-Match": etagOf(read) } };
  const saved = need(await student.PATCH("/v1/roadbooks/{roadbook_id}", { params, body }));
  const { answered, required } = saved.completeness.find((one) => one.step === step) ?? {};
  assert.equal(answered, required);
  const stale = refused(await student.PATCH("/v1/roadbooks/{roadbook_id}", { params, body }));
  assert.deepEqual([stale.status, stale.code], [412, "stale"]);
  const edition = need(
    await student.POST("/v1/roadbooks/{roadbook_id}/send", {
      params: { path },
      body: { step, message: "I look forward to our talk." },
    }),
  );
  assert.deepEqual([edition.step, edition.late], [step, false]);
}

function roadbookId(): string {
  assert(enrolment.roadbook_id);
  return enrolment.roadbook_id;
}

async function readRoadbook(step: Schemas["Step"]): Promise<void> {
  const { roadbook } = await readInterview(step);
  const path = { roadbook_id: roadbookId(), number: roadbook.sent_edition ?? 0 };
  const edition = need(await mentor.GET("/v1/roadbooks/{roadbook_id}/editions/{number}", { params: { path } }));
  assert(edition.parts?.every((part) => part.questions.every((question) => question.text !== "")));
  const read = need(
    await mentor.POST("/v1/roadbooks/{roadbook_id}/editions/{number}/mark-read", { params: { path } }),
  );
  assert.notEqual(read.read_at, null);
}

async function readInterview(step: Schemas["Step"]): Promise<Schemas["Interview"]> {
  return need(
    await student.GET("/v1/mentorships/{mentorship_id}/interviews/{step}", {
      params: { path: { mentorship_id: mentorship.id, step } },
    }),
  );
}

async function giveEvaluation(step: Schemas["Step"]): Promise<void> {
  const path = { mentorship_id: mentorship.id, step };
  const form = "/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation";
  assert.equal(refused(await student.GET(form, { params: { path } })).code, "not_found");
  const empty = await mentor.GET(form, { params: { path } });
  assert.equal(need(empty).state, "none");
  assert.equal(need(empty).facts?.roadbook_late, false);
  const draft = need(
    await mentor.PUT(form, {
      params: { path, header: { "If-Match": etagOf(empty) } },
      body: {
        ratings: need(empty).ratings.map(({ criterion_key }) => ({ criterion_key, rating: "good" as const })),
        situation: step === "follow_up" ? "employed" : null,
        advice: "Meet two people who do the job you want.",
        career_department_recommended: step === "action_plan",
      },
    }),
  );
  assert.equal(draft.state, "draft");
  const given = need(await mentor.POST(`${form}/give`, { params: { path } }));
  assert.equal(given.state, "given");
}

async function acknowledgeEvaluation(step: Schemas["Step"]): Promise<void> {
  const path = { mentorship_id: mentorship.id, step };
  const read = need(
    await student.GET("/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation", { params: { path } }),
  );
  assert(read.ratings.length > 0 && read.ratings.every((one) => one.rating === "good"));
  const thanked = need(
    await student.POST("/v1/mentorships/{mentorship_id}/interviews/{step}/evaluation/acknowledge", {
      params: { path },
      body: { comment: "Thank you." },
    }),
  );
  assert.equal(thanked.acknowledgement, "Thank you.");
}

async function seeItCompleted(): Promise<void> {
  const path = { mentorship_id: mentorship.id };
  const end = need(await student.GET("/v1/mentorships/{mentorship_id}", { params: { path } }));
  assert.deepEqual([end.state, end.current_step], ["completed", null]);
  const appointments = need(
    await mentor.GET("/v1/mentorships/{mentorship_id}/appointments", { params: { path } }),
  );
  assert.equal(appointments.items.filter((one) => one.state === "held").length, 3);
  const completed = need(
    await admin.GET("/v1/programmes/{programme_id}/mentorships", {
      params: { path: { programme_id: programme.id }, query: { state: "completed" } },
    }),
  );
  assert.deepEqual(
    completed.items.map((one) => one.id),
    [mentorship.id],
  );
}

async function closeProgramme(): Promise<void> {
  await setClock(`${YEAR}-12-31T12:00:00Z`);
  const closed = need(
    await admin.POST("/v1/programmes/{programme_id}/close", {
      params: { path: { programme_id: programme.id } },
      body: { end_live_mentorships: false },
    }),
  );
  assert.equal(closed.status, "closed");
}

// A look at mentors with the client that @hey-api/openapi-ts makes: names read well, types hold.

import assert from "node:assert/strict";
import { chooseMentor, getMe, listMentors } from "./client/index.js";
import { createClient } from "./client/client/index.js";
import type { Means, Mentor, NextStepCode } from "./client/index.js";

const baseUrl = process.env["MENTORING_URL"] ?? "http://127.0.0.1:8080";
const accounts = (await (await fetch(`${baseUrl}/demo/accounts`)).json()) as { role: string; token: string }[];
const auth = accounts.find((one) => one.role === "student")?.token ?? "";
const client = createClient({ baseUrl, auth });

const { data: me, error } = await getMe({ client });
assert(me, JSON.stringify(error));
const codes: NextStepCode[] = me.next_steps.map((step) => step.code);
const programme_id = me.enrolments[0]?.programme_id;
assert(programme_id);

const page = await listMentors({ client, path: { programme_id }, query: { limit: 2 } });
const mentors: Mentor[] = page.data?.items ?? [];
assert.equal(mentors.length, 2);

const refused = await chooseMentor({ client, path: { programme_id }, body: { mentor_id: me.person.id } });
assert.equal(refused.error?.status, 409);

/** Every means has the one field that belongs to it. */
export function inWords(means: Means): string {
  switch (means.kind) {
    case "in_person":
      return means.place;
    case "phone":
      return means.number;
    case "video":
      return means.link;
  }
}

console.log(`TypeScript, hey-api: ${mentors.length} mentors read, next steps: ${codes.join(", ") || "none"}`);

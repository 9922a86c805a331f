// What a demo server has beside its API: ready accounts, and a clock that can be set.

import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

export type Schemas = components["schemas"];

export interface Account {
  name: string;
  role: Schemas["Role"];
  external_id: string;
  shows: string | null;
  token: string;
}

const url = process.env["MENTORING_URL"] ?? "http://127.0.0.1:8080";

export async function accounts(): Promise<Account[]> {
  const answer = await fetch(`${url}/demo/accounts`);
  return (await answer.json()) as Account[];
}

export async function setClock(now: string): Promise<void> {
  const answer = await fetch(`${url}/demo/clock`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ now }),
  });
  if (!answer.ok) throw new Error(`the clock can't be set to ${now}: ${await answer.text()}`);
}

export function clientFor(account: Account) {
  return createClient<paths>({
    baseUrl: url,
    headers: { Authorization: `Bearer ${account.token}` },
  });
}

export type Client = ReturnType<typeof clientFor>;

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** The answer's body, where the request must succeed. */
export function need<Data>({ data, error, response }: Answer<Data>): Data {
  if (data === undefined) throw new Error(`${response.url}: ${JSON.stringify(error)}`);
  return data;
}

/** The problem, where the request must be refused. */
export function refused({ data, error, response }: Answer<unknown>): Schemas["Problem"] {
  if (data !== undefined) throw new Error(`${response.url} was not refused`);
  return error as Schemas["Problem"];
}

/** The ETag of what was read, to be sent back in `If-Match`. */
export function etagOf({ response }: { response: Response }): string {
  const etag = response.headers.get("etag");
  if (etag === null) throw new Error(`${response.url} has no ETag`);
  return etag;
}

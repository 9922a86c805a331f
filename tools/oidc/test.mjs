// The service takes what a real OpenID provider issues, and nothing that was made of it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { openSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { ACCOUNT, ALGORITHMS, JOB, WEBSITE, provide, resource } from "./provider.mjs";

const { MENTORING, FOLDER, OPENID_PORT, PORT } = process.env;
const issuer = `http://127.0.0.1:${OPENID_PORT}`;
const service = `http://127.0.0.1:${PORT}`;
let provider;
let serving;

before(async () => {
  provider = await provide(OPENID_PORT);
  const keys = await fetch(`${issuer}/jwks`);
  writeFileSync(`${FOLDER}/keys.json`, await keys.text());
  const log = openSync(`${FOLDER}/server.log`, "w");
  serving = spawn(MENTORING, ["serve"], {
    stdio: ["ignore", log, log],
    env: {
      DATABASE_URL: `sqlite://${FOLDER}/mentoring.db`,
      MENTORING_DATA_DIR: FOLDER,
      MENTORING_LISTEN: `127.0.0.1:${PORT}`,
      MENTORING_JWT_ISSUER: issuer,
      MENTORING_JWT_AUDIENCE: "mentoring",
      MENTORING_JWT_JWKS_FILE: `${FOLDER}/keys.json`,
    },
  });
  for (let tries = 0; !(await fetch(`${service}/health/ready`).catch(() => undefined))?.ok; tries += 1) {
    assert(tries < 300 && serving.exitCode === null, readFileSync(`${FOLDER}/server.log`, "utf8"));
    await wait(100);
  }
});

after(async () => {
  if (serving && serving.exitCode === null) {
    serving.kill("SIGTERM");
    await once(serving, "exit");
  }
  provider?.closeAllConnections();
  provider?.close();
});

const call = (path, token, body) =>
  fetch(service + path, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });

async function read(answer, status) {
  const body = await answer.json();
  assert.equal(answer.status, status, JSON.stringify(body));
  return body;
}

const headerOf = (token) => JSON.parse(Buffer.from(token.split(".")[0], "base64url"));
const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));

/** The tokens for an answer of the token endpoint. */
async function tokens(form) {
  const answer = await fetch(`${issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
  return read(answer, 200);
}

async function ofTheJob(algorithm) {
  const basic = Buffer.from(`${JOB.client_id}:${encodeURIComponent(JOB.client_secret)}`).toString("base64");
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: "client_credentials", resource: resource(algorithm), scope: "use" }),
  });
  return (await read(answer, 200)).access_token;
}

/** Goes where a browser is sent, with its cookies, until the code comes back. */
async function follow(address) {
  const jar = new Map();
  for (let hops = 0; hops < 10; hops += 1) {
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split("=");
      jar.set(name, value);
    }
    assert([302, 303].includes(answer.status), await answer.text());
    address = new URL(answer.headers.get("location"), issuer).href;
    if (address.startsWith(WEBSITE.redirect_uri)) return new URL(address).searchParams;
  }
  assert.fail("sent from page to page");
}

/** Signs the account in by code and PKCE. */
async function ofThePerson(algorithm) {
  const verifier = randomBytes(32).toString("base64url");
  const asked = new URLSearchParams({
    ...WEBSITE,
    response_type: "code",
    scope: "openid use",
    resource: resource(algorithm),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const back = await follow(`${issuer}/auth?${asked}`);
  assert(back.get("code"), back.toString());
  return tokens({ ...WEBSITE, grant_type: "authorization_code", code: back.get("code"), code_verifier: verifier });
}

for (const algorithm of ALGORITHMS.filter((one) => one !== "PS256")) {
  test(`a job's access token with ${algorithm} is taken with its role`, async () => {
    const token = await ofTheJob(algorithm);
    assert.equal(headerOf(token).alg, algorithm);
    assert.equal(headerOf(token).typ, "at+jwt");
    const me = await read(await call("/v1/me", token), 200);
    assert.deepEqual(me.roles, ["admin"]);
    assert.equal(me.person.external_id, JOB.client_id);
  });
}

test("an algorithm that the key isn't pinned to is refused, though the key is the provider's", async () => {
  const token = await ofTheJob("PS256");
  assert.equal(headerOf(token).alg, "PS256");
  const refused = await read(await call("/v1/me", token), 401);
  assert.equal(refused.code, "token_invalid");
});

test("a person who signs in gets in once staff have imported them", async () => {
  const { access_token, id_token } = await ofThePerson("ES256");
  assert.equal(claimsOf(access_token).sub, ACCOUNT);
  const unknown = await read(await call("/v1/me", access_token), 403);
  assert.equal(unknown.code, "person_unknown");

  const admin = await ofTheJob("EdDSA");
  const programme = await read(await call("/v1/programmes", admin, { year: 2031, name: "Mentoring" }), 201);
  const row = {
    external_id: ACCOUNT,
    first_name: "Camille",
    last_name: "Roy",
    email: "camille@school.example",
    degree: "Master",
    leaves_school_on: "2031-06-30",
  };
  const path = `/v1/programmes/${programme.id}/students/import`;
  await read(await call(path, admin, { rows: [row] }), 200);
  const me = await read(await call("/v1/me", access_token), 200);
  assert.deepEqual(me.roles, ["student"]);
  await read(await call(path, access_token, { rows: [row] }), 403);

  const forWebsite = await read(await call("/v1/me", id_token), 401);
  assert.equal(forWebsite.code, "token_invalid");
});

test("a token with another's claims, key name or signature is refused", async () => {
  const person = (await ofThePerson("RS256")).access_token.split(".");
  const job = (await ofTheJob("RS256")).split(".");
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const raised = part({ ...claimsOf(person.join(".")), roles: ["admin"] });
  const header = headerOf(person.join("."));
  for (const forged of [
    [person[0], raised, person[2]],
    [person[0], person[1], job[2]],
    [part({ ...header, kid: "ec" }), person[1], person[2]],
    [part({ ...header, alg: "none" }), raised, ""],
    [part({ ...header, alg: "HS256" }), raised, person[2]],
  ]) {
    const refused = await read(await call("/v1/me", forged.join(".")), 401);
    assert.equal(refused.code, "token_invalid");
  }
});

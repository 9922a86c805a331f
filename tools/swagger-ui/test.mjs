// What an admin does in Swagger UI, in Chromium. Run by scripts/swagger-ui, which starts the servers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browser.mjs";
import { provide } from "./provider.mjs";

const { DEMO, DEMO_ADMIN, SERVE, SERVE_ADMIN, HOME, OPENID_PORT, OPENID_CLIENT, OPENID_AUDIENCE, OPENID_SECRET } =
  process.env;
const shots = process.env.SCREENSHOTS;
const inBrowser = (name, server, others, story) =>
  test(name, { timeout: 240_000 }, () =>
    visit(server, others, `${HOME}/profile-${name.replace(/\W+/g, "-")}`, async (ui) => {
      ui.show = async (shot) => shots && (await ui.page.screenshot({ path: `${shots}/${shot}.png` }));
      await story(ui);
    }),
  );

inBrowser("the demo begins a year by the examples as they stand", DEMO, [], async (ui) => {
  await ui.open();
  await ui.show("top");
  assert.match(await ui.page.innerText("#demo"), /nothing here is real/);
  // the scheme's name is often copied with the token
  await ui.paste(`Bearer ${DEMO_ADMIN}`);
  assert.ok(await ui.isAuthorized());

  const made = await ui.execute("create_programme");
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.match(made.duration, /Request duration\s*\d+ ms/);
  await ui.show("created");
  const programme_id = made.body.id;
  const opened = await ui.execute("open_programme", { programme_id });
  assert.equal(opened.body.status, "open", JSON.stringify(opened.body));

  const mentors = await ui.execute("import_mentors", { programme_id });
  assert.equal(mentors.status, 200, JSON.stringify(mentors.body));
  assert.ok(mentors.body.created > 0 && mentors.body.failed === 0, JSON.stringify(mentors.body));
  const taken = mentors.body.rows.map((row) => row.external_id);
  // nobody is mentor and student of one programme: a person of both examples gets another account
  const students = await ui.execute("import_students", { programme_id }, ({ rows }) => ({
    rows: rows.map((row) => (taken.includes(row.external_id) ? { ...row, external_id: `${row.external_id}-student` } : row)),
  }));
  assert.ok(students.body.created > 0 && students.body.failed === 0, JSON.stringify(students.body));

  const listed = await ui.execute("list_mentors", { programme_id });
  assert.equal(listed.body.items.length, mentors.body.created);
  assert.equal((await ui.execute("list_students", { programme_id })).body.items.length, students.body.created);

  // the example ends nobody
  const closed = await ui.execute("close_programme", { programme_id });
  assert.equal(closed.body.status, "closed", JSON.stringify(closed.body));
});

inBrowser("a change is sent with the version that was read", DEMO, [], async (ui) => {
  await ui.open();
  await ui.paste(DEMO_ADMIN);
  const made = await ui.execute("create_programme", {}, (body) => ({ year: body.year, name: "To be changed" }));
  const parameters = { programme_id: made.body.id };
  const read = await ui.execute("get_programme", parameters);
  assert.equal(read.status, 200);
  const change = () => ui.execute("update_programme", parameters, () => ({ name: "Changed" }));
  const changed = await change();
  assert.equal(changed.body.name, "Changed", JSON.stringify(changed.body));
  // its own answer was read too: the next change knows the new version
  assert.equal((await change()).status, 200);
});

inBrowser("requests go where the page came from, whatever name the server has", DEMO.replace("127.0.0.1", "localhost"), [], async (ui) => {
  await ui.open();
  await ui.paste(DEMO_ADMIN);
  assert.equal((await ui.execute("list_programmes")).status, 200);
});

inBrowser("a click makes one of the demo's people, and a reload keeps it", DEMO, [], async (ui) => {
  await ui.open();
  await ui.page.locator(".accounts button", { hasText: ", admin" }).click();
  assert.ok(await ui.isAuthorized());
  await ui.reload();
  assert.ok(await ui.isAuthorized());
  assert.equal(await ui.page.locator('.accounts [aria-pressed="true"]').count(), 1);
  const me = await ui.execute("get_me");
  assert.ok(me.body.roles.includes("admin"), JSON.stringify(me.body));
});

inBrowser("operations stand in the order of the work, and are found by words and by address", DEMO, [], async (ui) => {
  await ui.open();
  const tags = await ui.page.$$eval(".opblock-tag", (all) => all.map((tag) => tag.dataset.tag));
  const order = ["programmes", "students", "mentors", "mentorships", "interviews", "appointments", "roadbooks"];
  assert.deepEqual(tags.filter((tag) => order.includes(tag)), order);
  assert.equal(tags.at(-1), "health");
  const ids = await ui.filter("");
  const one = ["create", "get", "update", "delete", "open"].map((verb) => `${verb}_programme`);
  const work = ["list_programmes", ...one];
  assert.deepEqual(ids.slice(0, work.length), work);

  const found = await ui.filter("open PROGRAMME");
  assert.ok(found.includes("open_programme") && !found.includes("list_mentors"), String(found));
  assert.ok(found.length < 10, String(found));
  assert.deepEqual(await ui.filter("no such words"), []);
  assert.ok(await ui.page.getByText("No operation matches.").isVisible());
  await ui.filter("");

  await ui.block("import_mentors").locator(".opblock-summary-control").click();
  assert.match(ui.page.url(), /#\/mentors\/import_mentors$/);
  await ui.reload();
  await ui.page.waitForSelector('.opblock.is-open[id$="-import_mentors"]');
  await ui.block("import_mentors").locator(".opblock-body").waitFor();
  const shown = () => ui.block("import_mentors").evaluate((block) => Math.abs(block.getBoundingClientRect().top));
  await ui.page.waitForTimeout(1_500);
  assert.ok((await shown()) < 1_000, "scrolled to");
  await ui.show("deep-link");
  await ui.page.setViewportSize({ width: 390, height: 844 });
  await ui.block("import_mentors").scrollIntoViewIfNeeded();
  await ui.page.waitForTimeout(300);
  await ui.show("deep-link-narrow");
});

inBrowser("the clock is set at the top, and a step back is told", DEMO, [], async (ui) => {
  await ui.open();
  const clock = ui.page.locator("#demo .clock");
  const input = clock.locator("input");
  // hidden until it is known
  await clock.waitFor();
  assert.match(await input.inputValue(), /^2027-02-09T/);
  const set = async (now, told) => {
    await input.fill(now);
    await clock.locator("button").click();
    await clock.locator("output", { hasText: told }).waitFor();
  };
  await set("2027-02-16T09:30", /Done/);
  await ui.show("clock");
  await ui.reload();
  await clock.waitFor();
  assert.match(await input.inputValue(), /^2027-02-16T09:3/);
  await set("2027-02-15T09:30", /went back from 2027-02-16/);

  await ui.page.goto(`${DEMO}/demo/mails`);
  await ui.page.locator("td a").first().click();
  const mail = ui.page.frameLocator("iframe").locator("body");
  assert.ok((await mail.innerText()).length > 50);
  await ui.show("mail");
});

inBrowser("the last id is offered, and refusals are one line", DEMO, [], async (ui) => {
  await ui.open();
  await ui.paste(DEMO_ADMIN);
  const made = await ui.execute("create_programme", {}, (body) => ({ year: body.year, name: "Offered" }));
  const read = await ui.execute("get_programme");
  assert.equal(read.body.id, made.body.id);
  await ui.execute("list_programmes");
  const block = ui.block("get_programme");
  const refusal = block.locator('.response[data-code="404"]').first();
  await ui.show("folded");
  assert.ok(await refusal.isHidden());
  await block.locator(".refusals").click();
  assert.ok(await refusal.isVisible());
  assert.equal(await block.locator(".refusals").getAttribute("aria-expanded"), "true");
});

test("the policy allows no script and no style but the server's own files", async () => {
  const policy = async (server) => (await fetch(`${server}/swagger-ui/`)).headers.get("content-security-policy");
  assert.match(await policy(DEMO), /script-src 'self'; style-src 'self'; .*connect-src 'self';/);
  const provider = `http://127.0.0.1:${OPENID_PORT}`;
  assert.ok((await policy(SERVE)).includes(`connect-src 'self' ${provider};`));
});

const provider = `http://127.0.0.1:${OPENID_PORT}`;
inBrowser("staff sign in by the website's provider, with code and PKCE", SERVE, [provider], async (ui) => {
  const settings = { client: OPENID_CLIENT, audience: OPENID_AUDIENCE, secret: OPENID_SECRET };
  const { server, refused } = await provide(OPENID_PORT, settings);
  try {
    await ui.open();
    assert.ok(await ui.page.locator("#demo").isHidden());
    await ui.page.locator(".scheme-container .authorize").click();
    await ui.page.getByText("authorization_code with PKCE").first().waitFor();
    await ui.show("sign-in");
    assert.equal(await ui.page.locator(".modal-ux .flow").count(), 1, "one way to sign in");
    await ui.page.locator(".modal-ux").getByRole("button", { name: "Apply given OAuth2 credentials" }).click();
    await ui.page.locator(".modal-ux").getByText("Authorized").first().waitFor();
    await ui.page.locator(".modal-ux .btn-done").first().click();
    assert.deepEqual(refused, []);

    const before = await ui.execute("get_me");
    assert.ok(before.body.roles.includes("admin"), JSON.stringify(before.body));
    await ui.reload();
    assert.equal((await ui.execute("get_me")).status, 200);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

inBrowser("without the demo a token made on the server is pasted", SERVE, [provider], async (ui) => {
  const { server } = await provide(OPENID_PORT, {});
  try {
    await ui.open();
    await ui.paste(SERVE_ADMIN);
    assert.equal((await ui.execute("list_programmes")).status, 200);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

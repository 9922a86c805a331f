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

inBrowser("somebody else is chosen from a short list: who shows something first, the others behind", DEMO, [], async (ui) => {
  await ui.open();
  const list = ui.page.locator(".accounts select");
  assert.equal(await ui.page.locator(".accounts button").count(), 4, "no wall of buttons");
  const groups = await list.locator("optgroup").evaluateAll((all) => all.map((group) => group.label));
  assert.deepEqual(groups, ["Each shows something", "Further advisers", "Further mentors", "Further students"]);
  const silent = list.locator("option", { hasText: "silent mentor" });
  await list.selectOption(await silent.getAttribute("value"));
  assert.ok(await ui.isAuthorized());
  await ui.show("chosen");
  const me = await ui.execute("get_me");
  assert.equal(me.body.person.last_name, "Castaing", JSON.stringify(me.body));
  const students = me.body.mentorships.map(({ student }) => student.last_name);
  assert.ok(students.includes("Rouvray"), JSON.stringify(me.body));
});

// what the School's spreadsheet saves: semicolons, French headings, a byte order mark
const MENTORS = `\ufeffIdentifiant;Prénom;Nom;E-mail;Entreprise;Secteur\r
premier-mentor;Odile;Ferrand;odile.ferrand@alumni.example;Voltalys;Énergie\r
second-mentor;Karl;Ziegler;karl.ziegler@alumni.example;Falkenrad;Industrie\r
`;
const STUDENTS = `\ufeffIdentifiant;Prénom;Nom;E-mail;Diplôme\r
premiere-etudiante;Maya;Costa;maya.costa@school.example;Programme Grande École\r
deuxieme-etudiant;Pol;Arnal;pol.arnal@school.example;Programme Grande École\r
troisieme-etudiante;Ève;Nadal;eve.nadal@school.example;Programme Grande École\r
quatrieme-etudiant;Aziz;Benali;aziz.benali@school.example;Programme Grande École\r
`;

inBrowser("an admin has a first day with nothing but this page", DEMO, [], async (ui) => {
  await ui.open();
  await ui.page.locator(".accounts button", { hasText: ", admin" }).click();

  // the first operation names those that follow
  const begin = await ui.read("create_programme");
  for (const next of ["successor", "import_mentors", "import_students", "open_programme", "assign_mentors", "get_dashboard"]) {
    assert.ok(begin.includes(next), `${next}: ${begin}`);
  }
  const { body: years } = await ui.execute("list_programmes");
  const last = years.items.find((programme) => programme.status === "open");
  const made = await ui.execute("create_successor", { programme_id: last.id }, () => ({ year: last.year + 1 }));
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.deepEqual([made.body.status, made.body.year], ["draft", last.year + 1], JSON.stringify(made.body));

  // from here on the page offers the programme's id
  assert.match(await ui.read("import_mentors"), /choose text\/csv above the body, then the file/);
  const tried = await ui.sendTable("import_mentors", { dry_run: "true" }, "mentors.csv", MENTORS);
  assert.deepEqual([tried.status, tried.body.created, tried.body.dry_run], [200, 2, true], JSON.stringify(tried.body));
  await ui.show("table");
  const mentors = await ui.sendTable("import_mentors", { dry_run: "false" }, "mentors.csv", MENTORS);
  assert.equal(mentors.body.created, 2, JSON.stringify(mentors.body));
  const students = await ui.sendTable("import_students", {}, "students.csv", STUDENTS);
  assert.equal(students.body.created, 4, JSON.stringify(students.body));
  const opened = await ui.execute("open_programme");
  assert.equal(opened.body.status, "open", JSON.stringify(opened.body));

  assert.match(await ui.read("assign_mentors"), /list_students[\s\S]+list_mentors/);
  const without = await ui.execute("list_students", { without_mentor: "true" });
  const free = await ui.execute("list_mentors", { full: "false" });
  assert.ok(free.body.items.some((mentor) => mentor.paused), "last year's mentors came along, paused");
  const [first, second] = free.body.items.map((mentor) => mentor.person.id);
  const rows = without.body.items.slice(0, 3).map((student, index) => ({
    student_id: student.person.id,
    mentor_id: index < 2 ? first : second,
  }));
  const assigned = await ui.execute("assign_mentors", {}, () => ({ rows }));
  assert.equal(assigned.status, 200, JSON.stringify(assigned.body));
  const outcomes = assigned.body.rows.map((row) => row.outcome);
  assert.deepEqual(outcomes, ["done", "done", "done"], JSON.stringify(assigned.body));

  const { body: dashboard } = await ui.execute("get_dashboard");
  assert.deepEqual([dashboard.students.count, dashboard.without_mentor.count], [4, 1], JSON.stringify(dashboard));
  await ui.show("first-day");
});

inBrowser("operations stand in the order of the work, and are found by words and by address", DEMO, [], async (ui) => {
  await ui.open();
  const tags = await ui.page.$$eval(".opblock-tag", (all) => all.map((tag) => tag.dataset.tag));
  const order = ["programmes", "students", "mentors", "mentorships", "interviews", "appointments", "roadbooks"];
  assert.deepEqual(tags.filter((tag) => order.includes(tag)), order);
  assert.equal(tags.at(-1), "health");
  const ids = await ui.filter("");
  const one = ["create", "get", "update", "delete"].map((verb) => `${verb}_programme`);
  const work = ["list_programmes", ...one, "create_successor", "open_programme"];
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

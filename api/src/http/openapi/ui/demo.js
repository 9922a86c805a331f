// The demo's people, to be one of them by a click, and its clock.

const ROLES = ["admin", "adviser", "mentor", "student"];

/** Shows one account of each role, all others in a list behind them, and the clock. */
export async function offerDemo(ui) {
  const answer = await fetch("../demo/accounts");
  const accounts = await answer.json();
  const first = ROLES.map((role) => accounts.find((account) => account.role === role)).filter(Boolean);
  const buttons = first.map((account) => button(ui, account));
  const demo = document.getElementById("demo");
  demo.querySelector(".accounts").replaceChildren(...buttons, chooser(ui, accounts));
  await offerClock(demo.querySelector(".clock"));
  demo.hidden = false;
  document.getElementById("for-real").hidden = true;
}

/** A list of everybody: first those of whom each shows something, with the words for it. */
function chooser(ui, accounts) {
  const list = document.createElement("select");
  list.setAttribute("aria-label", "Be somebody else of the demo");
  list.append(new Option("Somebody else…", ""));
  const shown = accounts.filter(({ shows }) => shows);
  const others = (role) => accounts.filter((account) => !account.shows && account.role === role);
  const groups = [
    ["Each shows something", shown, ({ name, shows }) => `${name}: ${shows}`],
    ...ROLES.map((role) => [`Further ${role}s`, others(role), ({ name }) => name]),
    ["Enrolled nowhere", others(null), ({ name, external_id }) => name || external_id],
  ];
  for (const [label, members, words] of groups.filter(([, members]) => members.length > 0)) {
    const group = document.createElement("optgroup");
    group.label = label;
    group.append(...members.map((account) => new Option(words(account), account.token)));
    list.append(group);
  }
  list.addEventListener("change", () => list.value && become(ui, list.value));
  const show = () => {
    const current = currentToken(ui);
    list.value = accounts.some(({ token }) => token === current) ? current : "";
  };
  ui.getStore().subscribe(show);
  show();
  return list;
}

const currentToken = (ui) => ui.getSystem().authSelectors.authorized().getIn(["bearer", "value"]);

function become(ui, token) {
  const { authActions, specSelectors } = ui.getSystem();
  const schema = specSelectors.securityDefinitions().get("bearer");
  authActions.authorizeWithPersistOption({ bearer: { name: "bearer", schema, value: token } });
}

async function offerClock(form) {
  const input = form.elements.namedItem("now");
  const said = form.querySelector("output");
  const show = ({ now, note = "" }) => {
    input.value = now.slice(0, 16);
    said.value = note;
  };
  const ask = (options) => fetch("../demo/clock", options);
  show(await (await ask()).json());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.value = "What is due until then is being done…";
    const body = JSON.stringify({ now: new Date(`${input.value}Z`).toISOString() });
    const answer = await ask({ method: "PUT", headers: { "Content-Type": "application/json" }, body });
    const told = await answer.json();
    if (answer.ok) show({ note: "Done: it is that time now.", ...told });
    else said.value = told.detail;
  });
}

function button(ui, { name, role, token }) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = `${name}, ${role}`;
  made.addEventListener("click", () => become(ui, token));
  const show = () => made.setAttribute("aria-pressed", String(currentToken(ui) === token));
  ui.getStore().subscribe(show);
  show();
  return made;
}

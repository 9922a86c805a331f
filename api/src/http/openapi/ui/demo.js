// The demo's people, to be one of them by a click, and its clock.

const ROLES = ["admin", "adviser", "mentor", "student"];

/** Shows one account of each role, and the clock. */
export async function offerDemo(ui) {
  const answer = await fetch("../demo/accounts");
  const accounts = await answer.json();
  const first = (role) => accounts.find((account) => account.role === role);
  const buttons = ROLES.map(first).filter(Boolean).map((account) => button(ui, account));
  const demo = document.getElementById("demo");
  demo.querySelector(".accounts").replaceChildren(...buttons);
  await offerClock(demo.querySelector(".clock"));
  demo.hidden = false;
  document.getElementById("for-real").hidden = true;
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
  const { authActions, authSelectors, specSelectors } = ui.getSystem();
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = `${name}, ${role}`;
  made.addEventListener("click", () => {
    const schema = specSelectors.securityDefinitions().get("bearer");
    authActions.authorizeWithPersistOption({ bearer: { name: "bearer", schema, value: token } });
  });
  const show = () => {
    const current = authSelectors.authorized().getIn(["bearer", "value"]);
    made.setAttribute("aria-pressed", String(current === token));
  };
  ui.getStore().subscribe(show);
  show();
  return made;
}

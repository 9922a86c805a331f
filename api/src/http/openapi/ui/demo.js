// The demo's people, to be one of them by a click.

const ROLES = ["admin", "adviser", "mentor", "student"];

/** Shows one account of each role. */
export async function offerAccounts(ui) {
  const answer = await fetch("../demo/accounts");
  const accounts = await answer.json();
  const first = (role) => accounts.find((account) => account.role === role);
  const buttons = ROLES.map(first).filter(Boolean).map((account) => button(ui, account));
  const demo = document.getElementById("demo");
  demo.querySelector(".accounts").replaceChildren(...buttons);
  demo.hidden = false;
  document.getElementById("for-real").hidden = true;
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

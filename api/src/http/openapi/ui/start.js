// Begins Swagger UI with the document of this server.

import { offerDemo } from "./demo.js";
import { addressHere, read } from "./document.js";
import { Ids } from "./ids.js";
import { Etags, keepCodeFlow, plugin } from "./plugin.js";

const api = await read();
const provider = api.components.securitySchemes.openid;
const tags = api["x-tagGroups"].flatMap((group) => group.tags);
const etags = new Etags();
const ids = new Ids(api);

const ui = SwaggerUIBundle({
  dom_id: "#swagger-ui",
  spec: api,
  plugins: [plugin, ids.plugin],
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  oauth2RedirectUrl: `${addressHere()}/swagger-ui/oauth2-redirect.html`,
  persistAuthorization: true,
  tagsSorter: (one, other) => tags.indexOf(one) - tags.indexOf(other),
  validatorUrl: null,
  requestInterceptor: (request) => etags.send(request),
  responseInterceptor: (answer) => ids.keep(etags.keep(keepCodeFlow(answer, provider))),
});

document.getElementById("version").textContent = api.info.version;
if (provider) {
  document.getElementById("with-account").hidden = false;
  ui.initOAuth({
    clientId: provider["x-defaultClientId"],
    scopes: "openid profile email",
    usePkceWithAuthorizationCodeGrant: true,
  });
}
if ("x-demo-accounts" in api.servers[0]) {
  await offerDemo(ui);
}

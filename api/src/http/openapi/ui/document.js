// The served document, made fit for trying it out.

/** This server's address as the browser has it, without a slash at the end. */
export function addressHere() {
  return new URL("..", location.href).href.replace(/\/$/, "");
}

/** Reads the document. */
export async function read() {
  const answer = await fetch("../openapi.json");
  const api = await answer.json();
  // The page's policy lets requests go nowhere else, and the public name may not be the one used here.
  api.servers[0].url = addressHere();
  for (const parameter of parameters(api)) {
    makeFit(parameter);
  }
  // Every refusal has the same headers: a screenful for each, before the next one.
  for (const refusal of refusals(api)) {
    delete refusal.headers;
  }
  return api;
}

function operations(api) {
  return Object.values(api.paths).flatMap((path) => Object.values(path));
}

function parameters(api) {
  const own = operations(api).flatMap((operation) => operation.parameters ?? []);
  return [...Object.values(api.components.parameters ?? {}), ...own];
}

function refusals(api) {
  const own = operations(api).flatMap((operation) => Object.values(operation.responses));
  const all = [...Object.values(api.components.responses ?? {}), ...own];
  return all.filter((response) => response.content?.["application/problem+json"]);
}

/** Swagger UI would send the examples: ids of nothing, an ETag of long ago, a key used before. */
function makeFit(parameter) {
  delete parameter.example;
  delete parameter.examples;
  if (parameter.name === "If-Match" && parameter.required) {
    parameter.required = false;
    parameter.description += " Left empty: the one that this page read last.";
  }
}

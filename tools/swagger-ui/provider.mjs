// A tiny OpenID provider on loopback: who comes to it is signed in as an admin at once.

import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as the service trusts it by issuer and HS256 secret. */
function token({ issuer, audience, secret }) {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: audience, sub: "openid-admin", roles: ["admin"], iat, nbf: iat, exp: iat + 600 };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

/** Serves it; `refused` collects what a strict provider would complain about. */
export function provide(port, settings) {
  const address = `http://127.0.0.1:${port}`;
  const codes = new Map();
  const refused = [];
  const refuse = (answer, why) => {
    refused.push(why);
    answer.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: "invalid_request" }));
  };
  const say = (answer, value) => answer.setHeader("content-type", "application/json").end(JSON.stringify(value));

  const routes = {
    "/.well-known/openid-configuration": (_, answer) =>
      say(answer, {
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        grant_types_supported: ["authorization_code", "implicit", "password", "client_credentials"],
      }),
    "/authorize": ({ url }, answer) => {
      const asked = new URL(url, address).searchParams;
      const wrong =
        (asked.get("client_id") !== settings.client && "client") ||
        (asked.get("response_type") !== "code" && "response type") ||
        (asked.get("code_challenge_method") !== "S256" && "challenge method") ||
        (!asked.get("scope")?.split(" ").includes("openid") && "scope");
      if (wrong) return refuse(answer, wrong);
      const code = randomUUID();
      codes.set(code, { challenge: asked.get("code_challenge"), back: asked.get("redirect_uri") });
      const back = new URL(asked.get("redirect_uri"));
      back.search = new URLSearchParams({ code, state: asked.get("state") });
      answer.writeHead(302, { location: back.href }).end();
    },
    "/token": async (request, answer) => {
      const sent = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
      const begun = codes.get(sent.get("code"));
      codes.delete(sent.get("code"));
      const verified = createHash("sha256").update(sent.get("code_verifier") ?? "").digest("base64url");
      const wrong =
        (!begun && "code") ||
        (verified !== begun.challenge && "verifier") ||
        (sent.get("redirect_uri") !== begun.back && "redirect") ||
        (sent.get("client_secret") && "a secret of a public client");
      if (wrong) return refuse(answer, wrong);
      say(answer, { access_token: token({ issuer: address, ...settings }), token_type: "Bearer", expires_in: 600 });
    },
  };

  const server = createServer((request, answer) => {
    answer.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    answer.setHeader("access-control-allow-headers", "content-type, x-requested-with");
    if (request.method === "OPTIONS") return answer.writeHead(204).end();
    const route = routes[new URL(request.url, address).pathname];
    return route ? route(request, answer) : answer.writeHead(404).end();
  });
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready({ server, refused })));
}

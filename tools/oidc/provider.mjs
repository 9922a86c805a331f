// A real OpenID provider on loopback: an RSA, an EC and an Ed25519 key, access tokens by RFC 9068.

import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

export const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"];
export const ACCOUNT = "camille-4711";
export const WEBSITE = { client_id: "website", redirect_uri: "https://www.school.example/back" };
export const JOB = { client_id: "nightly-job", client_secret: "a secret of the job" };

/** The name of the service, as it wants tokens signed. */
export const resource = (algorithm) => `urn:mentoring:${algorithm.toLowerCase()}`;

function keys() {
  const pairs = {
    rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    ec: generateKeyPairSync("ec", { namedCurve: "P-256" }),
    ed: generateKeyPairSync("ed25519"),
  };
  return Object.entries(pairs).map(([kid, pair]) => ({ kid, use: "sig", ...pair.privateKey.export({ format: "jwk" }) }));
}

function resourceServer(name) {
  const alg = ALGORITHMS.find((one) => resource(one) === name);
  return { scope: "use", audience: "mentoring", accessTokenTTL: 600, accessTokenFormat: "jwt", jwt: { sign: { alg } } };
}

/** Whoever has signed in has agreed. */
async function grant({ oidc }) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope("openid");
  for (const one of ALGORITHMS) grant.addResourceScope(resource(one), "use");
  await grant.save();
  return grant;
}

const configuration = () => ({
  jwks: { keys: keys() },
  cookies: { keys: ["a key of the cookies"] },
  clients: [
    { ...JOB, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] },
    {
      client_id: WEBSITE.client_id,
      redirect_uris: [WEBSITE.redirect_uri],
      token_endpoint_auth_method: "none",
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, name) => resourceServer(name),
      useGrantedResource: () => true,
    },
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, ClientCredentials: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  loadExistingGrant: grant,
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  // the nightly job is staff, a person is not
  extraTokenClaims: (_, token) => (token.kind === "ClientCredentials" ? { roles: ["admin"] } : { given_name: "Camille" }),
});

/** Serves it; the one account is signed in at once. */
export function provide(port) {
  const provider = new Provider(`http://127.0.0.1:${port}`, configuration());
  const others = provider.callback();
  const server = createServer((request, answer) =>
    request.url.startsWith("/interaction/")
      ? provider.interactionFinished(request, answer, { login: { accountId: ACCOUNT } })
      : others(request, answer),
  );
  return new Promise((ready) => server.listen(port, "127.0.0.1", () => ready(server)));
}

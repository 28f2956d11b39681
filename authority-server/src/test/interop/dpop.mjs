// Acquires a token that is bound to a key (RFC 9449) with stock libraries, knowing nothing but the issuer,
// and presents it to a stock provider.
// Usage: CLIENT_SECRET=... node dpop.mjs ISSUER CLIENT_ID AUDIENCE ALGORITHM
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';

// Node 18 has Web Crypto but not yet as a global; both libraries look for the global.
globalThis.crypto ??= webcrypto;
const { createRemoteJWKSet, jwtVerify } = await import('jose');
const oauth = await import('oauth4webapi');

const [issuer, clientId, audience, algorithm] = process.argv.slice(2);
const secret = process.env.CLIENT_SECRET;
assert(issuer && clientId && audience && algorithm && secret, 'an argument is missing');

// Plain http on loopback only; everywhere else the libraries insist on https.
const plain = { [oauth.allowInsecureRequests]: true };
const client = { client_id: clientId };
const authentication = oauth.ClientSecretBasic(secret);

const response = await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...plain });
const metadata = await oauth.processDiscoveryResponse(new URL(issuer), response);
assert(metadata.dpop_signing_alg_values_supported.includes(algorithm));

let requests = 0;
async function acquire(DPoP) {
  requests++;
  return oauth.processClientCredentialsResponse(
    metadata,
    client,
    await oauth.clientCredentialsGrantRequest(
      metadata, client, authentication, { audience }, { ...plain, DPoP }),
  );
}

/** The handle remembers the nonce that the refusal brought. */
async function acquireWithNonce(DPoP) {
  try {
    return await acquire(DPoP);
  } catch (error) {
    assert(oauth.isDPoPNonceError(error), error);
    return acquire(DPoP);
  }
}

const keyPair = await oauth.generateKeyPair(algorithm);
const DPoP = oauth.DPoP(client, keyPair);

const answer = await acquireWithNonce(DPoP);
assert.equal(requests, 2);
assert.equal(answer.token_type, 'dpop');
const { payload } = await jwtVerify(
  answer.access_token,
  createRemoteJWKSet(new URL(metadata.jwks_uri)),
  { issuer, audience, typ: 'at+jwt' },
);
assert.equal(payload.cnf.jkt, await DPoP.calculateThumbprint());

// The nonce of the answer before is still good.
await acquire(DPoP);
assert.equal(requests, 3);

// This client must send a proof.
await assert.rejects(acquire(undefined), (error) => error.error === 'invalid_request');

const introspected = await oauth.processIntrospectionResponse(
  metadata,
  client,
  await oauth.introspectionRequest(
    metadata, client, authentication, answer.access_token, plain),
);
assert.equal(introspected.active, true);
assert.equal(introspected.token_type.toLowerCase(), 'dpop');
assert.deepEqual(introspected.cnf, payload.cnf);

/** Has a stock provider judge the request that a stock client sends. */
async function present(withKey) {
  const options = { ...plain, requireDPoP: true, signingAlgorithms: ['ES256', algorithm] };
  let seen;
  await oauth.protectedResourceRequest(
    answer.access_token,
    'GET',
    new URL('http://127.0.0.1/orders'),
    undefined,
    null,
    {
      ...plain,
      DPoP: withKey,
      [oauth.customFetch]: async (url, { method, headers }) => {
        seen = new Request(url, { method, headers });
        return new Response('{}');
      },
    },
  );
  return oauth.validateJwtAccessToken(metadata, seen, audience, options);
}

assert.equal((await present(DPoP)).cnf.jkt, payload.cnf.jkt);
const thief = oauth.DPoP(client, await oauth.generateKeyPair(algorithm));
await assert.rejects(present(thief));
await assert.rejects(present(undefined));
console.log(`interop ok: DPoP ${algorithm}`);

// Acquires tokens and validates them with stock libraries, knowing nothing but the issuer.
// Usage: CLIENT_SECRET=... node client.mjs ISSUER CLIENT_ID AUDIENCE ALGORITHM
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

async function discover() {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...plain });
  const metadata = await oauth.processDiscoveryResponse(url, response);
  assert.equal(metadata.issuer, issuer);
  return metadata;
}

async function acquire(metadata, authentication) {
  const client = { client_id: clientId };
  const form = { audience };
  const response = await oauth.clientCredentialsGrantRequest(
    metadata, client, authentication, form, plain);
  const answer = await oauth.processClientCredentialsResponse(metadata, client, response);
  assert.equal(answer.token_type, 'bearer');
  assert(answer.expires_in > 0);
  return answer.access_token;
}

async function validate(metadata, token) {
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  const expected = { issuer, audience, typ: 'at+jwt', algorithms: [algorithm] };
  const { payload, protectedHeader } = await jwtVerify(token, keys, expected);
  assert.equal(protectedHeader.alg, algorithm);
  assert.equal(payload.sub, clientId);
  assert.equal(payload.client_id, clientId);

  await assert.rejects(jwtVerify(token, keys, { ...expected, audience: 'another' }));
  const [header, claims] = token.split('.');
  const forged = `${header}.${claims}.${'A'.repeat(token.length - header.length - claims.length - 2)}`;
  await assert.rejects(jwtVerify(forged, keys, expected));
}

// Node 18 takes a JWK of Ed25519 only under its older name EdDSA, and oauth4webapi hands it on as it is.
const node18 = process.versions.node.startsWith('18.');
const secondLibraryCan = !(node18 && algorithm === 'Ed25519');

/** RFC 9068 section 4, as a second library reads it. */
async function presentAsRequest(metadata, token) {
  const request = new Request('http://127.0.0.1/orders', {
    headers: { authorization: `Bearer ${token}` },
  });
  const claims = await oauth.validateJwtAccessToken(metadata, request, audience, {
    ...plain,
    signingAlgorithms: [algorithm],
  });
  assert.equal(claims.iss, issuer);
}

async function introspect(metadata, authentication, token, requestJwtResponse) {
  const client = { client_id: clientId };
  const response = await oauth.introspectionRequest(
    metadata, client, authentication, token, { ...plain, requestJwtResponse });
  const answer = await oauth.processIntrospectionResponse(metadata, client, response);
  if (requestJwtResponse) {
    await oauth.validateApplicationLevelSignature(metadata, response, plain);
  }
  return answer;
}

/** RFC 7662 and RFC 9701 before RFC 7009, and after. */
async function introspectAndRevoke(metadata, authentication, token) {
  const forms = secondLibraryCan ? [false, true] : [false];
  for (const form of forms) {
    const answer = await introspect(metadata, authentication, token, form);
    assert.equal(answer.active, true);
    assert.equal(answer.client_id, clientId);
  }
  const response = await oauth.revocationRequest(
    metadata, { client_id: clientId }, authentication, token, plain);
  await oauth.processRevocationResponse(response);
  for (const form of forms) {
    assert.deepEqual(
      await introspect(metadata, authentication, token, form),
      { active: false },
    );
  }
}

const metadata = await discover();
for (const authentication of [oauth.ClientSecretBasic(secret), oauth.ClientSecretPost(secret)]) {
  const token = await acquire(metadata, authentication);
  await validate(metadata, token);
  if (secondLibraryCan) {
    await presentAsRequest(metadata, token);
  }
  await introspectAndRevoke(metadata, authentication, token);
}
const wrong = acquire(metadata, oauth.ClientSecretBasic(`${secret}x`));
await assert.rejects(wrong, (error) => error.error === 'invalid_client' || error.status === 401);
console.log(`interop ok: ${algorithm}`);

// A composite service of stock libraries, knowing nothing but the issuer: it proves itself with a key,
// exchanges the token of its caller for one of its back end, asks about both and sees them revoked.
// Usage: CALLER_SECRET=... COMPOSITE_KEY=<private JWK> node composite.mjs ISSUER CALLER COMPOSITE BACKEND
import assert from 'node:assert/strict';
import { randomUUID, webcrypto } from 'node:crypto';

// Node 18 has Web Crypto but not yet as a global; both libraries look for the global.
globalThis.crypto ??= webcrypto;
const { SignJWT, createRemoteJWKSet, jwtVerify } = await import('jose');
const oauth = await import('oauth4webapi');

const [issuer, caller, composite, backend] = process.argv.slice(2);
const secret = process.env.CALLER_SECRET;
const jwk = JSON.parse(process.env.COMPOSITE_KEY ?? 'null');
assert(issuer && caller && composite && backend && secret && jwk, 'an argument is missing');

// Plain http on loopback only; everywhere else the libraries insist on https.
const plain = { [oauth.allowInsecureRequests]: true };
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

const key = await crypto.subtle.importKey(
  'jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const byKey = oauth.PrivateKeyJwt({ key, kid: jwk.kid });
const bySecret = oauth.ClientSecretBasic(secret);
const callerClient = { client_id: caller };
const compositeClient = { client_id: composite };

const response = await oauth.discoveryRequest(
  new URL(issuer), { algorithm: 'oauth2', ...plain });
const metadata = await oauth.processDiscoveryResponse(new URL(issuer), response);
assert(metadata.grant_types_supported.includes(EXCHANGE));
assert(metadata.token_endpoint_auth_methods_supported.includes('private_key_jwt'));
assert(metadata.token_endpoint_auth_signing_alg_values_supported.includes('ES256'));

async function acquire(client, authentication) {
  const answer = await oauth.processClientCredentialsResponse(
    metadata,
    client,
    await oauth.clientCredentialsGrantRequest(metadata, client, authentication, {}, plain),
  );
  return answer.access_token;
}

async function exchange(subject, actor) {
  const form = {
    subject_token: subject,
    subject_token_type: ACCESS_TOKEN,
    actor_token: actor,
    actor_token_type: ACCESS_TOKEN,
    audience: backend,
  };
  return oauth.processGenericTokenEndpointResponse(
    metadata,
    compositeClient,
    await oauth.genericTokenEndpointRequest(
      metadata, compositeClient, byKey, EXCHANGE, form, plain),
  );
}

async function isActive(token) {
  const answer = await oauth.processIntrospectionResponse(
    metadata,
    compositeClient,
    await oauth.introspectionRequest(metadata, compositeClient, byKey, token, plain),
  );
  return answer.active;
}

async function revoke(client, authentication, token) {
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(metadata, client, authentication, token, plain));
}

/** An assertion that is sent as it is, so that it can be sent twice. */
async function fixedAssertion() {
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'client-authentication+jwt' })
    .setIssuer(composite).setSubject(composite).setAudience(issuer)
    .setIssuedAt().setExpirationTime('1m')
    .sign(key);
  return (server, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion', assertion);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
  };
}

const own = await acquire(compositeClient, byKey);
const subject = await acquire(callerClient, bySecret);

const exchanged = await exchange(subject, own);
assert.equal(exchanged.issued_token_type, ACCESS_TOKEN);
assert.equal(exchanged.token_type, 'bearer');
const { payload } = await jwtVerify(
  exchanged.access_token,
  createRemoteJWKSet(new URL(metadata.jwks_uri)),
  { issuer, audience: backend, typ: 'at+jwt' },
);
assert.equal(payload.sub, caller);
assert.equal(payload.client_id, composite);
assert.equal(payload.act.sub, composite);

assert.equal(await isActive(subject), true);
await revoke(callerClient, bySecret, subject);
assert.equal(await isActive(subject), false);
await assert.rejects(exchange(subject, own), (error) => error.error === 'invalid_request');

await revoke(compositeClient, byKey, own);

const once = await fixedAssertion();
await acquire(compositeClient, once);
await assert.rejects(
  acquire(compositeClient, once),
  (error) => error.error === 'invalid_client' || error.status === 401,
);
console.log('interop ok: private_key_jwt, exchange');

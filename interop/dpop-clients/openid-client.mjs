// A client that is written with openid-client: node openid-client.mjs ISSUER AUDIENCE API API_WITH_NONCES
// Gets a token that is bound to its key, and uses it, in the right way and in others.
import * as client from 'openid-client';
import { recorder, say, tampered } from './outcome.mjs';

const [issuer, audience, api, apiWithNonces] = process.argv.slice(2);
const secret = client.ClientSecretBasic('robot-secret');
const config = await client.discovery(new URL(issuer), 'robot', undefined, secret,
  { algorithm: 'oauth2', execute: [client.allowInsecureRequests] });
const keys = await client.randomDPoPKeyPair('ES256');
const DPoP = client.getDPoPHandle(config, keys);
const granted = await client.clientCredentialsGrant(config, { scope: 'profile', resource: audience }, { DPoP });
console.log('token', granted.token_type);

/** The handle of a client whose clock is off. */
const off = (seconds) => client.getDPoPHandle(
  new client.Configuration(config.serverMetadata(), 'robot', { [client.clockSkew]: seconds }, secret), keys);
const call = (base, options, fetching = fetch) => {
  config[client.customFetch] = fetching;
  return client.fetchProtectedResource(config, granted.access_token, new URL('orders', base), 'GET', undefined, undefined, options);
};
const sent = recorder();
await say('good', call(api, { DPoP }, sent));
await say('good again', call(api, { DPoP }));
await say('replayed', call(api, { DPoP }, tampered.again(sent)));
await say('another key', call(api, { DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256')) }));
await say('another URI', call(api, { DPoP }, tampered.uri));
await say('another method', call(api, { DPoP }, tampered.method));
await say('two minutes ahead', call(api, { DPoP: off(120) }));
await say('two minutes behind', call(api, { DPoP: off(-120) }));
await say('without proof', call(api, {}));

// the library repeats the call
const twice = recorder();
const answer = await call(apiWithNonces, { DPoP }, twice);
console.log('nonce', twice.statuses[0], twice.statuses.length === 2, answer.status);

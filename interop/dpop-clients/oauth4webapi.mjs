// A client that is written with oauth4webapi: node oauth4webapi.mjs ISSUER AUDIENCE API API_WITH_NONCES
// Gets a token that is bound to its key, and uses it, in the right way and in others.
import * as oauth from 'oauth4webapi';
import { recorder, say, tampered } from './outcome.mjs';

const [issuer, audience, api, apiWithNonces] = process.argv.slice(2);
const loopback = { [oauth.allowInsecureRequests]: true };
const robot = { client_id: 'robot' };
const secret = oauth.ClientSecretBasic('robot-secret');
const handle = async (client) => oauth.DPoP(client, await oauth.generateKeyPair('ES256'));

const as = await oauth.processDiscoveryResponse(new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { ...loopback, algorithm: 'oauth2' }));
const keys = await oauth.generateKeyPair('ES256');
const DPoP = oauth.DPoP(robot, keys);
const granted = await oauth.processClientCredentialsResponse(as, robot, await oauth.clientCredentialsGrantRequest(
  as, robot, secret, new URLSearchParams({ scope: 'profile', resource: audience }), { ...loopback, DPoP }));
console.log('token', granted.token_type);

const call = (base, options) => oauth.protectedResourceRequest(
  granted.access_token, 'GET', new URL('orders', base), new Headers(), null, { ...loopback, ...options });
const sent = recorder();
await say('good', call(api, { DPoP, [oauth.customFetch]: sent }));
await say('good again', call(api, { DPoP }));
await say('replayed', call(api, { DPoP, [oauth.customFetch]: tampered.again(sent) }));
await say('another key', call(api, { DPoP: await handle(robot) }));
await say('another URI', call(api, { DPoP, [oauth.customFetch]: tampered.uri }));
await say('another method', call(api, { DPoP, [oauth.customFetch]: tampered.method }));
await say('two minutes ahead', call(api, { DPoP: oauth.DPoP({ ...robot, [oauth.clockSkew]: 120 }, keys) }));
await say('two minutes behind', call(api, { DPoP: oauth.DPoP({ ...robot, [oauth.clockSkew]: -120 }, keys) }));
await say('without proof', call(api, {}));

// the application repeats the call
const refused = await call(apiWithNonces, { DPoP }).catch((error) => error);
console.log('nonce', refused.status, oauth.isDPoPNonceError(refused), (await call(apiWithNonces, { DPoP })).status);

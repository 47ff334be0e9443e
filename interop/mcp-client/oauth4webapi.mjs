// A client that is written with oauth4webapi, which reads challenges and documents strictly: node oauth4webapi.mjs SERVER OTHER
// Prints what it reads, with API for the server and AS for the authorization server.
import * as oauth from 'oauth4webapi';
import { authorize } from './user.mjs';

const server = new URL(process.argv[2]);
const other = new URL(process.argv[3]);
const loopback = { [oauth.allowInsecureRequests]: true };
const redirectUri = 'http://127.0.0.1/callback';
let issuer;

function say(what, value) {
  const text = `${what} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  console.log(text.replaceAll(server.origin, 'API').replaceAll(other.origin, 'OTHER').replaceAll(issuer, 'AS'));
}

/** Calls a tool; without a token, leaves the header out that the library insists on. */
function call(where, tool, token) {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json, text/event-stream' });
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: { text: 'By a script' } } };
  const anonymous = (url, { headers: { authorization, ...others }, ...init }) => fetch(url, { ...init, headers: others });
  return oauth.protectedResourceRequest(token ?? 'none', 'POST', where, headers, JSON.stringify(message),
    token ? loopback : { ...loopback, [oauth.customFetch]: anonymous });
}

async function refusal(where, tool, token) {
  const error = await call(where, tool, token).then((answer) => { throw new Error(`let in with ${answer.status}`); }, (e) => e);
  if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
  return { status: error.status, challenges: error.cause };
}

async function token(as, scope) {
  const client = { client_id: 'assistant' };
  const verifier = oauth.generateRandomCodeVerifier();
  const request = new URL(as.authorization_endpoint);
  request.search = new URLSearchParams({
    response_type: 'code', client_id: client.client_id, redirect_uri: redirectUri, scope, resource: server.href,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  const code = oauth.validateAuthResponse(as, client, await authorize(request, redirectUri), oauth.expectNoState);
  const answer = await oauth.authorizationCodeGrantRequest(as, client, oauth.None(), code, redirectUri, verifier,
    { ...loopback, additionalParameters: { resource: server.href } });
  return (await oauth.processAuthorizationCodeResponse(as, client, answer)).access_token;
}

const found = await oauth.resourceDiscoveryRequest(server, loopback);
const document = await oauth.processResourceDiscoveryResponse(server, found);
issuer = document.authorization_servers[0];
say('document', document);

const missing = await refusal(server, 'whoami');
say('no token', missing);
say('same document', String(missing.challenges[0].parameters.resource_metadata === found.url));
say('bad token', await refusal(server, 'whoami', 'none'));

const as = await oauth.processDiscoveryResponse(new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { ...loopback, algorithm: 'oauth2' }));
const narrow = await token(as, missing.challenges[0].parameters.scope);
say('whoami', (await (await call(server, 'whoami', narrow)).json()).result.content[0].text);
const insufficient = await refusal(server, 'write_post', narrow);
say('too narrow', insufficient);
const wide = await token(as, insufficient.challenges[0].parameters.scope);
say('write_post', (await (await call(server, 'write_post', wide)).json()).result.content[0].text.replace(/\d+/, 'N'));
const page = await fetch(server, {
  method: 'POST', body: '{}',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${wide}`, origin: 'https://page.example' },
});
say('page of another origin', String(page.status));
say('no token again', String((await refusal(server, 'whoami')).status));
say('another resource', await refusal(other, 'whoami', wide));

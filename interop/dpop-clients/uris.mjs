// What oauth4webapi makes of URIs: node uris.mjs ISSUER AUDIENCE FILE
// FILE has a list of them as JSON. Prints a JSON line for each: where the request goes, its proof, and, for one of loopback, the status of the answer.
import { readFileSync } from 'node:fs';
import * as oauth from 'oauth4webapi';

const [issuer, audience, file] = process.argv.slice(2);
const loopback = { [oauth.allowInsecureRequests]: true };
const robot = { client_id: 'robot' };
const DPoP = oauth.DPoP(robot, await oauth.generateKeyPair('ES256'));
const as = await oauth.processDiscoveryResponse(new URL(issuer),
  await oauth.discoveryRequest(new URL(issuer), { ...loopback, algorithm: 'oauth2' }));
const granted = await oauth.processClientCredentialsResponse(as, robot, await oauth.clientCredentialsGrantRequest(
  as, robot, oauth.ClientSecretBasic('robot-secret'), new URLSearchParams({ scope: 'profile', resource: audience }), { ...loopback, DPoP }));

for (const uri of JSON.parse(readFileSync(file, 'utf8'))) {
  const sent = { token: granted.access_token };
  const send = async (url, init) => {
    Object.assign(sent, { uri: url, proof: init.headers.dpop });
    const answer = new URL(url).hostname === '127.0.0.1' ? await fetch(url, init) : new Response();
    sent.status = answer.status;
    return answer;
  };
  await oauth.protectedResourceRequest(granted.access_token, 'GET', new URL(uri), undefined, undefined,
    { ...loopback, DPoP, [oauth.customFetch]: send }).catch((error) => { if (!sent.status) throw error; });
  console.log(JSON.stringify(sent));
}

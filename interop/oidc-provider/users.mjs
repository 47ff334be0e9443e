// An authorization server for users, on panva/oidc-provider, for clients that discover it: node users.mjs PORT RESOURCE...
// Each RESOURCE (RFC 8707) is the audience of JWT access tokens (RFC 9068). Everybody logs in under any name. One client, robot, has no user.
// Prints what it is asked for.
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [port, ...resources] = process.argv.slice(2);
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const client = {
  redirect_uris: ['http://127.0.0.1/callback'], application_type: 'native', token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'], response_types: ['code'],
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { ...client, client_id: 'assistant' },
    { client_id: 'robot', client_secret: 'robot-secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
  ],
  jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig', kid: 'users-1' }] },
  scopes: ['profile', 'post'],
  cookies: { keys: ['only for this run'] },
  features: {
    clientCredentials: { enabled: true },
    dPoP: { enabled: true },
    registration: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (ctx, resource) => {
        if (!resources.includes(resource)) throw new Error(`unknown resource ${resource}`);
        return { scope: 'profile post', audience: resource, accessTokenFormat: 'jwt', accessTokenTTL: 300, jwt: { sign: { alg: 'RS256' } } };
      },
      useGrantedResource: () => true,
    },
  },
});
provider.on('server_error', (ctx, error) => console.error('server_error', error));
provider.listen(Number(port), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));

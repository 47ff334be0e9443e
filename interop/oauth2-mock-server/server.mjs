// The npm package oauth2-mock-server, at a port of loopback, with a new key at every start.
// As it comes, its access tokens name neither subject nor client: both are what the test asks for, as its own tests set them.
import { OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
server.service.on('beforeTokenSigning', (token, request) => {
  const { sub, nonce, lifetime, at_hash: hash } = request.body;
  if (sub) token.payload.sub = sub;
  if (nonce !== undefined) token.payload.nonce = nonce;
  if (hash) token.payload.at_hash = hash;
  if (lifetime) token.payload.exp = token.payload.iat + Number(lifetime);
});
await server.start(Number(process.argv[2]), 'localhost');

// The client of the Model Context Protocol's TypeScript SDK, which knows nothing but an address: node client.mjs SERVER
// Prints the conversation, with API for the server and AS for whatever else it asks.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { authorize } from './user.mjs';

const server = new URL(process.argv[2]);
const redirectUrl = 'http://127.0.0.1/callback';

function say(text) {
  console.log(text.replaceAll(server.origin, 'API').replace(/http:\/\/127\.0\.0\.1:\d+/g, 'AS'));
}

function chosen(parameters, ...names) {
  return names.map((name) => `${name}=${parameters.get(name)}`).join(' ');
}

/** The client does not wait for a stream to open, so how that ended is told last. */
let opened;
const stream = new Promise((resolve) => { opened = resolve; });

async function recorded(input, init = {}) {
  const url = new URL(input);
  const method = init.method ?? 'GET';
  const answer = await fetch(url, init);
  const body = typeof init.body === 'string' ? JSON.parse(init.body) : {};
  const what = [body.method, body.params?.name].filter(Boolean).join(' ')
    || (init.body instanceof URLSearchParams ? chosen(init.body, 'grant_type', 'resource') : '');
  const line = [`${method} ${url.origin}${url.pathname}`, what, answer.status, answer.headers.get('www-authenticate')]
    .filter(Boolean).join(' ');
  if (method === 'GET' && url.href === server.href) opened(line);
  else say(line);
  return answer;
}

/** What the SDK asks its application for. */
class Assistant {
  redirectUrl = redirectUrl;
  clientMetadata = { client_name: 'assistant', redirect_uris: [redirectUrl] };
  clientInformation() { return { client_id: 'assistant' }; }
  tokens() { return this.granted; }
  saveTokens(tokens) { this.granted = tokens; }
  codeVerifier() { return this.verifier; }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  async redirectToAuthorization(url) {
    say(`the user goes to ${url.origin}${url.pathname} ${chosen(url.searchParams, 'scope', 'resource')}`);
    this.code = (await authorize(url, redirectUrl)).searchParams.get('code');
  }
}

const assistant = new Assistant();
const transport = () => new StreamableHTTPClientTransport(server, { authProvider: assistant, fetch: recorded });

let client = new Client({ name: 'interop', version: '1' });
const first = transport();
await assert.rejects(client.connect(first), UnauthorizedError);
await first.finishAuth(assistant.code);

client = new Client({ name: 'interop', version: '1' });
const second = transport();
await client.connect(second);
say('tools ' + (await client.listTools()).tools.map((tool) => tool.name).join(' '));
say((await client.callTool({ name: 'whoami' })).content[0].text);

const post = { name: 'write_post', arguments: { text: 'Written by an assistant', shared: false } };
await assert.rejects(client.callTool(post), UnauthorizedError);
await second.finishAuth(assistant.code);
say((await client.callTool(post)).content[0].text.replace(/\d+/, 'N'));
say((await client.callTool({ name: 'whoami' })).content[0].text);
say(await stream);
await client.close();

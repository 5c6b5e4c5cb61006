import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { startService } from './service.js';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Sends a request and cuts the connection after some milliseconds. */
function sendAndCut(port: number, body: string, after: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      () => setTimeout(() => socket.destroy(), after),
    );
  });
}

it('a request whose connection is cut leaves no timer behind', async () => {
  const service = await startService();
  const port = Number(new URL(service.url).port);
  const bodies = [
    JSON.stringify({ query: '{ entities(first: 100) { nodes { name } } }' }),
    JSON.stringify({ query: '{ nothing }' }),
    '{"query":',
  ];
  await service.ask('{ entities { totalCount } }');
  const before = timers();
  for (let round = 0; round < 20; round++)
    await Promise.all(bodies.flatMap((body) => [0, 1, 5].map((after) => sendAndCut(port, body, after))));
  await expect.poll(timers).toBeLessThanOrEqual(before + 3);
  await service.close();
});

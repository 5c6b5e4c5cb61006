import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpServer } from '#ascribe/api/http/http-server.js';
import { type LoggedApp, startLoggedApp } from './logged-app.js';
import { interceptReads } from './service.js';

const SHORT_TIMEOUTS = {
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 200,
  idleTimeout: 5000,
  checkInterval: 50,
  maxHeaderSize: 2048,
};

let server: Server | undefined;
let service: LoggedApp | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await service?.stop();
  service = undefined;
});

/** A server that answers each complete request with its number of bytes. */
async function open(
  limits: Partial<typeof SHORT_TIMEOUTS> = {},
  answer?: (size: number) => Buffer,
): Promise<Socket> {
  server = createHttpServer(
    (request, response) => {
      let size = 0;
      request.on('error', () => {});
      request.on('data', (part) => {
        size += part.length;
      });
      request.on('end', () => response.end(answer?.(size) ?? `${size} bytes`));
    },
    { ...SHORT_TIMEOUTS, ...limits },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return connect((server.address() as AddressInfo).port, '127.0.0.1');
}

/** Everything received until the connection closed, and the time until then. */
async function readUntilClosed(socket: Socket): Promise<{ readonly text: string; readonly took: number }> {
  const started = performance.now();
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {});
  await once(socket, 'close');
  return { text, took: performance.now() - started };
}

describe('disconnects a slow client', () => {
  it('while it sends the headers', async () => {
    const socket = await open();
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\n');
    const drip = setInterval(() => socket.write('x: y\r\n'), 50);
    const { text, took } = await readUntilClosed(socket);
    clearInterval(drip);
    expect(text).toContain('408 Request Timeout');
    expect(took).toBeLessThan(30_000);
  });

  it('while it sends the body', async () => {
    const socket = await open();
    socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 50);
    const { text, took } = await readUntilClosed(socket);
    clearInterval(drip);
    expect(text).toContain('408 Request Timeout');
    expect(took).toBeLessThan(30_000);
  });

  it('between two requests', async () => {
    const socket = await open();
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const { text, took } = await readUntilClosed(socket);
    expect(text).toContain('0 bytes');
    expect(took).toBeLessThan(30_000);
  });

  it('while it does not read a long response', async () => {
    const socket = await open({ idleTimeout: 300 }, () => Buffer.alloc(30_000_000));
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    socket.pause();
    const [held] = (await once(server as Server, 'connection')) as [Socket];
    const started = performance.now();
    await once(held, 'close');
    expect(performance.now() - started).toBeLessThan(30_000);
    socket.destroy();
  });
});

it('rejects headers that are too large', async () => {
  const socket = await open();
  socket.write(`GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(3000)}\r\n\r\n`);
  expect((await readUntilClosed(socket)).text).toContain('431 Request Header Fields Too Large');
});

it('the service sets all of these limits', async () => {
  const made = createHttpServer(() => {});
  expect(made).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 75_000,
    timeout: 120_000,
    maxHeadersCount: 100,
  });
});

describe('a service that is stopping', () => {
  it('is not ready at once, finishes running requests, and rejects new connections', async () => {
    service = await startLoggedApp();
    const { app } = service;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const entered = interceptReads(app.store, async (call) => {
      await held;
      return call();
    });
    const port = Number(new URL(app.url).port);
    const socket = connect(port, '127.0.0.1');
    const answers = readUntilClosed(socket);
    socket.write('GET /graphql?query={entities{nodes{id}}} HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await entered;
    const closing = app.close();
    // On the open connection, behind the running request.
    socket.write('GET /ready HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await expect(fetch(`${service.url}/health`)).rejects.toThrow();
    release();
    await closing;
    const { text } = await answers;
    expect(text).toMatch(
      /^HTTP\/1\.1 200 OK[\s\S]*HTTP\/1\.1 503 Service Unavailable[\s\S]*the service is stopping/,
    );
  });
});

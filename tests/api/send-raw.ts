import { connect } from 'node:net';
import type { FuzzRequest } from './fuzz-requests.js';

/** How an attack ended. */
export interface RawResponse {
  /** Everything received, as text; empty if the connection was only closed. */
  readonly text: string;
  /** Milliseconds until the connection was closed. */
  readonly elapsedMs: number;
  /** True if the connection was still open then. */
  readonly timedOut: boolean;
}

/** Sends it over its own connection and waits until that closes. */
export function sendRaw(
  port: number,
  { bytes, disconnectAfter }: FuzzRequest,
  timeoutMs: number,
): Promise<RawResponse> {
  return new Promise((resolve) => {
    const started = performance.now();
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const end = (timedOut: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({
        text: Buffer.concat(parts).toString('latin1'),
        elapsedMs: performance.now() - started,
        timedOut,
      });
    };
    const timer = setTimeout(() => end(true), timeoutMs);
    socket.on('data', (part) => {
      parts.push(part);
      if (disconnectAfter === 'answered') end(false);
    });
    socket.on('end', () => end(false));
    socket.on('close', () => end(false));
    socket.on('error', () => {});
    socket.write(bytes, () => {
      if (disconnectAfter === 'sent') end(false);
      else if (disconnectAfter === 'half') socket.end();
    });
  });
}

/** Status and body of each response received over one connection. */
export function parseHttpResponses(text: string): { readonly status: number; readonly body: string }[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((part) => part !== '')
    .map((part) => ({
      status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(part)?.[1] ?? 0),
      body: part.slice(part.indexOf('\r\n\r\n') + 4),
    }));
}

import { connect } from 'node:net';
import type { Attack } from './hostile.js';

/** How an attack ended. */
export interface Ending {
  /** All that came back, as text; empty where the connection was only closed. */
  readonly answer: string;
  /** Milliseconds until the connection was closed. */
  readonly took: number;
  /** Nothing had closed the connection by then. */
  readonly hung: boolean;
}

/** Sends it over a connection of its own, and waits until that is closed. */
export function assault(port: number, { bytes, leaves }: Attack, patience: number): Promise<Ending> {
  return new Promise((resolve) => {
    const started = performance.now();
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const end = (hung: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answer: Buffer.concat(parts).toString('latin1'), took: performance.now() - started, hung });
    };
    const timer = setTimeout(() => end(true), patience);
    socket.on('data', (part) => {
      parts.push(part);
      if (leaves === 'answered') end(false);
    });
    socket.on('end', () => end(false));
    socket.on('close', () => end(false));
    socket.on('error', () => {});
    socket.write(bytes, () => {
      if (leaves === 'sent') end(false);
      else if (leaves === 'half') socket.end();
    });
  });
}

/** Of each answer in what came back over one connection: its status and body. */
export function answersIn(text: string): { readonly status: number; readonly body: string }[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((part) => part !== '')
    .map((part) => ({
      status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(part)?.[1] ?? 0),
      body: part.slice(part.indexOf('\r\n\r\n') + 4),
    }));
}

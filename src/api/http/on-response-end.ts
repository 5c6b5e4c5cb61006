import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const pendingBySocket = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls back once: when the answer is sent, or its connection is gone. A response that waits its turn behind another one of the same
 * connection is never told that the connection closed, so that is listened to as well.
 */
export function onResponseEnd(
  { socket }: IncomingMessage,
  response: ServerResponse,
  callback: () => void,
): void {
  let ends = pendingBySocket.get(socket);
  if (ends === undefined) {
    const all = new Set<() => void>();
    socket.once('close', () => {
      for (const end of all) end();
    });
    pendingBySocket.set(socket, all);
    ends = all;
  }
  const waiting = ends;
  const over = () => {
    if (waiting.delete(over)) callback();
  };
  waiting.add(over);
  response.once('close', over);
}

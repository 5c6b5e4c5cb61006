import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const pendingBySocket = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls back once: when the response is sent or its connection closes, at once if that has happened. A response that is queued behind another on the same connection
 * emits no `close`, so this listens to the socket too.
 */
export function onResponseEnd(
  { socket }: IncomingMessage,
  response: ServerResponse,
  callback: () => void,
): void {
  // Neither will emit `close` again.
  if (socket.destroyed || response.closed) {
    callback();
    return;
  }
  const pending = pendingBySocket.get(socket) ?? trackSocket(socket);
  const end = () => {
    if (pending.delete(end)) callback();
  };
  pending.add(end);
  response.once('close', end);
}

/** Ends all pending responses of the socket when it closes. */
function trackSocket(socket: Socket): Set<() => void> {
  const pending = new Set<() => void>();
  socket.once('close', () => {
    for (const end of pending) end();
  });
  pendingBySocket.set(socket, pending);
  return pending;
}

import { createBatcher } from '../../../async/batcher.js';
import { MAX_SHARED_READS } from '../../read/short-reads.js';
import { deserializeError, type SerializedError } from './channel.js';

/** Calls a method of a connection. */
export type Call = (method: string, args: readonly unknown[]) => Promise<never>;

/** Several calls in one message; they see one state of the store. */
export interface SharedCall {
  readonly method: string;
  readonly args: readonly unknown[];
}
export type SharedReply = { readonly result: unknown } | { readonly error: SerializedError };

interface PendingCall extends SharedCall {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Returns a `Call` that sends all calls of one turn of the event loop in one message to one connection, which answers with one message. A call
 * that fails rejects alone; all reject if the connection ends.
 */
export function shareMessages(call: Call): Call {
  const add = createBatcher<PendingCall>(MAX_SHARED_READS, (calls) => void callTogether(call, calls));
  return (method, args) => new Promise<never>((resolve, reject) => add({ method, args, resolve, reject }));
}

async function callTogether(call: Call, calls: readonly PendingCall[]): Promise<void> {
  const [first] = calls as readonly [PendingCall];
  if (calls.length === 1) return call(first.method, first.args).then(first.resolve, first.reject);
  try {
    const shared: readonly SharedCall[] = calls.map(({ method, args }) => ({ method, args }));
    const replies: readonly SharedReply[] = await call('together', [shared]);
    for (const [index, { resolve, reject }] of calls.entries()) {
      const reply = replies[index] as SharedReply;
      if ('error' in reply) reject(deserializeError(reply.error));
      else resolve(reply.result as never);
    }
  } catch (error) {
    for (const { reject } of calls) reject(error);
  }
}

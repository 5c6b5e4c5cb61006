import { parentPort, workerData } from 'node:worker_threads';
import {
  type ChannelReply,
  type ChannelRequest,
  serializeError,
  type WorkerRole,
} from './connection/channel.js';
import { connect, type SqliteConnection } from './connection/connection.js';
import { readWritePosition } from './read/change-reads.js';
import { sqliteReads } from './read/read-port.js';
import { createAsOfViews, setAsOf } from './schema/as-of.js';
import { createWriteTransactions } from './write/write-transaction.js';

/**
 * Runs one connection outside the main thread, because libsql blocks its thread. The writer is a thread. A reader is a process of its
 * own, because only the end of its process stops a running statement.
 */
const { file, role } = (parentPort === null ? { file: process.argv[2], role: 'reader' } : workerData) as {
  file: string;
  role: WorkerRole;
};
const port: Port = parentPort ?? parentProcessPort();

interface Port {
  on(event: 'message', listener: (request: ChannelRequest) => void): unknown;
  postMessage(reply: ChannelReply): void;
  close(): void;
}

/** The channel to the parent process. Ends with the parent, and leaves signals from a terminal to it. */
function parentProcessPort(): Port {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit());
  return {
    on: (_, listener) => process.on('message', listener),
    // Sending fails if the parent has exited: then nobody needs the reply.
    postMessage: (reply) => process.send?.(reply, undefined, {}, () => {}),
    close: () => process.disconnect(),
  };
}

function readMethods(db: SqliteConnection) {
  createAsOfViews(db);
  const readsAsOf = sqliteReads(db, 'asOf');
  return {
    ...sqliteReads(db, 'now'),
    writePosition: () => readWritePosition(db),
    asOf: (timestamp: string, method: keyof typeof readsAsOf, args: readonly unknown[]) => {
      setAsOf(db, timestamp);
      return (readsAsOf[method] as (...args: unknown[]) => unknown)(...args);
    },
  };
}

async function start(): Promise<void> {
  const db = connect(file, role === 'writer');
  const methods = role === 'writer' ? createWriteTransactions(db) : readMethods(db);
  const answer = async ({ id, method, args }: ChannelRequest): Promise<ChannelReply> => {
    try {
      if (method === 'close') return { id, result: db.close() };
      if (method === 'ping') return { id, result: db.all('SELECT 1') };
      const call = methods[method as keyof typeof methods] as (...args: unknown[]) => unknown;
      return { id, result: await call(...args) };
    } catch (error) {
      return { id, error: serializeError(error) };
    }
  };
  let queue = Promise.resolve();
  port.on('message', (request: ChannelRequest) => {
    queue = queue.then(async () => {
      port.postMessage(await answer(request));
      if (request.method === 'close') port.close();
    });
  });
}

try {
  await start();
  port.postMessage({ id: 0, result: null } satisfies ChannelReply);
} catch (error) {
  port.postMessage({ id: 0, error: serializeError(error) } satisfies ChannelReply);
}

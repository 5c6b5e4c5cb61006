import {
  type ChannelReply,
  type ChannelRequest,
  type ConnectionRole,
  serializeError,
} from './connection/channel.js';
import { connect, type SqliteConnection } from './connection/connection.js';
import { requireInode } from './connection/file-identity.js';
import { readWritePosition } from './read/change-reads.js';
import { sqliteReads } from './read/read-port.js';
import { createAsOfViews, setAsOf } from './schema/as-of.js';
import { createWriteTransactions } from './write/write-transaction.js';

/**
 * Runs one connection in a process of its own, because libsql blocks its thread, only the end of a process stops a running statement, and a
 * crash in native code ends its process.
 */
const [, , file, roleText] = process.argv as [string, string, string, string];
const role = JSON.parse(roleText) as ConnectionRole;

// Ends with the parent, and leaves signals from a terminal to it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());
// Sending fails if the parent has exited: then nobody needs the reply.
const send = (reply: ChannelReply) => process.send?.(reply, undefined, {}, () => {});

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
  const db = connect(file, role.fileKey === null);
  if (role.fileKey !== null) requireInode(file, role.fileKey);
  const writes = role.access === 'write';
  const methods = writes ? createWriteTransactions(db) : readMethods(db);
  const answer = async ({ id, method, args }: ChannelRequest): Promise<ChannelReply> => {
    try {
      if (method === 'close') return { id, result: writes ? db.checkpointAndClose() : db.close() };
      if (method === 'ping') return { id, result: db.all('SELECT 1') };
      const call = methods[method as keyof typeof methods] as (...args: unknown[]) => unknown;
      return { id, result: await call(...args) };
    } catch (error) {
      return { id, error: serializeError(error) };
    }
  };
  let queue = Promise.resolve();
  process.on('message', (request: ChannelRequest) => {
    queue = queue.then(async () => {
      send(await answer(request));
      if (request.method === 'close') process.disconnect();
    });
  });
}

try {
  await start();
  send({ id: 0, result: null });
} catch (error) {
  send({ id: 0, error: serializeError(error) });
}

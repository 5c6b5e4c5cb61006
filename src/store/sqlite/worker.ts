import { AscribeError } from '../../domain/errors.js';
import { addWords } from '../../domain/ontology.js';
import { damageError } from '../damage.js';
import type { Reads } from '../store.js';
import {
  type ChannelReply,
  type ChannelRequest,
  type ConnectionArguments,
  serializeError,
} from './connection/channel.js';
import { connect, type SqliteConnection } from './connection/connection.js';
import { requireInode } from './connection/file-identity.js';
import type { SharedCall, SharedReply } from './connection/shared-messages.js';
import { inSnapshot } from './connection/snapshot.js';
import { maintenanceMethods } from './maintenance-methods.js';
import { readWritePosition } from './read/change-reads.js';
import { sqliteReads } from './read/read-port.js';
import { createAsOfViews, setAsOf } from './schema/as-of.js';
import { createWriteTransactions } from './write/write-transaction.js';

/**
 * Runs one connection in a process of its own, because libsql blocks its thread, only the end of a process stops a running statement, and a
 * crash in native code ends its process.
 */
const [, , file, roleText] = process.argv as [string, string, string, string];
const role = JSON.parse(roleText) as ConnectionArguments;
addWords(role.words);

// Ends with the parent, and leaves signals from a terminal to it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());
// Sending fails if the parent has exited: then nobody needs the reply.
const send = (reply: ChannelReply) => process.send?.(reply, undefined, {}, () => {});

function readMethods(db: SqliteConnection) {
  createAsOfViews(db);
  const readsAsOf = withTogether(db, sqliteReads(db, 'asOf'));
  return {
    ...withTogether(db, sqliteReads(db, 'now')),
    writePosition: () => readWritePosition(db),
    asOf: (timestamp: string, method: keyof typeof readsAsOf, args: readonly unknown[]) => {
      setAsOf(db, timestamp);
      return (readsAsOf[method] as (...args: unknown[]) => unknown)(...args);
    },
  };
}

/** Adds a method that answers several calls of the others, one after another, in one snapshot. */
function withTogether(db: SqliteConnection, reads: Reads) {
  const answer = async ({ method, args }: SharedCall): Promise<SharedReply> => {
    try {
      return {
        result: await (reads[method as keyof Reads] as (...args: readonly unknown[]) => unknown)(...args),
      };
    } catch (error) {
      return { error: serializeError(contradiction(error)) };
    }
  };
  return {
    ...reads,
    together: (calls: readonly SharedCall[]) =>
      inSnapshot(db, async () => {
        const replies: SharedReply[] = [];
        for (const call of calls) replies.push(await answer(call));
        return replies;
      }),
  };
}

/** The methods of the connection that other processes may call. */
function openMethods(): object {
  if (role.access === 'maintain') return maintenanceMethods(file);
  const db = connect(file, role.fileKey === null);
  if (role.fileKey !== null) requireInode(file, role.fileKey);
  const ping = () => db.all('SELECT 1');
  return role.access === 'write'
    ? { ...createWriteTransactions(db), ping, close: () => db.checkpointAndClose() }
    : { ...readMethods(db), ping, close: () => db.close() };
}

/** In a snapshot nothing changes while it is read: there, an index that finds what a record denies is damaged. */
function contradiction(error: unknown): unknown {
  return role.access === 'read' && error instanceof AscribeError && error.code === 'STORE_UNAVAILABLE'
    ? damageError('an index of the database contradicts its records')
    : error;
}

async function start(): Promise<void> {
  const methods = openMethods() as Readonly<Record<string, (...args: unknown[]) => unknown>>;
  const answer = async ({ id, method, args }: ChannelRequest): Promise<ChannelReply> => {
    try {
      return { id, result: await methods[method]?.(...args) };
    } catch (error) {
      return { id, error: serializeError(contradiction(error)) };
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

// Without `await` at the top level, which CommonJS does not have.
start().then(
  () => send({ id: 0, result: null }),
  (error) => send({ id: 0, error: serializeError(error) }),
);

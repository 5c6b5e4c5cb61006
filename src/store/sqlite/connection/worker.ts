import { parentPort, workerData } from 'node:worker_threads';
import { nextTimestamp } from '../../write/clock.js';
import { createWriter } from '../../write/writer.js';
import { readWritePosition } from '../read/change-reads.js';
import { sqliteReads } from '../read/read-port.js';
import { createAsOfViews, setAsOf } from '../schema/as-of.js';
import { sqliteWritePort } from '../write/write-port.js';
import { type ChannelReply, type ChannelRequest, serializeError, type WorkerRole } from './channel.js';
import { connect, type SqliteConnection } from './connection.js';

/**
 * Where a connection lives, as libsql blocks while it works. The writer is a thread, and takes one transaction at a time: begin, put…,
 * commit or rollback. A reader answers the port's reads, and is a process of its own: nothing but its end stops a statement that runs.
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

/** The same over the channel to the process that began this one, and ends it; signals from a terminal are meant for that one. */
function parentProcessPort(): Port {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit());
  return {
    on: (_, listener) => process.on('message', listener),
    // Where the other end has gone meanwhile, nobody is left to be told.
    postMessage: (reply) => process.send?.(reply, undefined, {}, () => {}),
    close: () => process.disconnect(),
  };
}

function writeMethods(db: SqliteConnection) {
  let now = '';
  const writer = createWriter(() => sqliteWritePort(db, now));
  return {
    begin: () => {
      db.run('BEGIN IMMEDIATE');
      now = nextTimestamp(db.all('SELECT last_write_at FROM state')[0]?.last_write_at as string);
      db.run('UPDATE state SET last_write_at = ?', now);
    },
    ...writer,
    commit: () => db.run('COMMIT'),
    rollback: () => db.run('ROLLBACK'),
  };
}

function readMethods(db: SqliteConnection) {
  createAsOfViews(db);
  const readsAsOf = sqliteReads(db, 'asOf');
  return {
    ...sqliteReads(db, 'now'),
    position: () => readWritePosition(db),
    asOf: (timestamp: string, method: keyof typeof readsAsOf, args: readonly unknown[]) => {
      setAsOf(db, timestamp);
      return (readsAsOf[method] as (...args: unknown[]) => unknown)(...args);
    },
  };
}

async function start(): Promise<void> {
  const db = connect(file, role === 'writer');
  const methods = role === 'writer' ? writeMethods(db) : readMethods(db);
  const answer = async ({ id, method, args }: ChannelRequest): Promise<ChannelReply> => {
    try {
      if (method === 'close') return { id, result: db.close() };
      if (method === 'ping') return { id, result: db.all('SELECT 1') };
      const call = methods[method as keyof typeof methods] as (...args: unknown[]) => unknown;
      return { id, result: await call(...args) };
    } catch (error) {
      return { id, fault: serializeError(error) };
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
  port.postMessage({ id: 0, fault: serializeError(error) } satisfies ChannelReply);
}

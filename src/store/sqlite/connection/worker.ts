import { parentPort, workerData } from 'node:worker_threads';
import { POLICY } from '../../../domain/derivation/policy.js';
import { nextMoment } from '../../write/clock.js';
import { storeWriter } from '../../write/writer.js';
import { position } from '../read/position.js';
import { sqliteReads } from '../read/reads.js';
import { createViews, setMoment } from '../schema/as-of.js';
import { BUILDS } from '../schema/backfill.js';
import { sqliteTables } from '../write/tables.js';
import { type Reply, type Request, toFault, type WorkerRole } from './channel.js';
import { type Connection, connect } from './connection.js';

/**
 * Where a connection lives, as libsql blocks while it works. The writer is a thread, and takes one transaction at a time: begin, put…,
 * commit or rollback. A reader answers the port's reads, and is a process of its own: nothing but its end stops a statement that runs.
 */
const { file, role } = (parentPort === null ? { file: process.argv[2], role: 'reader' } : workerData) as {
  file: string;
  role: WorkerRole;
};
const port: Port = parentPort ?? processPort();

interface Port {
  on(event: 'message', listener: (request: Request) => void): unknown;
  postMessage(reply: Reply): void;
  close(): void;
}

/** The same over the channel to the process that began this one, and ends it; signals from a terminal are meant for that one. */
function processPort(): Port {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.once('disconnect', () => process.exit());
  return {
    on: (_, listener) => process.on('message', listener),
    // Where the other end has gone meanwhile, nobody is left to be told.
    postMessage: (reply) => process.send?.(reply, undefined, {}, () => {}),
    close: () => process.disconnect(),
  };
}

function writes(db: Connection) {
  let now = '';
  const writer = storeWriter(() => sqliteTables(db, now));
  return {
    begin: () => {
      db.run('BEGIN IMMEDIATE');
      now = nextMoment(db.all('SELECT last_write_at FROM state')[0]?.last_write_at as string);
      db.run('UPDATE state SET last_write_at = ?', now);
    },
    ...writer,
    commit: () => db.run('COMMIT'),
    rollback: () => db.run('ROLLBACK'),
  };
}

/**
 * After a migration tables lack what SQL cannot fill in; and claims lack what is derived of their evidence since; the policy stays as it is. It was never put in force: that claims
 * are still to be derived by it is of a migration, maybe one that was stopped on the way.
 */
async function completeMigration(db: Connection): Promise<void> {
  for (const [part, build] of Object.entries(BUILDS)) {
    const isUnbuilt = () => db.all('SELECT 1 FROM unbuilt WHERE part = ?', part).length > 0;
    if (!isUnbuilt()) continue;
    db.run('BEGIN IMMEDIATE');
    // Another process may have built it meanwhile.
    if (isUnbuilt()) build(db);
    db.run('DELETE FROM unbuilt WHERE part = ?', part);
    db.run('COMMIT');
  }
  const unfinished = 'SELECT 1 FROM state WHERE derived_to IS NOT NULL AND NOT EXISTS (SELECT 1 FROM policy)';
  if (db.all(unfinished).length === 0) return;
  const { begin, applyPolicy, commit } = writes(db);
  for (let complete = false; !complete; ) {
    begin();
    ({ complete } = await applyPolicy(POLICY, 10_000));
    commit();
  }
}

function reads(db: Connection) {
  createViews(db);
  const then = sqliteReads(db, '_then');
  return {
    ...sqliteReads(db, ''),
    position: () => position(db),
    asOf: (moment: string, method: keyof typeof then, args: readonly unknown[]) => {
      setMoment(db, moment);
      return (then[method] as (...args: unknown[]) => unknown)(...args);
    },
  };
}

async function start(): Promise<void> {
  const db = connect(file, role === 'writer');
  if (role === 'writer') await completeMigration(db);
  const methods = role === 'writer' ? writes(db) : reads(db);
  const answer = async ({ id, method, args }: Request): Promise<Reply> => {
    try {
      if (method === 'close') return { id, result: db.close() };
      if (method === 'ping') return { id, result: db.all('SELECT 1') };
      const call = methods[method as keyof typeof methods] as (...args: unknown[]) => unknown;
      return { id, result: await call(...args) };
    } catch (error) {
      return { id, fault: toFault(error) };
    }
  };
  let queue = Promise.resolve();
  port.on('message', (request: Request) => {
    queue = queue.then(async () => {
      port.postMessage(await answer(request));
      if (request.method === 'close') port.close();
    });
  });
}

try {
  await start();
  port.postMessage({ id: 0, result: null } satisfies Reply);
} catch (error) {
  port.postMessage({ id: 0, fault: toFault(error) } satisfies Reply);
}

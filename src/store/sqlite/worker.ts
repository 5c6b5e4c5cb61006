import { parentPort, workerData } from 'node:worker_threads';
import type { AnnotatedArticle } from '../../domain/records.js';
import { putArticles } from '../put-articles.js';
import { type Connection, connect } from './database.js';
import { type Reply, type Request, toFault, type WorkerRole } from './link.js';
import { sqliteReads } from './reads.js';
import { sqliteTables } from './tables.js';

/**
 * The thread that a connection lives in, as libsql blocks while it works. A reader answers the port's reads; the writer
 * takes one transaction at a time: begin, put…, commit or rollback.
 */
const { file, role } = workerData as { file: string; role: WorkerRole };
const port = parentPort;

function writes(db: Connection) {
  let now = '';
  return {
    begin: () => {
      db.run('BEGIN IMMEDIATE');
      now = new Date().toISOString();
    },
    put: (articles: readonly AnnotatedArticle[]) => putArticles(sqliteTables(db, now), articles),
    commit: () => db.run('COMMIT'),
    rollback: () => db.run('ROLLBACK'),
  };
}

function start(): void {
  const db = connect(file, role === 'writer');
  const methods = role === 'writer' ? writes(db) : sqliteReads(db);
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
  port?.on('message', (request: Request) => {
    queue = queue.then(async () => {
      port.postMessage(await answer(request));
      if (request.method === 'close') port.close();
    });
  });
}

try {
  start();
  port?.postMessage({ id: 0, result: null } satisfies Reply);
} catch (error) {
  port?.postMessage({ id: 0, fault: toFault(error) } satisfies Reply);
}

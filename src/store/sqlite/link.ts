import { Worker } from 'node:worker_threads';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';

export type WorkerRole = 'writer' | 'reader';
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
/** An error as it crosses between threads, where classes do not. */
export interface Fault {
  readonly code: ErrorCode;
  readonly message: string;
}
/** The reply with id 0 says that the connection is open, or why not. */
export type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly fault: Fault });

/** The main thread's end of a connection that lives in a thread of its own. */
export interface Link {
  call<T>(method: string, ...args: unknown[]): Promise<T>;
  /** Calls that have no answer yet. */
  readonly waiting: number;
  close(): Promise<void>;
}

/** Resolves when the connection is open; rejects with its one clear line where it cannot be. */
export async function openLink(file: string, role: WorkerRole): Promise<Link> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    workerData: { file, role },
    execArgv: [],
  });
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let gone = false;
  const expect = (id: number) =>
    new Promise<never>((resolve, reject) => {
      pending.set(id, { resolve, reject });
    });
  const fail = (why: string) => {
    gone = true;
    for (const { reject } of pending.values())
      reject(new AscribeError('STORE_UNAVAILABLE', `the database connection ended: ${why}`));
    pending.clear();
  };
  worker.on('message', (reply: Reply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ('fault' in reply) waiting?.reject(new AscribeError(reply.fault.code, reply.fault.message));
    else waiting?.resolve(reply.result as never);
  });
  worker.on('error', (error) => fail(error.message));
  worker.on('exit', () => fail('its thread is closed'));
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const call = <T>(method: string, ...args: unknown[]): Promise<T> => {
    if (gone) return Promise.reject(new AscribeError('STORE_UNAVAILABLE', 'the store is closed'));
    lastId += 1;
    const answered = expect(lastId);
    worker.postMessage({ id: lastId, method, args } satisfies Request);
    return answered;
  };
  try {
    await expect(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    call,
    get waiting() {
      return pending.size;
    },
    close: async () => {
      if (gone) return;
      await call('close');
      await exited;
    },
  };
}

/** What SQLite says, in ascribe's codes. */
export function toFault(error: unknown): Fault {
  if (error instanceof AscribeError) return { code: error.code, message: error.message };
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (/FOREIGN KEY/i.test(message)) {
    return {
      code: 'UNKNOWN_REFERENCE',
      message: 'an article refers to an entity that neither it nor the store declares',
    };
  }
  if (/BUSY|LOCKED/.test(code))
    return {
      code: 'STORE_UNAVAILABLE',
      message: 'another process holds the database for writing; try again',
    };
  if (/FULL|IOERR/.test(code))
    return { code: 'STORE_UNAVAILABLE', message: `the database cannot be written: ${message}` };
  return { code: 'INTERNAL', message };
}

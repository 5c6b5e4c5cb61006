import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { AscribeError, type ErrorCode } from '../../../domain/errors.js';

export type WorkerRole = 'writer' | 'reader';
export interface ChannelRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
/** An error as it crosses between threads, where classes do not. */
export interface SerializedError {
  readonly code: ErrorCode;
  readonly message: string;
}
/** The reply with id 0 says that the connection is open, or why not. */
export type ChannelReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly fault: SerializedError }
);

/** This end of a connection that lives in a thread or process of its own. */
export interface Channel {
  call<T>(method: string, ...args: unknown[]): Promise<T>;
  readonly alive: boolean;
  /** Ends it when all that was called is answered. */
  close(): Promise<void>;
  /** Ends it now, whatever it does; what was called rejects. */
  kill(): void;
}

/** What carries requests there and replies back. */
interface Transport {
  send(request: ChannelRequest): void;
  kill(): void;
}
type TransportListener = (event: { readonly reply: ChannelReply } | { readonly gone: string }) => void;

const WORKER_URL = new URL('./worker.js', import.meta.url);

/** Resolves when the connection is open; rejects with its one clear line where it cannot be. */
export async function openChannel(file: string, role: WorkerRole): Promise<Channel> {
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let gone = false;
  let exited = () => {};
  const ended = new Promise<void>((resolve) => {
    exited = resolve;
  });
  const expect = (id: number) =>
    new Promise<never>((resolve, reject) => {
      pending.set(id, { resolve, reject });
    });
  const carrier = (role === 'writer' ? startThread : forkProcess)(file, (event) => {
    if ('gone' in event) {
      gone = true;
      for (const { reject } of pending.values())
        reject(new AscribeError('STORE_UNAVAILABLE', `the database connection ended: ${event.gone}`));
      pending.clear();
      return exited();
    }
    const { reply } = event;
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ('fault' in reply) waiting?.reject(new AscribeError(reply.fault.code, reply.fault.message));
    else waiting?.resolve(reply.result as never);
  });

  const call = <T>(method: string, ...args: unknown[]): Promise<T> => {
    if (gone) return Promise.reject(new AscribeError('STORE_UNAVAILABLE', 'the store is closed'));
    lastId += 1;
    const answered = expect(lastId);
    carrier.send({ id: lastId, method, args });
    return answered;
  };
  try {
    await expect(0);
  } catch (error) {
    carrier.kill();
    throw error;
  }
  return {
    call,
    get alive() {
      return !gone;
    },
    kill: carrier.kill,
    close: async () => {
      if (gone) return;
      await call('close');
      await ended;
    },
  };
}

function startThread(file: string, listener: TransportListener): Transport {
  const thread = new Worker(WORKER_URL, { workerData: { file, role: 'writer' }, execArgv: [] });
  thread.on('message', (reply: ChannelReply) => listener({ reply }));
  thread.on('error', (error) => listener({ gone: error.message }));
  thread.on('exit', () => listener({ gone: 'its thread is closed' }));
  return { send: (request) => thread.postMessage(request), kill: () => void thread.terminate() };
}

function forkProcess(file: string, listener: TransportListener): Transport {
  const child = fork(WORKER_URL, [file], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (reply) => listener({ reply: reply as ChannelReply }));
  child.on('error', (error) => listener({ gone: error.message }));
  child.on('exit', () => listener({ gone: 'its process is closed' }));
  return { send: (request) => child.send(request), kill: () => void child.kill('SIGKILL') };
}

/** What SQLite says, in ascribe's codes. */
export function serializeError(error: unknown): SerializedError {
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

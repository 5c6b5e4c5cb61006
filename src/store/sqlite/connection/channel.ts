import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { AscribeError, type ErrorCode } from '../../../domain/errors.js';

export type WorkerRole = 'writer' | 'reader';
export interface ChannelRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
/** An error in the form that crosses between threads and processes, where classes do not. */
interface SerializedError {
  readonly code: ErrorCode;
  readonly message: string;
}
/** The reply with id 0 says whether the connection opened. */
export type ChannelReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: SerializedError }
);

/** The client side of a connection that runs in its own thread or process. */
export interface Channel {
  call<T>(method: string, ...args: unknown[]): Promise<T>;
  readonly alive: boolean;
  /** Closes the connection after all pending calls are answered. */
  close(): Promise<void>;
  /** Ends the connection at once; pending calls reject with STORE_UNAVAILABLE. */
  kill(): void;
}

/** Carries requests and replies. */
interface Transport {
  send(request: ChannelRequest): void;
  kill(): void;
}
type TransportListener = (event: { readonly reply: ChannelReply } | { readonly exited: string }) => void;

const WORKER_URL = new URL('../worker.js', import.meta.url);

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Resolves when the connection is open; rejects with a one-line reason if it cannot open. */
export async function openChannel(file: string, role: WorkerRole): Promise<Channel> {
  const pending = new Map<number, PendingCall>();
  let lastId = 0;
  let alive = true;
  let reportExit = () => {};
  const exit = new Promise<void>((resolve) => {
    reportExit = resolve;
  });
  const waitForReply = (id: number) =>
    new Promise<never>((resolve, reject) => {
      pending.set(id, { resolve, reject });
    });
  const transport = (role === 'writer' ? startThread : forkProcess)(file, (event) => {
    if ('reply' in event) return settle(pending, event.reply);
    alive = false;
    for (const { reject } of pending.values())
      reject(new AscribeError('STORE_UNAVAILABLE', `the database connection ended: ${event.exited}`));
    pending.clear();
    reportExit();
  });

  const call = <T>(method: string, ...args: unknown[]): Promise<T> => {
    if (!alive) return Promise.reject(new AscribeError('STORE_UNAVAILABLE', 'the store is closed'));
    lastId += 1;
    const reply = waitForReply(lastId);
    transport.send({ id: lastId, method, args });
    return reply;
  };
  try {
    await waitForReply(0);
  } catch (error) {
    transport.kill();
    throw error;
  }
  return {
    call,
    get alive() {
      return alive;
    },
    kill: transport.kill,
    close: async () => {
      if (!alive) return;
      await call('close');
      await exit;
    },
  };
}

function settle(pending: Map<number, PendingCall>, reply: ChannelReply): void {
  const call = pending.get(reply.id);
  pending.delete(reply.id);
  if ('error' in reply) call?.reject(new AscribeError(reply.error.code, reply.error.message));
  else call?.resolve(reply.result as never);
}

function startThread(file: string, listener: TransportListener): Transport {
  const thread = new Worker(WORKER_URL, { workerData: { file, role: 'writer' }, execArgv: [] });
  thread.on('message', (reply: ChannelReply) => listener({ reply }));
  thread.on('error', (error) => listener({ exited: error.message }));
  thread.on('exit', () => listener({ exited: 'its thread is closed' }));
  return { send: (request) => thread.postMessage(request), kill: () => void thread.terminate() };
}

function forkProcess(file: string, listener: TransportListener): Transport {
  const child = fork(WORKER_URL, [file], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (reply) => listener({ reply: reply as ChannelReply }));
  child.on('error', (error) => listener({ exited: error.message }));
  child.on('exit', () => listener({ exited: 'its process is closed' }));
  return { send: (request) => child.send(request), kill: () => void child.kill('SIGKILL') };
}

/** Maps an error of SQLite to a code of ascribe. */
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

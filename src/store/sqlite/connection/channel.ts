import { fork } from 'node:child_process';
import { AscribeError, type ErrorCode } from '../../../domain/errors.js';
import type { OntologyWords } from '../../../domain/ontology/table.js';
import { addedWords } from '../../../domain/ontology.js';
import { programFile } from '../../../files/program-file.js';
import { asDamage, damageError, isDamage } from '../../damage.js';

/** What the process of a connection does. */
export interface ConnectionRole {
  /** `maintain` opens no connection of its own: its methods open the file as they need it. */
  readonly access: 'write' | 'read' | 'maintain';
  /** Device and inode that the file must have; null to create the file if needed. */
  readonly fileKey: string | null;
}
/** The arguments of the process of a connection. */
export interface ConnectionArguments extends ConnectionRole {
  /** The words that users' ontologies add. */
  readonly words: OntologyWords;
}
export interface ChannelRequest {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}
/** An error in the form that crosses between threads and processes, where classes do not. */
export interface SerializedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly damage: boolean;
}
/** The reply with id 0 says whether the connection opened. */
export type ChannelReply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly error: SerializedError }
);

/** The client side of a connection that runs in its own process. */
export interface Channel {
  call<T>(method: string, ...args: unknown[]): Promise<T>;
  readonly alive: boolean;
  /** Closes the connection after all pending calls are answered. */
  close(): Promise<void>;
  /** Ends the connection at once; pending calls reject with STORE_UNAVAILABLE, and so do later ones. */
  kill(): void;
}

/** Carries requests and replies. */
interface Transport {
  send(request: ChannelRequest): void;
  kill(): void;
}
type TransportListener = (
  event: { readonly reply: ChannelReply } | { readonly exited: AscribeError },
) => void;

const WORKER_URL = programFile('bin/sqlite-worker.cjs');

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Resolves when the connection is open; rejects with a one-line reason if it cannot open. */
export async function openChannel(file: string, role: ConnectionRole): Promise<Channel> {
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
  const transport = forkProcess(file, role, (event) => {
    if ('reply' in event) return settle(pending, event.reply);
    alive = false;
    for (const { reject } of pending.values()) reject(event.exited);
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
    kill: () => {
      // A reply may still arrive, but a call made from now on would never get one.
      alive = false;
      transport.kill();
    },
    close: async () => {
      if (alive) await call('close');
      await exit;
    },
  };
}

function settle(pending: Map<number, PendingCall>, reply: ChannelReply): void {
  const call = pending.get(reply.id);
  pending.delete(reply.id);
  if ('error' in reply) call?.reject(deserializeError(reply.error));
  else call?.resolve(reply.result as never);
}

export function deserializeError({ code, message, damage }: SerializedError): AscribeError {
  const error = new AscribeError(code, message);
  return damage ? asDamage(error) : error;
}

/** Characters of a dying process's last words that are kept. */
const MAX_STDERR = 4000;

function forkProcess(file: string, role: ConnectionRole, listener: TransportListener): Transport {
  const parameters: ConnectionArguments = { ...role, words: addedWords() };
  const child = fork(WORKER_URL, [file, JSON.stringify(parameters)], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR);
  });
  child.on('message', (reply) => listener({ reply: reply as ChannelReply }));
  child.on('error', ({ message }) => listener({ exited: endedError(message, '') }));
  // Later than `exit`: all of stderr has been read.
  child.on('close', (code, signal) =>
    listener({ exited: endedError(signal ?? `exit code ${code}`, stderr) }),
  );
  return {
    // An error is reported by the end of the process.
    send: (request) => child.send(request, () => {}),
    kill: () => void child.kill('SIGKILL'),
  };
}

const panics = new WeakSet<object>();

/** Whether the database library ended the process, as it does for text that is not UTF-8. */
export const isPanic = (error: unknown): boolean => panics.has(error as object);

/** Why the process of a connection ended: by a signal or exit code, with its last words. */
function endedError(reason: string, stderr: string): AscribeError {
  if (/heap out of memory/.test(stderr))
    return new AscribeError(
      'LIMIT_EXCEEDED',
      'this needs more memory than a process of the database may use; expected a smaller document or query, or a larger heap: NODE_OPTIONS=--max-old-space-size=MEGABYTES',
    );
  const panic = /panicked at [^\n]*\n?([^\n]*)/.exec(stderr)?.[0].replaceAll('\n', ' ');
  if (panic !== undefined) {
    const error = damageError('the database library failed, so a record of the store may be damaged', panic);
    panics.add(error);
    return error;
  }
  return new AscribeError('STORE_UNAVAILABLE', `the database connection ended: ${reason}`);
}

/** Maps an error of SQLite to a code of ascribe. */
export function serializeError(error: unknown): SerializedError {
  if (error instanceof AscribeError)
    return { code: error.code, message: error.message, damage: isDamage(error) };
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (/FOREIGN KEY/i.test(message)) {
    return {
      code: 'UNKNOWN_REFERENCE',
      message: 'an article refers to an entity that neither it nor the store declares',
      damage: false,
    };
  }
  if (/BUSY|LOCKED/.test(code))
    return {
      code: 'STORE_UNAVAILABLE',
      message: 'another process holds the database for writing; try again',
      damage: false,
    };
  if (OTHER_TABLES.test(message))
    return serializeError(
      damageError(
        `the tables of the database are not those of this build (${message}): another build of ascribe wrote it, whose export can be imported, or it is damaged`,
      ),
    );
  if (DAMAGED_FILE.test(`${code} ${message}`))
    return serializeError(damageError(`the database file is damaged (${message})`));
  if (/FULL|IOERR/.test(code))
    return {
      code: 'STORE_UNAVAILABLE',
      message: `the database cannot be written: ${message}`,
      damage: false,
    };
  return { code: 'INTERNAL', message, damage: false };
}

/** Our statements are right for our schema, so a missing table or column, or wrong SQL, is another or a damaged schema. */
const OTHER_TABLES = /no such (table|column|index)|has no column/i;
const DAMAGED_FILE =
  /CORRUPT|NOTADB|IOERR_(SHORT_)?READ|IOERR_CORRUPTFS|malformed|no such (module|function)|syntax error|unknown (tokenizer|error)|unrecognized token|corrupt/i;

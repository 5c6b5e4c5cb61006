import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { resolveLinks } from '../../../files/atomic-file.js';
import { damageError } from '../../damage.js';

/**
 * Throws STORE_UNUSABLE if the write-ahead log of a database is damaged. SQLite takes the first frame with a wrong checksum for the end of
 * the log, and drops the transactions after it without a word. A log that merely ends within a transaction, as after a crash, is intact.
 * Format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function requireIntactLog(file: string): void {
  const path = `${resolveLinks(file)}-wal`;
  // A process may be writing to the log while it is read: then the next attempt finds it intact.
  for (let attempt = 1; ; attempt++) {
    const damage = findLogDamage(path);
    if (damage === null) return;
    if (attempt === ATTEMPTS)
      throw damageError(
        damage.isLast
          ? `the write-ahead log ${path} is damaged in its last transaction, from byte ${damage.intactBytes} on (if the power failed during that write, it was never acknowledged: stop all processes that use the store, and run "truncate -s ${damage.intactBytes} ${path}" to drop it)`
          : `the write-ahead log ${path} is damaged: the transactions from byte ${damage.intactBytes} on would be lost`,
      );
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ATTEMPT_DELAY_MS);
  }
}

const ATTEMPTS = 4;
const ATTEMPT_DELAY_MS = 50;
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

interface LogDamage {
  /** The size of the part of the log that SQLite would use. */
  readonly intactBytes: number;
  /** Whether only the last transaction is after it, as if a write was torn. */
  readonly isLast: boolean;
}

/** What is wrong with a log if SQLite would drop a whole transaction; otherwise null. */
export function findLogDamage(path: string): LogDamage | null {
  const log = openLog(path);
  if (log === null) return null;
  try {
    return scanLog(log);
  } finally {
    closeSync(log);
  }
}

function openLog(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function scanLog(log: number): LogDamage | null {
  const { size } = fstatSync(log);
  if (size < LOG_HEADER_BYTES) return null;
  const header = Buffer.alloc(LOG_HEADER_BYTES);
  readSync(log, header, 0, LOG_HEADER_BYTES, 0);
  // A log that was created and never written to begins with zeros.
  if (header.every((byte) => byte === 0)) return null;
  const magic = header.readUInt32BE(0);
  const pageSize = header.readUInt32BE(8);
  const checksum = createChecksum(magic === 0x377f0682);
  checksum.add(header.subarray(0, 24));
  const intactHeader = (magic | 1) === 0x377f0683 && pageSize >= 512 && checksum.equals(header.subarray(24));
  if (!intactHeader) return size > LOG_HEADER_BYTES ? { intactBytes: 0, isLast: false } : null;
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageSize);
  let broken = false;
  let intactBytes = LOG_HEADER_BYTES;
  let lost = 0;
  for (let at = LOG_HEADER_BYTES; at + frame.length <= size; at += frame.length) {
    readSync(log, frame, 0, frame.length, at);
    const salts = [0, 4].map((offset) => frame.readUInt32BE(8 + offset) === header.readUInt32BE(16 + offset));
    const commits = frame.readUInt32BE(4) !== 0;
    if (!broken) {
      checksum.add(frame.subarray(0, 8));
      checksum.add(frame.subarray(FRAME_HEADER_BYTES));
      broken = salts.includes(false) || !checksum.equals(frame.subarray(16));
      if (!broken && commits) intactBytes = at + frame.length;
    }
    // Frames of an earlier round of the log have different salts.
    if (broken && commits && salts.includes(true)) lost += 1;
  }
  return lost === 0 ? null : { intactBytes, isLast: lost === 1 };
}

/** The running checksum of a log. `swapped`: its words are little-endian. */
function createChecksum(swapped: boolean) {
  let [one, two] = [0, 0];
  return {
    add: (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += 8) {
        const [first, second] = swapped
          ? [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
          : [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
        one = (one + first + two) >>> 0;
        two = (two + second + one) >>> 0;
      }
    },
    /** Whether the first eight bytes are this checksum. */
    equals: (bytes: Buffer) => bytes.readUInt32BE(0) === one && bytes.readUInt32BE(4) === two,
  };
}

import type { Reads } from '../store.js';

/**
 * Reads by id, and of pages along an index. Those that one request starts at a time share a transaction, which costs more than most of them.
 * Other reads, such as searches and traversals, may take long, so each has a transaction of its own.
 */
const SHORT_READS = [
  'get',
  'claimsOf',
  'citationsOf',
  'countCitationsOf',
  'assessmentsOf',
  'policy',
] as const satisfies readonly (keyof Reads)[];

const NAMES: ReadonlySet<string> = new Set(SHORT_READS);
export const isShortRead = (method: string): boolean => NAMES.has(method);

/** The most reads that share a transaction or a message; further ones use another. */
export const MAX_SHARED_READS = 16;

export type ShortReads = Pick<Reads, (typeof SHORT_READS)[number]>;

/** The same reads; the short ones from `shared`. */
export function withSharedReads(reads: Reads, shared: ShortReads): Reads {
  return { ...reads, ...Object.fromEntries(SHORT_READS.map((name) => [name, shared[name]])) };
}

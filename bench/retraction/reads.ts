import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { measurePair } from '../measure.js';
import type { FilledStore } from './fill-store.js';

export interface ReadResult {
  readonly name: string;
  /** Medians, in milliseconds. */
  readonly now: number;
  readonly asOf: number;
}

const ALL_STATUSES = Object.keys(STATUSES) as ClaimStatus[];
const statuses: readonly ClaimStatus[] = ['CONFIRMED', 'REPORTED'];

/** Measures each read of the present, and the same read as of `asOf`, a time before all corrections. */
export async function measureReads(
  store: Store,
  asOf: string,
  { hub, claimIds }: FilledStore,
  runs: number,
): Promise<ReadResult[]> {
  const page = { first: 50, after: null };
  const deep =
    (await store.list('claims', { statuses }, { first: 5000, after: null })).cursors.at(-1) ?? null;
  const asked: Readonly<Record<string, (reads: Reads) => Promise<unknown>>> = {
    'list claims, first page': (reads) => reads.list('claims', { statuses }, page),
    'list claims, 5,000 deep': (reads) => reads.list('claims', { statuses }, { ...page, after: deep }),
    'claimsOf, a hub': (reads) => reads.claimsOf([hub], 'BOTH', { statuses }, page),
    'evidenceOf, 50 claims': (reads) => reads.evidenceOf(claimIds),
    'historyOf, 50 claims': (reads) => reads.historyOf(claimIds),
    'list changes, the first page': (reads) => reads.list('changes', { statuses: ALL_STATUSES }, page),
    'list changes of status, since a timestamp': (reads) =>
      reads.list('changes', { statuses: ALL_STATUSES, statusChanged: true, since: asOf }, page),
    'list changes, at a hub': (reads) =>
      reads.list('changes', { statuses: ALL_STATUSES, entityIds: [hub] }, page),
  };
  const results: ReadResult[] = [];
  for (const [name, ask] of Object.entries(asked)) {
    const { port, baseline } = await measurePair(
      () => ask(store),
      () => ask(store.asOf(asOf)),
      runs,
    );
    results.push({ name, now: port, asOf: baseline });
  }
  return results;
}

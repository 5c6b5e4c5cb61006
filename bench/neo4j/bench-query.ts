import type { PageRequest, Store } from '#ascribe/store/store.js';
import type { RunCypher } from './raw-driver.js';
import type { Sample } from './sample.js';

/** One question, asked through the port and by hand; both give the same, to the letter. */
export interface BenchQuery {
  readonly name: string;
  port(): Promise<unknown>;
  baseline(): Promise<unknown>;
}

/** What questions are made of: both sides, and ids that are in the graph. */
export interface BenchContext {
  readonly store: Store;
  readonly ask: RunCypher;
  readonly sample: Sample;
}

/** As many as a page of the API holds at most by default. */
export const PAGE_SIZE = 50;
export const firstPage: PageRequest = { first: PAGE_SIZE, after: null };

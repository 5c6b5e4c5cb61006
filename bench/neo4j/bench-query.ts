import type { PageRequest, Store } from '#ascribe/store/store.js';
import type { RunCypher } from './raw-driver.js';
import type { Sample } from './sample.js';

/** One question, through the store and as hand-written Cypher. Both must return exactly the same. */
export interface BenchQuery {
  readonly name: string;
  port(): Promise<unknown>;
  baseline(): Promise<unknown>;
}

/** The input of questions: both sides, and ids that exist in the graph. */
export interface BenchContext {
  readonly store: Store;
  readonly ask: RunCypher;
  readonly sample: Sample;
}

/** The default maximum of a page of the API. */
export const PAGE_SIZE = 50;
export const firstPage: PageRequest = { first: PAGE_SIZE, after: null };

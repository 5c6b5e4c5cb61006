import type { PageRequest, Store } from '#ascribe/store/store.js';
import type { Ask } from './bare.js';
import type { Sample } from './sample.js';

/** One question, asked through the port and by hand; both give the same, to the letter. */
export interface Question {
  readonly name: string;
  port(): Promise<unknown>;
  bare(): Promise<unknown>;
}

/** What questions are made of: both sides, and ids that are in the graph. */
export interface Asked {
  readonly store: Store;
  readonly ask: Ask;
  readonly sample: Sample;
}

/** As many as a page of the API holds at most by default. */
export const FIRST = 50;
export const firstPage: PageRequest = { first: FIRST, after: null };

import { type ClaimStatus, isLive, STATUSES } from '#ascribe/domain/records.js';
import type { Reads } from '#ascribe/store/store.js';

export const ALL_STATUSES = Object.keys(STATUSES) as ClaimStatus[];
const everything = { first: 100_000, after: null };

/** The current contents of a store, without its change log and the times at which claims were first recorded. */
export async function readStoreContents(store: Reads, statuses: readonly ClaimStatus[] = ALL_STATUSES) {
  const { items } = await store.list('claims', { statuses }, everything);
  const ids = items.map(({ id }) => id);
  return {
    claims: items.map(({ firstKnownAt: _, ...claim }) => claim),
    citations: (await store.citationsOf(ids, everything)).pages,
    evidence: await store.evidenceOf(ids),
    assessments: await store.assessmentsOf(ids),
    entities: await store.list('entities', {}, everything),
    articles: await store.list('articles', {}, everything),
    sources: await store.list('sources', {}, everything),
    declared: (await store.annotations(statuses, 1000, null)).map((annotation) => ({
      ...annotation,
      // An export without RETRACTED leaves out what retracted articles declare about entities.
      entities: isLive(annotation.article) || statuses.includes('RETRACTED') ? annotation.entities : [],
    })),
    policy: (await store.policy()).policy,
  };
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ClaimDate, claimDates } from '#ascribe/domain/claim-dates.js';
import { statusDuring } from '#ascribe/domain/derivation/periods.js';
import type { EntityKind, Predicate } from '#ascribe/domain/ontology.js';
import { compareClaims } from '#ascribe/domain/order.js';
import { type Claim, type ClaimStatus, type EffectiveStatus, STATUSES } from '#ascribe/domain/records.js';
import { overlaps, parseTimeSpan, type TimeSpan } from '#ascribe/domain/time-span.js';
import type { Reads, Store, TimelineFilter } from '#ascribe/store/store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';
import { CITATIONS_BY_STATUS, randomValidity } from './random-graphs.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const ACTORS = ['front', 'guard', 'arland'];
const EVENTS: Readonly<Record<string, EntityKind>> = { blast: 'ATTACK', raid: 'ATTACK', summit: 'EVENT' };
const DATES = [
  '2019',
  '2031-04~',
  '2031-04-02?',
  '2031-04-XX',
  '2031-04-01/..',
  '../2018',
  '[2020..2030]',
  '2031-04/',
  '[..2018]',
];

const randomClaim: fc.Arbitrary<ClaimSpec & { readonly status: ClaimStatus }> = fc
  .record({
    what: fc.oneof(
      fc.tuple(pick([...Object.keys(EVENTS), 'front']), pick(DATES)).map(
        ([subjectId, edtf]): ClaimSpec => ({
          subjectId,
          predicate: 'DATED',
          value: { type: 'DATE', edtf },
        }),
      ),
      linkClaim(['front', 'guard'], ['PERPETRATED', 'CLAIMED_RESPONSIBILITY_FOR'], ['blast', 'raid']),
      linkClaim(Object.keys(EVENTS), ['LOCATED_IN'], ['arland']),
      linkClaim(ACTORS, ['FUNDS', 'ARMS'], ACTORS),
    ),
    held: randomValidity,
    status: fc.oneof(pick(ALL), pick<ClaimStatus>(['CONFIRMED', 'REPORTED', 'ALLEGED'])),
  })
  .map(({ what, status, held }) => ({
    ...what,
    status,
    citations: [what.predicate === 'DATED' ? {} : held],
  }));

function linkClaim(
  subjects: readonly string[],
  predicates: readonly Predicate[],
  objects: readonly string[],
) {
  return fc
    .record({ subjectId: pick(subjects), predicate: pick(predicates), objectId: pick(objects) })
    .map((said): ClaimSpec => said);
}

const randomFilter: fc.Arbitrary<TimelineFilter> = fc
  .record(
    {
      statuses: fc.oneof(fc.constant(ALL), fc.subarray(ALL, { minLength: 3 })),
      entityIds: fc.subarray([...ACTORS, 'blast', 'summit', 'nobody'], { minLength: 1, maxLength: 3 }),
      predicates: pick<readonly Predicate[]>([
        ['DATED', 'PERPETRATED'],
        ['SPONSORS'],
        ['LOCATED_IN', 'DATED'],
      ]),
      minConfidence: pick([0, 20, 60]),
      during: pick(['2020', '2031-04-02', '2031-05/..']),
      includeUndated: fc.boolean(),
    },
    { requiredKeys: ['statuses'] },
  )
  .map(({ entityIds, ...filter }) => ({ ...filter, ...(entityIds && { entityIds }) }));

/** Random filters alone may find too little to test paging, and events that the claims of an entity lead to. */
const LONG: readonly TimelineFilter[] = [{ statuses: ALL }, { statuses: ALL, entityIds: ACTORS }];

/** Properties of timelines in every store, for random claims. `open` creates an empty store. */
export function timelineProperties(name: string, open: () => Promise<Store>, numRuns: number): void {
  it(`the timeline of ${name} equals a naive one, now and as of an earlier time, for any page size`, async () => {
    const store = await open();
    let [linked, most] = [0, 0];
    const says = fc.array(randomClaim, { minLength: 8, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        says,
        says,
        fc.array(randomFilter, { maxLength: 2 }),
        pick([1, 2, 5, 100]),
        async (before, after, filters, first) => {
          await put(store, before);
          const earlier = store.asOf((await store.writePosition()).lastWriteAt);
          await put(store, after);
          for (const filter of [...LONG, ...filters])
            for (const reads of [store, earlier]) {
              const found = await timeline(reads, filter, first);
              expect(found).toEqual(await naiveTimeline(reads, filter));
              linked += found.filter(([, , via]) => via !== null).length;
              most = Math.max(most, found.length);
            }
        },
      ),
      { numRuns, endOnFailure: true },
    );
    // Ensures that the random timelines are not empty.
    expect(linked).toBeGreaterThan(0);
    expect(most).toBeGreaterThan(5);
    await store.close();
  });
}

/** Replaces all claims: with those of one live and one retracted article. */
async function put(store: Store, claims: readonly (ClaimSpec & { readonly status: ClaimStatus })[]) {
  const entities = [
    ...ACTORS.map((id) => entity(id, id === 'arland' ? 'STATE' : 'ARMED_GROUP')),
    ...Object.entries(EVENTS).map(([id, kind]) => entity(id, kind)),
  ];
  const distinct = [
    ...new Map(
      claims.map((one) => [JSON.stringify([one.subjectId, one.predicate, one.objectId, one.value]), one]),
    ).values(),
  ];
  const articles = [false, true].map((retracted) =>
    article(`said-${retracted}`, {
      entities,
      article: { retractedAt: retracted ? '2031-05-01T00:00:00Z' : null },
      says: distinct
        .filter(({ status }) => (status === 'RETRACTED') === retracted)
        .map(({ status, citations, ...one }) => ({
          ...one,
          citations: CITATIONS_BY_STATUS[status].map((evidence, n) => ({
            quote: `words ${n}`,
            ...citations?.[0],
            ...evidence,
          })),
        })),
    }),
  );
  await store.write((writer) => writer.put(articles));
}

type Found = readonly [orderKey: string, claimId: string, via: string | null];

async function timeline(reads: Reads, filter: TimelineFilter, first: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext } = await reads.timeline(filter, { first, after });
    found.push(...items.map(({ date, claim, via }): Found => [date.orderKey, claim.id, via?.id ?? null]));
    if (!hasNext) return found;
    after = cursors.at(-1) ?? null;
  }
}

/** Computes the timeline from all claims of the store: each date and each link by the status that is known at its time. */
async function naiveTimeline(
  reads: Reads,
  { entityIds, during, includeUndated = false, statuses, minConfidence, ...filter }: TimelineFilter,
): Promise<Found[]> {
  const { items } = await reads.list('claims', { ...filter, statuses: ALL }, { first: 10_000, after: null });
  const isDuring = time(during, includeUndated);
  const matches = (held: EffectiveStatus | null): held is EffectiveStatus =>
    held !== null &&
    statuses.includes(held.status) &&
    (minConfidence === undefined || (held.confidence ?? -1) >= minConfidence);
  const strongestLink = (claim: Claim, at: TimeSpan): string | null => {
    const links = items.filter(
      ({ subjectId, objectId }) =>
        (subjectId === claim.subjectId && entityIds?.includes(objectId ?? '')) ||
        (objectId === claim.subjectId && entityIds?.includes(subjectId)),
    );
    const held = links
      .map((link) => ({
        link,
        held: link.periods.length === 0 ? link : statusDuring(link, at, includeUndated),
      }))
      .filter(({ held }) => matches(held))
      .map(({ link, held }) => ({ ...link, ...(held as EffectiveStatus), id: link.id }));
    return held.sort(compareClaims)[0]?.id ?? null;
  };
  return items
    .flatMap((claim) => {
      const ends = [claim.subjectId, claim.objectId];
      const own = entityIds === undefined || entityIds.some((id) => ends.includes(id));
      if (!own && (claim.predicate !== 'DATED' || !(claim.subjectId in EVENTS))) return [];
      return claimDates(claim)
        .filter(isDuring)
        .filter(({ date, known }) => matches(date === null ? statusDuring(claim, known, false) : claim))
        .map(({ orderKey, known }): Found => [orderKey, claim.id, own ? null : strongestLink(claim, known)])
        .filter(([, , via]) => own || via !== null);
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function time(during: string | undefined, includeUndated: boolean) {
  if (during === undefined) return () => true;
  const window = parseTimeSpan(during);
  return ({ known, possible }: ClaimDate) => overlaps(includeUndated ? possible : known, window);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { facets } from '#ascribe/domain/facets.js';
import { type EntityKind, entityKinds } from '#ascribe/domain/ontology.js';
import { type AnnotatedArticle, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import type { ClaimFilter, Store, Writer } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';
import { randomArticle } from './random-articles.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const SLUGS = ['one', 'two', 'three', 'lone'];
const by = { reason: 'wrong', analyst: 'anna' } as const;

/** Statuses by which all claims can be counted. */
export const COUNTED_STATUSES: readonly (readonly ClaimStatus[])[] = [
  ...ALL.map((status) => [status]),
  ALL,
  ['CONFIRMED', 'ALLEGED'],
];

/** All facets of all claims for each of these statuses, and how many claims have them. */
async function countsOf(store: Store, asked: typeof COUNTED_STATUSES, more: Partial<ClaimFilter> = {}) {
  const counts: Record<string, unknown> = {};
  for (const statuses of asked) {
    const filter = { statuses, ...more };
    counts[statuses.join()] = [
      await store.count('claims', filter),
      await Promise.all(facets.map((facet) => store.countBy(facet, filter, 1000))),
    ];
  }
  return counts;
}

/** Every claim is about an entity of some kind, so this condition holds for all claims; to check it, the store reads them. */
const recount = (store: Store, asked: typeof COUNTED_STATUSES) =>
  countsOf(store, asked, { kinds: entityKinds });

/** An article that alone declares an entity, whose kind it may correct. */
const declaring = (kind: EntityKind): AnnotatedArticle =>
  article('lone', {
    entities: [entity('lonely', kind), entity('river-front', 'ARMED_GROUP')],
    says: [{ subjectId: 'lonely' }],
  });

type Operation = (store: Store) => Promise<unknown>;
const write =
  (work: (writer: Writer, store: Store) => Promise<unknown>): Operation =>
  (store) =>
    store.write((writer) => work(writer, store));

async function claimIdAt(store: Store, at: number): Promise<string> {
  const { items } = await store.list('claims', { statuses: ALL }, { first: 1000, after: null });
  return items[at % Math.max(1, items.length)]?.id ?? 'claim:none';
}

const articleId = fc.constantFrom(...SLUGS).map((slug) => `article:${slug}`);
const articles = fc.uniqueArray(randomArticle(SLUGS, true), {
  minLength: 1,
  maxLength: 3,
  selector: ({ article }) => article.id,
});
const OPERATIONS: Readonly<Record<string, fc.Arbitrary<Operation>>> = {
  import: articles.map((all) => write(async (writer) => writer.put(all, { replace: true }))),
  'imports in one transaction': fc.tuple(articles, articles).map(([one, other]) =>
    write(async (writer) => {
      await writer.put(one, { replace: true });
      await writer.put(other, { replace: true });
    }),
  ),
  'correction of a kind': fc
    .constantFrom<EntityKind[]>('STATE', 'ORGANIZATION')
    .map((kind) => write((writer) => writer.put([declaring(kind)]))),
  retraction: fc
    .tuple(articleId, fc.boolean())
    .map(([id, includeDerived]) =>
      write((writer) => writer.retract({ ...by, articleId: id, includeDerived })),
    ),
  restoration: articleId.map((id) => write((writer) => writer.restore({ articleId: id, analyst: 'anna' }))),
  preview: articleId.map((id) => async (store) => {
    await store.preview((writer) => writer.retract({ ...by, articleId: id, includeDerived: true }));
  }),
  assessment: fc.tuple(fc.nat(20), fc.constantFrom<ClaimStatus[]>('CONFIRMED', 'DENIED')).map(
    ([at, status]): Operation =>
      async (store) => {
        const claimId = await claimIdAt(store, at);
        await store.write((writer) =>
          writer.assess({ claimId, analyst: 'anna', status, confidence: 30, rationale: 'seen' }),
        );
      },
  ),
  'end of an assessment': fc.nat(20).map(
    (at): Operation =>
      async (store) => {
        const claimId = await claimIdAt(store, at);
        await store.write((writer) => writer.withdrawAssessment({ claimId, analyst: 'anna' }));
      },
  ),
  policy: fc
    .constantFrom(1, 2, 5)
    .map((factOrigins) =>
      write((writer) =>
        writer.applyPolicy(
          { ...DEFAULT_POLICY, version: 9, confirm: { ...DEFAULT_POLICY.confirm, factOrigins } },
          1000,
        ),
      ),
    ),
  erasure: fc
    .oneof(articleId, fc.constantFrom('hill-guard', 'lonely'))
    .map((id) => write((writer) => writer.erase({ id, reason: 'PRIVACY', erasedBy: 'anna' }))),
};

/** Tests the counts of all claims by facet, for every store. `open` creates an empty store. */
export function claimCountsProperties(
  name: string,
  open: () => Promise<Store>,
  numRuns: number,
  asked = COUNTED_STATUSES,
): void {
  describe(`counts of all claims by facet of ${name}`, () => {
    const withStore = async (work: Operation) => {
      const store = await open();
      try {
        await work(store);
        expect(await countsOf(store, asked)).toEqual(await recount(store, asked));
      } finally {
        await store.close();
      }
    };

    it('are those of counting the claims again, after any writes and also after writes that fail', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(OPERATIONS.import as never, ...Object.values(OPERATIONS)), {
            minLength: 1,
            maxLength: 7,
          }) as fc.Arbitrary<Operation[]>,
          (operations) =>
            withStore(async (store) => {
              // Some have nothing to retract, assess or restore; erased articles cannot be imported.
              for (const operation of operations)
                await operation(store).catch((error: { code?: string }) => expect(error.code).toBeDefined());
            }),
        ),
        { numRuns, endOnFailure: true },
      );
    }, 300_000);

    it('follow the corrected kind of an entity', () =>
      withStore(async (store) => {
        const countries = () => store.countBy('COUNTRY', { statuses: ALL }, 9);
        await store.write((writer) => writer.put([declaring('STATE')]));
        expect(await countries()).toEqual([{ value: 'lonely', count: 1 }]);
        await store.write((writer) => writer.put([declaring('ORGANIZATION')]));
        expect(await countries()).toEqual([]);
      }));
  });
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { type AnnotatedArticle, type Claim, isLive, statuses } from '#ascribe/domain/records.js';
import type { Reads, Store } from '#ascribe/store/store.js';
import { article, entity } from './article-builder.js';

/** An organ comes after its bodies, so that no articles make a circle. The first two are the ends of all claims. */
const ACTORS = ['arland', 'river-front', 'vostra', 'ministry', 'army', 'spokesman'] as const;
const SPEAKING = ['one', 'two', 'three'];
const SLUGS = [...SPEAKING, 'four', 'five', 'six'];
const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const NOBODY = [null, null, null];

const pair = fc
  .tuple(fc.integer({ min: 1, max: ACTORS.length - 1 }), fc.nat())
  .map(([organ, body]) => [ACTORS[organ], ACTORS[body % organ]] as const);

/** Three articles speak, the others only declare organs: then claims change that no article of the write cites. */
const randomArticle = (slugs: readonly string[]): fc.Arbitrary<AnnotatedArticle> =>
  fc
    .record({
      slug: pick(slugs),
      affiliation: pick([...NOBODY, 'vostra', 'ministry', 'spokesman']),
      derivedFrom: pick([...NOBODY, ...NOBODY, 'article:one']),
      // Few, so that chains lead through several articles.
      pairs: fc.array(pair, { maxLength: 2 }),
      speaker: pick([null, 'ministry', 'army', 'spokesman'] as const),
      modality: pick(['REPORTED_AS_FACT', 'REPORTED_AS_FACT', 'ADMITTED'] as const),
      stance: pick(['SUPPORTS', 'SUPPORTS', 'DENIES'] as const),
    })
    .map(({ slug, affiliation, derivedFrom, pairs, speaker, modality, stance }) => {
      const speaks = SPEAKING.includes(slug);
      return article(slug, {
        source: { affiliation },
        article: { derivedFrom },
        entities: ACTORS.map((id) => {
          const [, body] = (speaks ? [] : pairs).find(([organ]) => organ === id) ?? [];
          return entity(id, 'ORGANIZATION', { organOf: [body ?? []].flat() });
        }),
        says: speaks ? [{ citations: [{ assertedBy: [speaker ?? []].flat(), modality, stance }] }] : [],
      });
    });

type Step =
  | { readonly act: 'put'; readonly articles: readonly AnnotatedArticle[] }
  | { readonly act: 'retract'; readonly articleId: string; readonly includeDerived: boolean }
  | { readonly act: 'restore'; readonly articleId: string };
const articleId = pick(SLUGS.map((slug) => `article:${slug}`));
const act = <T extends Step['act']>(name: T) => fc.constant(name);
const put = fc
  .array(randomArticle(SLUGS), { minLength: 1, maxLength: 2 })
  .map((articles) => ({ act: 'put' as const, articles: distinct(articles) }));
const distinct = (articles: readonly AnnotatedArticle[]) => [
  ...new Map(articles.map((one) => [one.article.id, one])).values(),
];
const randomHistory: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    randomArticle(['one']),
    randomArticle(['two']),
    randomArticle(['three']),
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: put },
        fc.record({ act: act('retract'), articleId, includeDerived: fc.boolean() }),
        fc.record({ act: act('restore'), articleId }),
      ),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([one, two, three, steps]) => [{ act: 'put', articles: [one, two, three] }, ...steps]);

/** Properties of voices that hold after every history, in every store. `open` creates an empty store. */
export function voiceProperties(name: string, open: () => Promise<Store>, numRuns: number): void {
  it(`voices on ${name} are those of the live declarations of each time, and origins are those that comparing each citation with each finds`, async () => {
    const property = fc.asyncProperty(randomHistory, async (history) => {
      const store = await open();
      try {
        const then: { readonly time: string; readonly state: object }[] = [];
        for (const step of history) {
          await apply(store, step);
          const state = await readState(store);
          const declared = await liveDeclarations(store);
          expectNaiveVoices(declared, Object.values(state.evidence).flat());
          for (const claim of state.claims)
            expectNaiveOrigins(declared, claim, state.evidence[claim.id] ?? []);
          then.push({ time: (await store.writePosition()).lastWriteAt, state });
        }
        const rederived = await store.preview((writer) =>
          writer.applyPolicy({ ...DEFAULT_POLICY, version: 99 }, 1000),
        );
        expect(rederived.changes).toEqual([]);
        for (const { time, state } of then) expect(await readState(store.asOf(time))).toEqual(state);
      } finally {
        await store.close();
      }
    });
    await fc.assert(property, { numRuns, endOnFailure: true });
  }, 900_000);
}

/** A step that the store refuses, such as restoring what is not retracted, changes nothing. */
async function apply(store: Store, step: Step): Promise<void> {
  await store
    .write<unknown>((writer) =>
      step.act === 'put'
        ? writer.put(step.articles, { replace: true })
        : writer[step.act]({ reason: 'made up', analyst: 'ada', includeDerived: false, ...step }),
    )
    .catch((error: { code?: string }) => expect(['NOT_FOUND', 'NOT_RETRACTED']).toContain(error.code));
}

async function readState(store: Reads) {
  const { items } = await store.list('claims', { statuses }, { first: 100, after: null });
  const evidence = await store.evidenceOf(items.map(({ id }) => id));
  return {
    claims: items,
    evidence: Object.fromEntries(items.map(({ id }, index) => [id, evidence[index] ?? []])),
    entities: await store.list('entities', {}, { first: 100, after: null }),
  };
}

type Pair = readonly [organ: string, body: string];

async function liveDeclarations(store: Reads): Promise<Pair[]> {
  const annotations = await store.annotations(statuses, 100, null);
  return annotations
    .filter(({ article }) => isLive(article))
    .flatMap(({ entities }) =>
      entities.flatMap(({ id, organOf }) => organOf.map((body): Pair => [id, body])),
    );
}

/** Replaces each organ by its bodies until none is left. */
function naiveVoices(id: string | null | undefined, pairs: readonly Pair[]): string[] {
  let voices = id == null ? [] : [id];
  for (const _ of ACTORS)
    voices = voices.flatMap((one) => {
      const bodies = pairs.filter(([organ]) => organ === one).map(([, body]) => body);
      return bodies.length === 0 ? [one] : bodies;
    });
  return [...new Set(voices)].sort();
}

/** Each pair of citations is compared with the declarations, and groups are joined until nothing changes. */
function expectNaiveOrigins(pairs: readonly Pair[], claim: Claim, evidence: readonly Evidence[]): void {
  for (const stance of ['SUPPORTS', 'DENIES']) {
    const all = evidence.filter((one) => one.live && one.citation.stance === stance);
    const voices = (one: Evidence) =>
      [one.citation.assertedBy.at(-1), one.affiliation].flatMap((id) => naiveVoices(id, pairs));
    const areOne = (one: Evidence, other: Evidence) =>
      one.sourceId === other.sourceId ||
      one.lineage.some((id) => other.lineage.includes(id)) ||
      voices(one).some((voice) => voices(other).includes(voice));
    const groups = all.map((_, at) => at);
    for (const _ of all)
      for (const [a, one] of all.entries())
        for (const [b, other] of all.entries())
          if (areOne(one, other)) {
            const first = Math.min(groups[a] as number, groups[b] as number);
            groups[a] = first;
            groups[b] = first;
          }
    const naive = [...new Set(groups)].map((group) =>
      all.flatMap(({ citation }, at) => (groups[at] === group ? [citation.id] : [])),
    );
    const { origins } = derive(claim, evidence);
    const found = origins.filter((origin) => origin.stance === stance).map(({ citationIds }) => citationIds);
    expect(found.map(String).sort()).toEqual(naive.map(String).sort());
  }
}

function expectNaiveVoices(pairs: readonly Pair[], evidence: readonly Evidence[]): void {
  for (const { citation, affiliation, voices } of evidence) {
    expect(voices.speaker).toEqual(naiveVoices(citation.assertedBy.at(-1), pairs));
    expect(voices.owner).toEqual(naiveVoices(affiliation, pairs));
    expect(voices.subject).toEqual(naiveVoices('arland', pairs));
    expect(voices.object).toEqual(naiveVoices('river-front', pairs));
  }
}

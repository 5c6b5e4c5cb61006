import { TIE_PREDICATES, type Tie } from '../../domain/analysis/independence.js';
import { sourceFromDeclarations, updateSourceDeclarations } from '../../domain/declarations.js';
import { derive } from '../../domain/derivation/derive.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import { DEFAULT_POLICY, type Policy } from '../../domain/derivation/policy.js';
import type { EntityKind } from '../../domain/ontology.js';
import { type ClaimStatus, type Source, statuses } from '../../domain/records.js';
import { type CitationContext, groupEvidenceByClaim, voiceIdsOf } from '../../store/read/evidence.js';
import { readAllPages } from '../../store/read/read-all-pages.js';
import type { PageRequest, Reads } from '../../store/store.js';
import type { RunArticle, RunClaim, RunProposition, RunRecords } from './run-records.js';

/** What the questions about independence read. */
export interface IndependenceGraph {
  readonly policy: () => Promise<Policy>;
  /** Those of these claims of the run that may be CONFIRMED, to read as few as possible. */
  readonly mayBeConfirmed: (claims: readonly RunClaim[]) => Promise<readonly RunClaim[]>;
  readonly evidenceOf: (claims: readonly RunProposition[]) => Promise<readonly (readonly Evidence[])[]>;
  /** The ties that begin at these entities, with the status of each claim. */
  readonly ties: (entityIds: readonly string[]) => Promise<readonly Tie[]>;
  readonly kinds: (entityIds: readonly string[]) => Promise<ReadonlyMap<string, EntityKind>>;
  /** Those of these articles that are known. */
  readonly articles: (
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly url: string | null }>>;
  readonly closestArticleIds: (id: string) => Promise<readonly string[]>;
  /** Sources of the store. */
  readonly sourcePages: () => AsyncIterable<readonly Source[]>;
}

/** A tie that is denied or retracted is none. */
const TIE_STATUSES: readonly ClaimStatus[] = statuses.filter(
  (status) => status !== 'DENIED' && status !== 'RETRACTED',
);
const PAGE_SIZE = 1000;
const CLOSEST = 3;

/** The graph of a store that contains the run. */
export function storedGraph(store: Reads): IndependenceGraph {
  return {
    policy: async () => (await store.policy()).policy,
    async mayBeConfirmed(claims) {
      const stored = await store.get(
        'claims',
        claims.map(({ id }) => id),
      );
      return claims.filter((_, index) => stored[index]?.derivedStatus === 'CONFIRMED');
    },
    evidenceOf: (claims) => store.evidenceOf(claims.map(({ id }) => id)),
    async ties(entityIds) {
      const filter = { statuses: TIE_STATUSES, predicates: TIE_PREDICATES, subjectIds: entityIds };
      const claims = [];
      for await (const page of readAllPages((request) => store.list('claims', filter, request), PAGE_SIZE))
        claims.push(...page.items);
      const entities = await store.get('entities', entityIds);
      return [
        ...claims.flatMap((claim) => claimTie(claim, claim.status)),
        ...entities.flatMap((entity) => (entity === null ? [] : organTies(entity.id, entity.organOf))),
      ];
    },
    async kinds(entityIds) {
      const entities = await store.get('entities', entityIds);
      return new Map(entities.flatMap((entity) => (entity === null ? [] : [[entity.id, entity.kind]])));
    },
    async articles(ids) {
      const articles = await store.get('articles', ids);
      return new Map(articles.flatMap((article) => (article === null ? [] : [[article.id, article]])));
    },
    closestArticleIds: (id) => store.closestArticleIds(id, CLOSEST),
    async *sourcePages() {
      const read = (page: PageRequest) => store.list('sources', {}, page);
      for await (const { items } of readAllPages(read, PAGE_SIZE)) yield items;
    },
  };
}

/** The graph as it would be if the run were written to the store. Null for no store. */
export function checkedGraph(run: RunRecords, store: Reads | null): IndependenceGraph {
  const inStore = store === null ? null : storedGraph(store);
  const evidenceOf = (claims: readonly RunProposition[]) => readEvidence(run, store, claims);
  const policy = async () => (await inStore?.policy()) ?? DEFAULT_POLICY;
  return {
    policy,
    async mayBeConfirmed(claims) {
      const known =
        (await store?.get(
          'claims',
          claims.map(({ id }) => id),
        )) ?? [];
      return claims.filter(({ articles }, index) => articles > 1 || known[index] != null);
    },
    evidenceOf,
    async ties(entityIds) {
      const stored = (await inStore?.ties(entityIds)) ?? [];
      const claims = new Map(
        [...stored.flatMap(storedTieClaim), ...run.ties(entityIds)].map((claim) => [claim.id, claim]),
      );
      // Also of claims that the run does not make: it may replace the articles that did.
      const evidence = await evidenceOf([...claims.values()]);
      const inForce = await policy();
      const ties = [...claims.values()].flatMap((claim, index) =>
        claimTie(claim, derive(claim, evidence[index] ?? [], inForce).status),
      );
      const organs = [...run.bodies(entityIds)].flatMap(([id, bodies]) => organTies(id, bodies));
      return [...ties, ...stored.filter(({ claim }) => claim === null), ...organs];
    },
    async kinds(entityIds) {
      return new Map([...((await inStore?.kinds(entityIds)) ?? []), ...run.kinds(entityIds)]);
    },
    async articles(ids) {
      const own = run.articles(ids).map((article) => [article.id, article] as const);
      return new Map([...((await inStore?.articles(ids)) ?? []), ...own]);
    },
    closestArticleIds: async (id) => (await inStore?.closestArticleIds(id)) ?? [],
    async *sourcePages() {
      if (inStore !== null) yield* inStore.sourcePages();
    },
  };
}

const claimTie = (claim: RunProposition, status: ClaimStatus): Tie[] =>
  claim.objectId === null || !TIE_STATUSES.includes(status)
    ? []
    : [
        {
          from: claim.subjectId,
          to: claim.objectId,
          predicate: claim.predicate as (typeof TIE_PREDICATES)[number],
          claim: { id: claim.id, status },
        },
      ];

const storedTieClaim = ({ from, predicate, to, claim }: Tie): RunProposition[] =>
  claim === null || predicate === 'organOf'
    ? []
    : [{ id: claim.id, subjectId: from, predicate, objectId: to, value: null }];

const organTies = (id: string, bodies: readonly string[]): Tie[] =>
  bodies.map((body) => ({ from: id, to: body, predicate: 'organOf', claim: null }));

/** The evidence of the run, and that of the store from other articles. Ids of articles of the run come from the run. */
async function readEvidence(
  run: RunRecords,
  store: Reads | null,
  claims: readonly RunProposition[],
): Promise<readonly (readonly Evidence[])[]> {
  const claimIds = claims.map(({ id }) => id);
  const stored = ((await store?.evidenceOf(claimIds)) ?? []).flat();
  const citations = run.citationsOf(claimIds);
  const articleIds = [...stored, ...citations.map((citation) => ({ citation }))].map(
    ({ citation }) => citation.articleId,
  );
  const articles = new Map(run.articles([...new Set(articleIds)]).map((article) => [article.id, article]));
  const sources = await readSources(run, store, [...articles.values()]);
  const cited: CitationContext[] = [
    ...citations.flatMap((citation) => {
      const article = articles.get(citation.articleId);
      const source = sources.get(article?.sourceId ?? '');
      return article === undefined || source === undefined
        ? []
        : [{ citation, article, live: article.live, source }];
    }),
    ...stored.filter(({ citation }) => !articles.has(citation.articleId)).map(toContext),
  ];
  const ends = new Map(claims.map(({ id, subjectId, objectId }) => [id, { subjectId, objectId }]));
  const originals = await readOriginals(run, store, cited);
  const bodies = await readBodies(run, store, voiceIdsOf(cited, ends));
  const found = groupEvidenceByClaim(cited, { originals, ends, bodies });
  return claimIds.map((id) => found.get(id) ?? []);
}

function toContext(evidence: Evidence): CitationContext {
  const { citation, genre, publishedAt, lineage, textSketch, live, affiliation, reliability } = evidence;
  const { sourceId, sourceName } = evidence;
  return {
    citation,
    article: { id: citation.articleId, genre, publishedAt, derivedFrom: lineage[1] ?? null, textSketch },
    live,
    source: { id: sourceId, name: sourceName, reliability, affiliation },
  };
}

/** The sources of articles of the run, each as the run and the store declare it. */
async function readSources(
  run: RunRecords,
  store: Reads | null,
  articles: readonly RunArticle[],
): Promise<ReadonlyMap<string, Source>> {
  const ids = [...new Set(articles.map(({ sourceId }) => sourceId))];
  const known = (await store?.get('sources', ids)) ?? [];
  const stored = new Map(known.flatMap((source) => (source === null ? [] : [[source.id, source]])));
  return new Map(
    [...run.sources(ids)].map(([id, declarations]) => {
      const source = stored.get(id);
      const all = source === undefined ? declarations : updateSourceDeclarations(declarations, source, 1);
      return [id, sourceFromDeclarations(id, all)];
    }),
  );
}

/** For each article of the lineages the one that it derives from. */
async function readOriginals(
  run: RunRecords,
  store: Reads | null,
  cited: readonly CitationContext[],
): Promise<ReadonlyMap<string, string | null>> {
  const originals = new Map(cited.map(({ article }) => [article.id, article.derivedFrom]));
  const unknown = () =>
    [...new Set(originals.values())].filter((id): id is string => id !== null && !originals.has(id));
  for (let ids = unknown(); ids.length > 0; ids = unknown()) {
    const stored = (await store?.get('articles', ids)) ?? [];
    for (const id of ids) originals.set(id, null);
    for (const article of [...stored, ...run.articles(ids)])
      if (article !== null) originals.set(article.id, article.derivedFrom);
  }
  return originals;
}

/** The bodies of those that are organs, and of the organs above them. */
async function readBodies(
  run: RunRecords,
  store: Reads | null,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const bodies = new Map<string, readonly string[]>();
  for (let next = [...ids]; next.length > 0; ) {
    const stored = (await store?.get('entities', next)) ?? [];
    const own = run.bodies(next);
    for (const [index, id] of next.entries())
      bodies.set(id, [...new Set([...(stored[index]?.organOf ?? []), ...(own.get(id) ?? [])])]);
    next = [...new Set(next.flatMap((id) => bodies.get(id) ?? []))].filter((id) => !bodies.has(id));
  }
  return bodies;
}

import DataLoader from 'dataloader';
import { lazy } from '../../async/lazy.js';
import type { CountedText, DeclaredRole } from '../../domain/declared-texts.js';
import { type Derivation, derive, deriveInWindow } from '../../domain/derivation/derive.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import type { ActivePolicy } from '../../domain/derivation/policy.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  Entity,
  Source,
} from '../../domain/records.js';
import { parseTimeSpan } from '../../domain/time-span.js';
import type {
  CitationPages,
  CitationPrefetch,
  ClaimFilter,
  ClaimPages,
  ClaimPrefetch,
  Direction,
  Page,
  PageRequest,
  Reads,
} from '../../store/store.js';

/**
 * Batched and cached reads of one request: the same field of many records becomes one call of the store. A field with arguments has one
 * loader for each set of arguments, so a page of 50 entities costs as many calls as a page of 5.
 */
export interface Loaders {
  readonly entity: RecordLoader<Entity>;
  readonly claim: RecordLoader<Claim>;
  readonly citation: RecordLoader<Citation>;
  readonly article: RecordLoader<Article>;
  readonly source: RecordLoader<Source>;
  readonly assessments: DataLoader<string, readonly Assessment[]>;
  readonly history: DataLoader<string, readonly ClaimChange[]>;
  readonly citationCount: DataLoader<string, number>;
  /** All evidence of a claim, of retracted articles too. */
  readonly evidence: DataLoader<string, readonly Evidence[]>;
  /** The active policy; read once per request. */
  policy(): Promise<ActivePolicy>;
  /** What the policy derives from a claim's evidence, in the window in which the claim was read; computed once per request. */
  derivation(claim: Claim): Promise<Derivation>;
  citationsOf(page: PageRequest, prefetch: CitationPrefetch): DataLoader<string, Page<Citation>>;
  claimsOf(
    direction: Direction,
    filter: ClaimFilter,
    page: PageRequest,
    prefetch: ClaimPrefetch,
  ): DataLoader<string, Page<Claim>>;
  /** Loads what `claimsOf` does and the entity itself in one read. Never rejects. */
  loadWithClaims(id: string, ...claims: Parameters<Loaders['claimsOf']>): Promise<void>;
  claimCountOf(direction: Direction, filter: ClaimFilter): DataLoader<string, number>;
  /** The names or descriptions that articles declare about an entity. */
  declaredTexts(role: DeclaredRole): DataLoader<string, readonly CountedText[]>;
  /** The articles that declare a text, by the JSON of the `DeclaredText`. */
  articlesDeclaring(page: PageRequest): DataLoader<string, Page<Article>>;
}

/**
 * Reads records by id. `known` gives those that were read already without a promise: a list of thousands would need as many, and the
 * garbage collector would take longer than the answer.
 */
export class RecordLoader<T extends { readonly id: string }> extends DataLoader<string, T | null> {
  readonly #known = new Map<string, T>();

  constructor(read: (ids: readonly string[]) => Promise<readonly (T | null)[]>) {
    super(async (ids) => {
      const records = await read(ids);
      for (const record of records) if (record !== null) this.#known.set(record.id, record);
      return records;
    });
  }

  known(id: string): T | undefined {
    return this.#known.get(id);
  }

  /** Caches records that a different query has read. */
  primeAll(records: readonly T[]): void {
    for (const record of records) {
      this.#known.set(record.id, record);
      this.prime(record.id, record);
    }
  }
}

export function createLoaders(store: Reads): Loaders {
  const evidence: DataLoader<string, readonly Evidence[]> = createLoader((ids) => store.evidenceOf(ids));
  const policy = lazy(() => store.policy());
  const records = {
    entity: new RecordLoader((ids) => store.get('entities', ids)),
    article: new RecordLoader((ids) => store.get('articles', ids)),
    source: new RecordLoader((ids) => store.get('sources', ids)),
  };
  return {
    ...records,
    claim: new RecordLoader((ids) => store.get('claims', ids)),
    citation: new RecordLoader((ids) => store.get('citations', ids)),
    assessments: createLoader((ids) => store.assessmentsOf(ids)),
    history: createLoader((ids) => store.historyOf(ids)),
    citationCount: createLoader((ids) => store.countCitationsOf(ids)),
    evidence,
    policy,
    derivation: memoizeByClaim(async (claim) => {
      const [claimEvidence, active] = await Promise.all([evidence.load(claim.id), policy()]);
      const derivation = derive(claim, claimEvidence, active.policy);
      if (claim.window === undefined) return derivation;
      const { during, includeUndated } = claim.window;
      return deriveInWindow(derivation, parseTimeSpan(during), includeUndated);
    }),
    ...createListLoaders(store, records),
  };
}

/** Loaders of lists, one for each set of arguments. Related records that a read brings are put into their own loaders. */
function createListLoaders(
  store: Reads,
  { entity, article, source }: Pick<Loaders, 'entity' | 'article' | 'source'>,
): Pick<
  Loaders,
  'citationsOf' | 'claimsOf' | 'loadWithClaims' | 'claimCountOf' | 'declaredTexts' | 'articlesDeclaring'
> {
  const byArguments = new Map<string, DataLoader<string, unknown>>();
  const shared = <T>(
    field: unknown[],
    read: (ids: readonly string[]) => Promise<readonly T[]>,
  ): DataLoader<string, T> => {
    const key = JSON.stringify(field);
    const loader = (byArguments.get(key) as DataLoader<string, T> | undefined) ?? createLoader(read);
    byArguments.set(key, loader as DataLoader<string, unknown>);
    return loader;
  };
  const primeRelated = ({ pages, articles, sources, speakers }: CitationPages) => {
    article.primeAll(articles);
    source.primeAll(sources);
    entity.primeAll(speakers);
    return pages;
  };
  const citationsOf: Loaders['citationsOf'] = (page, prefetch) =>
    shared(['citationsOf', page, prefetch], async (ids) =>
      primeRelated(await store.citationsOf(ids, page, prefetch)),
    );
  const primeClaims = (prefetch: ClaimPrefetch, { pages, entities, citations }: ClaimPages) => {
    entity.primeAll(entities);
    if (prefetch.citations !== null && citations !== null) {
      const { page, ...related } = prefetch.citations;
      const loader = citationsOf(page, related);
      const pageByClaim = primeRelated(citations);
      for (const [index, { id }] of pages.flatMap(({ items }) => items).entries())
        loader.prime(id, pageByClaim[index] as Page<Citation>);
    }
    return pages;
  };
  const claimsOf: Loaders['claimsOf'] = (direction, filter, page, prefetch) =>
    shared(['claimsOf', direction, filter, page, prefetch], async (ids) =>
      primeClaims(prefetch, await store.claimsOf(ids, direction, filter, page, prefetch)),
    );
  return {
    citationsOf,
    claimsOf,
    loadWithClaims: async (id, direction, filter, page, prefetch) => {
      const withEntity = shared(['withEntity', direction, filter, page, prefetch], async (ids) =>
        primeClaims(
          prefetch,
          await store.claimsOf(ids, direction, filter, page, { ...prefetch, owners: true }),
        ),
      );
      const claims = withEntity.load(id);
      claimsOf(direction, filter, page, prefetch).prime(id, claims);
      // The field of the claims reports the error, and the entity is read by itself.
      await claims.catch(() => {});
    },
    claimCountOf: (direction, filter) =>
      shared(['claimCountOf', direction, filter], (ids) => store.countClaimsOf(ids, direction, filter)),
    declaredTexts: (role) => shared(['declaredTexts', role], (ids) => store.declaredTextsOf(ids, role)),
    articlesDeclaring: (page) =>
      shared(['articlesDeclaring', page], (texts) =>
        store.articlesDeclaring(
          texts.map((text) => JSON.parse(text)),
          page,
        ),
      ),
  };
}

function memoizeByClaim<T>(compute: (claim: Claim) => T): (claim: Claim) => T {
  const results = new Map<string, T>();
  return (claim) => {
    const key = JSON.stringify([claim.id, claim.window]);
    const result = results.get(key) ?? compute(claim);
    results.set(key, result);
    return result;
  };
}

function createLoader<T>(
  batchRead: (ids: readonly string[]) => Promise<readonly T[]>,
): DataLoader<string, T> {
  return new DataLoader<string, T>((ids) => batchRead(ids));
}

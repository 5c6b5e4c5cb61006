import DataLoader from 'dataloader';
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
  citationsOf(page: PageRequest, prefetch: CitationPrefetch): PageLoader<Citation>;
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
 * Reads values by key. `known` gives those that were read already without a promise: a list of thousands would need as many, and the garbage
 * collector would take longer than the answer.
 */
class KnowingLoader<T> extends DataLoader<string, T> {
  readonly #known = new Map<string, T>();

  constructor(read: (keys: readonly string[]) => Promise<readonly T[]>) {
    super(async (keys) => {
      const values = await read(keys);
      for (const [index, key] of keys.entries()) this.#known.set(key, values[index] as T);
      return values;
    });
  }

  known(key: string): T | undefined {
    return this.#known.get(key);
  }

  /** Keeps what a different query has read. */
  keep(key: string, value: T): void {
    this.#known.set(key, value);
  }

  override load(key: string): Promise<T> {
    const known = this.#known.get(key);
    return known === undefined ? super.load(key) : Promise.resolve(known);
  }
}

/** Reads a page for each key. */
type PageLoader<T> = KnowingLoader<Page<T>>;

/** Reads records by id; null for ids that do not exist. */
export class RecordLoader<T extends { readonly id: string }> extends KnowingLoader<T | null> {
  keepAll(records: readonly T[]): void {
    for (const record of records) this.keep(record.id, record);
  }
}

export const createLoaders = (store: Reads): Loaders => new LazyLoaders(store);

/** Makes each loader when it is first used: most requests use few of them. */
class LazyLoaders implements Loaders {
  readonly #store: Reads;
  #entity: Loaders['entity'] | undefined;
  #claim: Loaders['claim'] | undefined;
  #citation: Loaders['citation'] | undefined;
  #article: Loaders['article'] | undefined;
  #source: Loaders['source'] | undefined;
  #assessments: Loaders['assessments'] | undefined;
  #history: Loaders['history'] | undefined;
  #citationCount: Loaders['citationCount'] | undefined;
  #evidence: Loaders['evidence'] | undefined;
  #policy: Promise<ActivePolicy> | undefined;
  #derivation: Loaders['derivation'] | undefined;
  #lists: ListLoaders | undefined;

  constructor(store: Reads) {
    this.#store = store;
  }

  get entity() {
    this.#entity ??= new RecordLoader((ids) => this.#store.get('entities', ids));
    return this.#entity;
  }
  get claim() {
    this.#claim ??= new RecordLoader((ids) => this.#store.get('claims', ids));
    return this.#claim;
  }
  get citation() {
    this.#citation ??= new RecordLoader((ids) => this.#store.get('citations', ids));
    return this.#citation;
  }
  get article() {
    this.#article ??= new RecordLoader((ids) => this.#store.get('articles', ids));
    return this.#article;
  }
  get source() {
    this.#source ??= new RecordLoader((ids) => this.#store.get('sources', ids));
    return this.#source;
  }
  get assessments() {
    this.#assessments ??= createLoader((ids) => this.#store.assessmentsOf(ids));
    return this.#assessments;
  }
  get history() {
    this.#history ??= createLoader((ids) => this.#store.historyOf(ids));
    return this.#history;
  }
  get citationCount() {
    this.#citationCount ??= createLoader((ids) => this.#store.countCitationsOf(ids));
    return this.#citationCount;
  }
  get evidence() {
    this.#evidence ??= createLoader((ids) => this.#store.evidenceOf(ids));
    return this.#evidence;
  }
  policy() {
    this.#policy ??= this.#store.policy();
    return this.#policy;
  }
  get derivation() {
    this.#derivation ??= createDerivations(this);
    return this.#derivation;
  }
  get #listLoaders() {
    this.#lists ??= createListLoaders(this.#store, this);
    return this.#lists;
  }
  get citationsOf() {
    return this.#listLoaders.citationsOf;
  }
  get claimsOf() {
    return this.#listLoaders.claimsOf;
  }
  get loadWithClaims() {
    return this.#listLoaders.loadWithClaims;
  }
  get claimCountOf() {
    return this.#listLoaders.claimCountOf;
  }
  get declaredTexts() {
    return this.#listLoaders.declaredTexts;
  }
  get articlesDeclaring() {
    return this.#listLoaders.articlesDeclaring;
  }
}

const createDerivations = (loaders: Pick<Loaders, 'evidence' | 'policy'>): Loaders['derivation'] =>
  memoizeByClaim(async (claim) => {
    const [claimEvidence, active] = await Promise.all([loaders.evidence.load(claim.id), loaders.policy()]);
    const derivation = derive(claim, claimEvidence, active.policy);
    if (claim.window === undefined) return derivation;
    const { during, includeUndated } = claim.window;
    return deriveInWindow(derivation, parseTimeSpan(during), includeUndated);
  });

type ListLoaders = Pick<
  Loaders,
  'citationsOf' | 'claimsOf' | 'loadWithClaims' | 'claimCountOf' | 'declaredTexts' | 'articlesDeclaring'
>;

/** Loaders of lists, one for each set of arguments. Related records that a read brings are put into their own loaders. */
function createListLoaders(
  store: Reads,
  records: Pick<Loaders, 'entity' | 'article' | 'source'>,
): ListLoaders {
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
  const keepRelated = ({ pages, articles, sources, speakers }: CitationPages) => {
    records.article.keepAll(articles);
    records.source.keepAll(sources);
    records.entity.keepAll(speakers);
    return pages;
  };
  const citationLoaders = new Map<string, PageLoader<Citation>>();
  const citationsOf: Loaders['citationsOf'] = (page, prefetch) => {
    // Each claim of a list asks for its loader.
    const key = `${page.first} ${page.after} ${prefetch.articles} ${prefetch.speakers}`;
    const known = citationLoaders.get(key);
    if (known !== undefined) return known;
    const loader = new KnowingLoader<Page<Citation>>(async (ids) =>
      keepRelated(await store.citationsOf(ids, page, prefetch)),
    );
    citationLoaders.set(key, loader);
    return loader;
  };
  const keepClaims = (prefetch: ClaimPrefetch, { pages, entities, citations }: ClaimPages) => {
    records.entity.keepAll(entities);
    if (prefetch.citations !== null && citations !== null) {
      const { page, ...related } = prefetch.citations;
      const loader = citationsOf(page, related);
      const pageByClaim = keepRelated(citations);
      for (const [index, { id }] of pages.flatMap(({ items }) => items).entries())
        loader.keep(id, pageByClaim[index] as Page<Citation>);
    }
    return pages;
  };
  const claimsOf: Loaders['claimsOf'] = (direction, filter, page, prefetch) =>
    shared(['claimsOf', direction, filter, page, prefetch], async (ids) =>
      keepClaims(prefetch, await store.claimsOf(ids, direction, filter, page, prefetch)),
    );
  return {
    citationsOf,
    claimsOf,
    loadWithClaims: async (id, direction, filter, page, prefetch) => {
      const withEntity = shared(['withEntity', direction, filter, page, prefetch], async (ids) =>
        keepClaims(
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

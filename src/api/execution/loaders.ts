import DataLoader from 'dataloader';
import { type Derivation, derive } from '../../domain/derivation/derive.js';
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
import type {
  CitationPages,
  ClaimFilter,
  ClaimPrefetch,
  Direction,
  Page,
  PageRequest,
  Reads,
} from '../../store/store.js';

/**
 * One request's way to the store: what is asked for many records at once becomes one call of the port. Fields with arguments have a
 * loader for each set of arguments, so that a page of 50 entities costs as many calls as a page of 5.
 */
export interface Loaders {
  readonly entity: DataLoader<string, Entity | null>;
  readonly claim: DataLoader<string, Claim | null>;
  readonly citation: DataLoader<string, Citation | null>;
  readonly article: DataLoader<string, Article | null>;
  readonly source: DataLoader<string, Source | null>;
  readonly assessments: DataLoader<string, readonly Assessment[]>;
  readonly history: DataLoader<string, readonly ClaimChange[]>;
  readonly citationCount: DataLoader<string, number>;
  /** All evidence of a claim, live or not. */
  readonly evidence: DataLoader<string, readonly Evidence[]>;
  /** The policy in force; read once a request. */
  policy(): Promise<ActivePolicy>;
  /** What the policy makes of a claim's evidence; reckoned once a request. */
  derivation(claim: Claim): Promise<Derivation>;
  citationsOf(page: PageRequest): DataLoader<string, Page<Citation>>;
  /** The same; brings their articles and sources along. */
  citationsWithRelated(page: PageRequest): DataLoader<string, Page<Citation>>;
  claimsOf(
    direction: Direction,
    filter: ClaimFilter,
    page: PageRequest,
    prefetch: ClaimPrefetch,
  ): DataLoader<string, Page<Claim>>;
  claimCountOf(direction: Direction, filter: ClaimFilter): DataLoader<string, number>;
}

/** New loaders for one request: they remember what they read, and another request may have to read anew. */
export function createLoaders(store: Reads): Loaders {
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
  const evidence: DataLoader<string, readonly Evidence[]> = createLoader((ids) => store.evidenceOf(ids));
  const derivations = new Map<string, Promise<Derivation>>();
  let policyRead: Promise<ActivePolicy> | undefined;
  const policy = () => {
    policyRead ??= store.policy();
    return policyRead;
  };
  const derived = async (claim: Claim) => {
    const [all, inForce] = await Promise.all([evidence.load(claim.id), policy()]);
    return derive(claim, all, inForce.policy);
  };
  const entity = createLoader((ids) => store.get('entities', ids));
  const article = createLoader((ids) => store.get('articles', ids));
  const source = createLoader((ids) => store.get('sources', ids));
  const citationsWithRelated = (page: PageRequest) =>
    shared(['citationsWithRelated', page], async (ids) =>
      keep(await store.citationsOf(ids, page, { articles: true })),
    );
  const keep = ({ pages, articles, sources }: CitationPages) => {
    primeAll(article, articles);
    primeAll(source, sources);
    return pages;
  };
  const claimsWithRelated: Loaders['claimsOf'] = (direction, filter, page, along) =>
    shared(['claimsWithRelated', direction, filter, page, along], async (ids) => {
      const { pages, entities, citations } = await store.claimsOf(ids, direction, filter, page, along);
      primeAll(entity, entities);
      if (along.citations !== null && citations !== null) {
        const cited = citationsWithRelated(along.citations);
        const perClaim = keep(citations);
        for (const [at, { id }] of pages.flatMap(({ items }) => items).entries())
          cited.prime(id, perClaim[at] as Page<Citation>);
      }
      return pages;
    });
  return {
    policy,
    evidence,
    derivation: (claim) => {
      const derivation = derivations.get(claim.id) ?? derived(claim);
      derivations.set(claim.id, derivation);
      return derivation;
    },
    entity,
    claim: createLoader((ids) => store.get('claims', ids)),
    citation: createLoader((ids) => store.get('citations', ids)),
    article,
    source,
    assessments: createLoader((ids) => store.assessmentsOf(ids)),
    history: createLoader((ids) => store.historyOf(ids)),
    citationCount: createLoader((ids) => store.countCitationsOf(ids)),
    citationsOf: (page) =>
      shared(['citationsOf', page], async (ids) => (await store.citationsOf(ids, page)).pages),
    citationsWithRelated,
    claimsOf: (direction, filter, page, along) =>
      along.endpoints || along.citations !== null
        ? claimsWithRelated(direction, filter, page, along)
        : shared(
            ['claimsOf', direction, filter, page],
            async (ids) => (await store.claimsOf(ids, direction, filter, page)).pages,
          ),
    claimCountOf: (direction, filter) =>
      shared(['claimCountOf', direction, filter], (ids) => store.countClaimsOf(ids, direction, filter)),
  };
}

function createLoader<T>(
  batchRead: (ids: readonly string[]) => Promise<readonly T[]>,
): DataLoader<string, T> {
  return new DataLoader<string, T>((ids) => batchRead(ids));
}

/** What was read along with other records is there for those who ask for it. */
function primeAll<T extends { readonly id: string }>(
  loader: DataLoader<string, T | null>,
  records: readonly T[],
): void {
  for (const record of records) loader.prime(record.id, record);
}

/**
 * The port: all that ascribe asks of a store, in the domain's words. Two houses stand behind it, sqlite/ and neo4j/, and both
 * answer tests/store-contract to the letter: the same results in the same order, the same errors.
 *
 * Orders, all stable and by keyset: entities and sources by id; articles by date of publication, newest first, undated last, then id;
 * claims by strength of status, confidence (highest first, unjudged last), then id; citations of a claim by stance (support first),
 * modality (strongest first), credibility (best first), then id.
 */

import type { Evidence } from '../domain/evidence.js';
import type { EntityKind, Predicate } from '../domain/ontology.js';
import type {
  AnnotatedArticle,
  Article,
  Citation,
  Claim,
  ClaimChange,
  ClaimStatus,
  Entity,
  Source,
} from '../domain/records.js';
import type { SearchField } from '../domain/search-terms.js';

/** One page of a list. `first` is 1 or more; `after` is a cursor of the same list, or null for its start. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}
export interface Page<T> {
  readonly items: readonly T[];
  /** One cursor for each item; opaque, and good after later writes too. */
  readonly cursors: readonly string[];
  readonly hasNext: boolean;
}

export interface EntityFilter {
  /** Any of these; all kinds where absent. */
  readonly kinds?: readonly EntityKind[];
}

export interface ArticleFilter {
  readonly sourceIds?: readonly string[];
}

/** Which claims. An empty `statuses` throws STATUSES_REQUIRED: there is no default. */
export interface ClaimFilter {
  readonly statuses: readonly ClaimStatus[];
  /** These and all that are narrower. */
  readonly predicates?: readonly Predicate[];
  readonly subjectIds?: readonly string[];
  readonly objectIds?: readonly string[];
  /** Claims with a current citation in any of these articles. */
  readonly articleIds?: readonly string[];
  /** 0–100. Leaves out claims without a number. */
  readonly minConfidence?: number;
}

/** The claims at an entity. OUT: it is the subject; IN: the object. A symmetric predicate stands in both. */
export type Direction = 'OUT' | 'IN' | 'BOTH';

export interface SearchFilter {
  readonly kinds?: readonly EntityKind[];
}
export type SearchHit =
  | { readonly type: 'entity'; readonly entity: Entity; readonly field: SearchField }
  | { readonly type: 'article'; readonly article: Article; readonly field: SearchField };

/** What the write of one article did. */
export interface WriteOutcome {
  readonly articleId: string;
  readonly result: 'created' | 'replaced' | 'unchanged';
  readonly claims: number;
  readonly citations: number;
  /** What the store did that the document does not say, for a person to read: a name that became an alias, a reliability that was lowered. */
  readonly notes: readonly string[];
}

/** Writes within one transaction. */
export interface Writer {
  /**
   * Writes whole articles: their citations replace those that each article had, and every claim touched is derived again.
   * Throws KIND_CONFLICT, naming the article, where an entity has another kind.
   */
  put(articles: readonly AnnotatedArticle[]): Promise<readonly WriteOutcome[]>;
}

export interface Store {
  /** For logs and /health, without secrets: `sqlite ./data/ascribe.db`. */
  readonly label: string;

  /** One transaction, in the order of calls: all of `work` is durable when this resolves; none of it where it rejects. `work` may be run again on a conflict. */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;

  /** By ids, in their order; null where there is none. */
  entities(ids: readonly string[]): Promise<readonly (Entity | null)[]>;
  claims(ids: readonly string[]): Promise<readonly (Claim | null)[]>;
  citations(ids: readonly string[]): Promise<readonly (Citation | null)[]>;
  articles(ids: readonly string[]): Promise<readonly (Article | null)[]>;
  sources(ids: readonly string[]): Promise<readonly (Source | null)[]>;

  listEntities(filter: EntityFilter, page: PageRequest): Promise<Page<Entity>>;
  listArticles(filter: ArticleFilter, page: PageRequest): Promise<Page<Article>>;
  listSources(page: PageRequest): Promise<Page<Source>>;
  listClaims(filter: ClaimFilter, page: PageRequest): Promise<Page<Claim>>;
  countEntities(filter: EntityFilter): Promise<number>;
  countArticles(filter: ArticleFilter): Promise<number>;
  countSources(): Promise<number>;
  countClaims(filter: ClaimFilter): Promise<number>;

  /** For each entity its own page of claims, in the order of the ids. */
  claimsOf(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
    page: PageRequest,
  ): Promise<readonly Page<Claim>[]>;
  countClaimsOf(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
  ): Promise<readonly number[]>;
  /** For each claim its own page of citations, in the order of the ids. */
  citationsOf(claimIds: readonly string[], page: PageRequest): Promise<readonly Page<Citation>[]>;
  countCitationsOf(claimIds: readonly string[]): Promise<readonly number[]>;
  /** For each claim all that the policy weighs, live or not, ordered by citation id. */
  evidenceOf(claimIds: readonly string[]): Promise<readonly (readonly Evidence[])[]>;
  /** For each claim its changes, oldest first. */
  historyOf(claimIds: readonly string[]): Promise<readonly (readonly ClaimChange[])[]>;

  /**
   * Entities and articles whose names or titles hold every word of the text (its last as a beginning), without regard to case and accents.
   * Ranked: name equal, alias equal, name begins, all in the name, all in an alias, all in the title, all in the description; then by id.
   */
  search(text: string, filter: SearchFilter, page: PageRequest): Promise<Page<SearchHit>>;
  /** Ids of up to `count` entities whose ids are the closest by spelling, closest first. */
  closestEntityIds(id: string, count: number): Promise<readonly string[]>;

  /** Resolves where the store can serve; throws STORE_UNAVAILABLE. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

import type { CountedText, DeclaredRole, DeclaredText } from '../../domain/declared-texts.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import type { ActivePolicy } from '../../domain/derivation/policy.js';
import type { Erasure } from '../../domain/erasure.js';
import type { Facet } from '../../domain/facets.js';
import type { Predicate } from '../../domain/ontology.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  ClaimStatus,
  Entity,
  Source,
} from '../../domain/records.js';
import type { Phase, SearchField } from '../../domain/search/search.js';
import type { SearchQuery } from '../../domain/search/search-query.js';
import type { Edge } from '../../domain/traversal/edge.js';
import type { Pause } from '../../domain/traversal/pause.js';
import type {
  CitationPrefetch,
  ClaimFilter,
  Direction,
  FacetCount,
  ListType,
  ListTypes,
  Neighborhood,
  NeighborhoodArguments,
  RecordType,
  RecordTypes,
  SearchFilter,
  TimelineFilter,
  TraversalFilter,
} from '../store.js';
import type { ArticleDeclarations } from '../write/article-declarations.js';
import type { Slice, SortKey } from './cursor.js';
import type { MatchRequest } from './declared-as.js';

/** A backend may answer at once (SQLite) or later (Neo4j). */
export type Awaitable<T> = T | Promise<T>;

export interface KeyedRecord<T> {
  readonly record: T;
  readonly key: SortKey;
}

/**
 * What a backend implements so that the shared half of reading (this folder) can answer the whole of `Reads`: the twin of `WritePort`.
 * All calls on one port see one transaction. Cursors, pages, checks of filters and the order of steps are shared above it.
 */
export interface ReadPort
  extends RecordReads,
    ClaimReads,
    LogReads,
    TraversalReads,
    SearchReads,
    AnnotationReads {}

/** Runs work in one transaction that only reads; it may run again. */
export type RunRead = <T>(work: (port: ReadPort) => Awaitable<T>) => Promise<T>;

interface RecordReads {
  /** In the order of the ids; null for ids that do not exist. */
  byIds<T extends RecordType>(type: T, ids: readonly string[]): Awaitable<readonly (RecordTypes[T] | null)[]>;
  after<T extends ListType>(
    list: T,
    filter: ListTypes[T]['filter'],
    slice: Slice,
  ): Awaitable<readonly KeyedRecord<ListTypes[T]['record']>[]>;
  count<T extends ListType>(list: T, filter: ListTypes[T]['filter']): Awaitable<number>;
  /** Ids with `min` to `max` characters, in order. */
  idsOfLength(
    list: 'entities' | 'articles',
    min: number,
    max: number,
    limit: number,
  ): Awaitable<readonly string[]>;
  /** The texts of a role that live articles declare about these entities, in any order. */
  declaredTexts(entityIds: readonly string[], role: DeclaredRole): Awaitable<readonly CountedText[]>;
  /** For each text, ids of the live articles that declare it, in order after an id. */
  declaringArticleIds(
    texts: readonly DeclaredText[],
    afterId: string,
    limit: number,
  ): Awaitable<readonly (readonly string[])[]>;
  /** The erasures of these ids. */
  erasures(ids: readonly string[]): Awaitable<ReadonlyMap<string, Erasure>>;
  /** For each request, the id of the next entity of which a live article declares a text with the key. */
  nextDeclaredAs(requests: readonly MatchRequest[]): Awaitable<readonly (string | null)[]>;
}

/**
 * Reads of claims. Under `during` a claim matches the statuses and the confidence of a filter with those of the window (see
 * `ClaimFilter.during`), and "the order of claims" uses them too. The records returned are those of all time: the shared half shows them
 * in the window.
 */
interface ClaimReads {
  /** One list for each entity, in the order of claims. */
  claimsAt(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
    slice: Slice,
  ): Awaitable<readonly (readonly Claim[])[]>;
  countClaimsAt(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
  ): Awaitable<readonly number[]>;
  /** One list for each claim, in the order of citations. */
  citationsOf(claimIds: readonly string[], slice: Slice): Awaitable<readonly (readonly Citation[])[]>;
  countCitationsOf(claimIds: readonly string[]): Awaitable<readonly number[]>;
  /** For each claim in the map, ordered by citation id. */
  evidenceOf(claimIds: readonly string[]): Awaitable<ReadonlyMap<string, readonly Evidence[]>>;
  subjectsWithMultipleClaims(
    predicate: Predicate,
    filter: ClaimFilter,
    slice: { readonly afterId: string; readonly limit: number },
  ): Awaitable<readonly string[]>;
  countBy(facet: Facet, filter: ClaimFilter, limit: number): Awaitable<readonly FacetCount[]>;
  /** Present if the backend reads claims and related records in one statement; otherwise one kind is read after another. */
  readonly joined?: JoinedReads | undefined;
}

/** Each record may come in any order and more than once; records beyond the page are ignored. Citations come in their order. */
export interface RelatedCitations {
  readonly citations: readonly Citation[];
  readonly articles: readonly Article[];
  readonly sources: readonly Source[];
  readonly speakers: readonly Entity[];
}
/** A slice of the citations of claims, and which related records to read; those that are not requested may be missing. */
export interface CitationSlice extends CitationPrefetch {
  readonly slice: Slice;
}
interface RelatedClaims {
  readonly claims: readonly (readonly Claim[])[];
  readonly entities: readonly Entity[];
  readonly related: RelatedCitations | null;
}
export interface JoinedReads {
  claimsAt(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
    slice: Slice,
    prefetch: {
      readonly owners: boolean;
      readonly endpoints: boolean;
      readonly citations: CitationSlice | null;
    },
  ): Promise<RelatedClaims>;
  citationsOf(claimIds: readonly string[], citations: CitationSlice): Promise<RelatedCitations>;
}

/** Logs only grow: changes, assessments, policies. */
interface LogReads {
  /** One list for each claim, oldest first. */
  historyOf(claimIds: readonly string[]): Awaitable<readonly (readonly ClaimChange[])[]>;
  /** One list for each claim, latest first. */
  assessmentsOf(claimIds: readonly string[]): Awaitable<readonly (readonly Assessment[])[]>;
  policy(): Awaitable<ActivePolicy>;
}

/** Under `during`, as `ClaimReads`; the cost of an edge is that of the window. */
interface TraversalReads {
  /** Ids of entities one claim away, each once, in order. */
  neighbors(
    ids: readonly string[],
    direction: Direction,
    filter: TraversalFilter,
    limit: number,
  ): Awaitable<readonly string[]>;
  /** Claims that lead away from these entities, in any order; one more than `limit` if there are more. */
  edges(
    ids: readonly string[],
    direction: Direction,
    filter: TraversalFilter,
    limit: number,
  ): Awaitable<readonly Edge[]>;
  /** Claims that lead from one of the first entities to one of the second; bounded as `edges`. */
  edgesBetween(
    from: readonly string[],
    to: readonly string[],
    direction: Direction,
    filter: TraversalFilter,
    limit: number,
  ): Awaitable<readonly Edge[]>;
  /** Claims with both ends among these entities, in the order of claims. */
  claimsAmong(ids: readonly string[], filter: TraversalFilter, limit: number): Awaitable<readonly Claim[]>;
  /** Present if the backend reads a neighborhood in one statement. */
  readonly neighborhood?:
    | ((
        request: NeighborhoodArguments,
        direction: Direction,
        filter: TraversalFilter,
      ) => Promise<Neighborhood>)
    | undefined;
  readonly pause: Pause;
}

/** A record found by a search: its id, and how well it matches (lower is better). */
export interface RankedId {
  readonly tier: number;
  readonly id: string;
}

/** One part of a search. */
export interface SearchStep {
  readonly phase: Phase;
  /** The fields to search: those of entities and articles, or the quotes. */
  readonly fields: readonly SearchField[];
  /** Start at this tier; within it, after this id. */
  readonly from: RankedId;
  /** Stop before this tier. */
  readonly endTier: number;
}

/** What steps found in sequence, best first. */
export interface JoinedMatches {
  readonly ranked: readonly RankedId[];
  /** The record of each match, by its id; see `SearchReads.hits`. */
  readonly hits: ReadonlyMap<string, object>;
  /** The steps that did not run although fewer than the limit were found. */
  readonly left: readonly SearchStep[];
}

/** A date as a backend stores it. */
export interface DateRow {
  readonly claimId: string;
  readonly orderKey: string;
  /** JSON of the date as given. */
  readonly record: string;
  readonly start: string;
  readonly end: string;
}

interface SearchReads {
  /** Matches of one step, best first. */
  matches(
    query: SearchQuery,
    filter: SearchFilter,
    step: SearchStep,
    limit: number,
  ): Awaitable<readonly RankedId[]>;
  /** Present if the backend runs several steps in one statement. A step runs only if those before it found less than the limit. */
  readonly joinedMatches?:
    | ((
        query: SearchQuery,
        filter: SearchFilter,
        steps: readonly SearchStep[],
        limit: number,
      ) => Promise<JoinedMatches>)
    | undefined;
  /** Entities, articles and citations of these ids, each as a `SearchHit` without its field. */
  hits(ids: readonly string[]): Awaitable<ReadonlyMap<string, object>>;
  /**
   * Dates in the order of their keys, after `afterKey`. Each matches the statuses and the confidence of the filter with what is known of
   * its claim in its own known span (`ClaimDate.held`), and so does a claim that links it (see `TimelineFilter`).
   */
  dates(filter: TimelineFilter, afterKey: string, limit: number): Awaitable<readonly DateRow[]>;
  /** Claims with the predicates of the filter between its entities and these subjects, whatever their status, in any order. */
  linkingClaims(filter: TimelineFilter, subjectIds: readonly string[]): Awaitable<readonly Claim[]>;
}

interface AnnotationReads {
  /** In the order of ids, each with what it declares. */
  articlesAfter(
    id: string,
    limit: number,
  ): Awaitable<readonly { readonly article: Article; readonly declared: ArticleDeclarations }[]>;
  declarationsOf(articleIds: readonly string[]): Awaitable<ReadonlyMap<string, ArticleDeclarations>>;
  citationsIn(articleIds: readonly string[]): Awaitable<readonly Citation[]>;
  claimsWithStatus(ids: readonly string[], statuses: readonly ClaimStatus[]): Awaitable<readonly Claim[]>;
}

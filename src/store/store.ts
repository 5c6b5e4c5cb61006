/**
 * The port: everything ascribe asks of a store, in the domain's words. There are two backends, sqlite/ and neo4j/. Both pass
 * tests/store-contract: same results, same order, same errors.
 *
 * Orders, all stable and paged by key. The first is the default; `PageRequest.orderBy` chooses another.
 * - entities: `EntityOrder`
 * - articles: `ArticleOrder`
 * - sources: `SourceOrder`
 * - claims: `ClaimOrder`
 * - citations of a claim: stance, support first; modality, strongest first; credibility, best first; then id
 * - changes: as written
 */

import type { ClaimDate } from '../domain/claim-dates.js';
import type { CountedText, DeclaredRole, DeclaredText } from '../domain/declared-texts.js';
import type { Evidence } from '../domain/derivation/evidence.js';
import type { ActivePolicy, Policy } from '../domain/derivation/policy.js';
import type { Erasure, ErasureReason } from '../domain/erasure.js';
import type { Facet } from '../domain/facets.js';
import type { EntityKind, Predicate, Term } from '../domain/ontology.js';
import type {
  AnnotatedArticle,
  AnnotatedClaim,
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  ClaimStatus,
  ConfidenceLevel,
  Entity,
  Genre,
  Modality,
  Source,
  Stance,
} from '../domain/records.js';
import type { SearchField, SearchMatch } from '../domain/search/search.js';
import type { NeighborhoodRequest } from '../domain/traversal/neighborhood.js';
import type { PathRequest } from '../domain/traversal/paths.js';

/** Asks for one page of a list. `first` is at least 1; `after` is a cursor of the same list and order, or null for its start. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
  /** An order of the list. Only for `Reads.list`. */
  readonly orderBy?: ListOrder;
}
/** The orders of each list, the default first. */
export interface ListOrders {
  readonly entities: EntityOrder;
  readonly articles: ArticleOrder;
  readonly sources: SourceOrder;
  readonly claims: ClaimOrder;
  readonly changes: 'WRITTEN';
}
export type ListOrder = ListOrders[keyof ListOrders];
/**
 * NAME is by `nameKey`, then id. The others are by the claims of `EntityFilter.rankedBy` about the entity: MOST_CLAIMS by their number, then
 * id; OLDEST and NEWEST by the earliest known start of the dates that they state (DATED), then id, forwards or backwards, undated last.
 */
export type EntityOrder = 'ID' | 'NAME' | 'MOST_CLAIMS' | 'NEWEST' | 'OLDEST';
/** By the earliest day that the date of publication can mean, undated last; then by id. */
export type ArticleOrder = 'NEWEST' | 'OLDEST';
/** NAME is by `nameKey`; RELIABILITY by grade, A first; MOST_ARTICLES by their number, retracted ones included. Then by id. */
export type SourceOrder = 'ID' | 'NAME' | 'RELIABILITY' | 'MOST_ARTICLES';
/**
 * STRONGEST is "the order of claims": status, strongest first; confidence, highest first, none last; then id. NEWEST and OLDEST are by the
 * time when they were first recorded, then by id, backwards or forwards.
 */
export type ClaimOrder = 'STRONGEST' | 'NEWEST' | 'OLDEST';
export interface Page<T> {
  readonly items: readonly T[];
  /** One opaque cursor for each item; stays valid after later writes. */
  readonly cursors: readonly string[];
  readonly hasNext: boolean;
}

export interface EntityFilter {
  /** Any of these kinds; all if omitted. */
  readonly kinds?: readonly EntityKind[];
  /** For each of these, the entity has a claim that meets it. An empty `statuses` throws STATUSES_REQUIRED. */
  readonly having?: readonly ClaimOfEntity[];
  /** The claims that the orders MOST_CLAIMS, NEWEST and OLDEST count or read. An empty `statuses` throws STATUSES_REQUIRED. */
  readonly rankedBy?: ClaimFilter;
}

/** A claim of a filter that an entity has as this end. */
export interface ClaimOfEntity {
  readonly end: 'SUBJECT' | 'OBJECT' | 'EITHER';
  readonly filter: ClaimFilter;
}

export interface ArticleFilter {
  readonly sourceIds?: readonly string[];
}

/** All sources: there is nothing to filter by yet. */
export type SourceFilter = Readonly<Record<string, never>>;

/** Conditions on what claims state, which never changes. An empty list matches nothing. */
export interface PropositionFilter {
  /** These predicates and their narrower ones. */
  readonly predicates?: readonly Predicate[];
  readonly subjectIds?: readonly string[];
  readonly objectIds?: readonly string[];
  /** Claims with one of these as subject or object. */
  readonly entityIds?: readonly string[];
}

/**
 * Conditions on citations: claims with one citation that meets all of them. With any condition but `articleIds`, it must be of a live
 * article, unless the claim has no live citation.
 */
export interface CitationFilter {
  /** A current citation in any of these articles. */
  readonly articleIds?: readonly string[];
  readonly sourceIds?: readonly string[];
  /** One of these is in its chain of speakers. */
  readonly speakerIds?: readonly string[];
  readonly stances?: readonly Stance[];
  readonly modalities?: readonly Modality[];
  readonly genres?: readonly Genre[];
  /** EDTF. The earliest day that the publication of its article can mean lies in this window. */
  readonly publishedDuring?: string;
}

/** Which claims. `statuses` is required: an empty list throws STATUSES_REQUIRED. */
export interface ClaimFilter extends PropositionFilter, CitationFilter {
  readonly statuses: readonly ClaimStatus[];
  /** The subject or the object is of one of these kinds. */
  readonly kinds?: readonly EntityKind[];
  /** The value is one of these terms. */
  readonly terms?: readonly Term[];
  /** The value is a figure, of which the best estimate, or else the lower bound, is at least this. */
  readonly minFigure?: number;
  /** 0–100. Both exclude claims without a confidence. */
  readonly minConfidence?: number;
  readonly maxConfidence?: number;
  readonly confidenceLevels?: readonly ConfidenceLevel[];
  /**
   * EDTF. The window in which claims are read. The status and confidence of a claim are then the strongest known at any time in it
   * (`statusDuring`); a claim of which nothing is known in it is excluded. `statuses`, both confidences, the order, cursors and costs use
   * these, and so do the claims returned; all other conditions are about all time.
   *
   * A claim without dates (`Claim.periods` is empty) has the status of all time, and matches if it is
   * - a DATED claim whose value overlaps the window, or
   * - about an attack or event (`EVENT_KINDS`; its subject or object) that a DATED claim with one of `statuses`, except DENIED and
   *   RETRACTED, dates so that it overlaps the window.
   */
  readonly during?: string;
  /**
   * With `during`: the strongest that is possible at any time in the window, also from citations that give no date, or only a start or an
   * end. Claims without dates always match.
   */
  readonly includeUndated?: boolean;
  /** Whether an assessment is in force. */
  readonly assessed?: boolean;
  /** Whether the status differs from the derived status. */
  readonly disagreesWithDerived?: boolean;
  /** Whether there is live evidence both for and against, about one time. */
  readonly contested?: boolean;
  /** At least this many independent origins support it: see `Claim.supportingOrigins`. */
  readonly minOrigins?: number;
  /** Whether all live support comes from one article, or from one source. */
  readonly hasSoleArticle?: boolean;
  readonly hasSoleSource?: boolean;
  /** First recorded at or after, or before: RFC 3339 in UTC with milliseconds. */
  readonly recordedSince?: string;
  readonly recordedUntil?: string;
  /** Claims whose live support comes from this article only, or from this source only. */
  readonly soleArticleId?: string;
  readonly soleSourceId?: string;
  /** Claims that have a live citation in each of these sources or articles, and none in any of those. */
  readonly citedBy?: readonly string[];
  readonly notCitedBy?: readonly string[];
}

/** Which claims a traversal follows; it never passes through excluded ones. An empty `statuses` throws STATUSES_REQUIRED. */
export type TraversalFilter = ClaimFilter;

/** Where to look, how far, and how much to return at most. */
export type NeighborhoodArguments = NeighborhoodRequest & { readonly maxClaims: number };

/** The surroundings of one entity. */
export interface Neighborhood {
  /** Nearest first, then by id. The first is the entity itself, at distance 0; a distance is a number of claims. */
  readonly entities: readonly { readonly entity: Entity; readonly distance: number }[];
  /** All claims between these entities, in the order of claims. */
  readonly claims: readonly Claim[];
  /** There are more entities or claims than requested. */
  readonly truncated: boolean;
}

/** A chain of claims: each begins at the entity where the previous one ends. */
export interface ClaimPath {
  /** One more than `claims`: the entities along the path. */
  readonly entityIds: readonly string[];
  readonly claims: readonly Claim[];
}

export interface Paths {
  /** Shortest first, then by the strength of the weakest claim (status, then confidence), then by the ids of the claims. */
  readonly paths: readonly ClaimPath[];
  /** There may be more paths: the limit was reached, or the search stopped because it became too large. */
  readonly truncated: boolean;
}

/**
 * Which changes. `statuses` are the new statuses; a claim whose last citation was removed counts as RETRACTED.
 * An empty `statuses` throws STATUSES_REQUIRED.
 */
export interface ChangeFilter extends PropositionFilter {
  readonly statuses: readonly ClaimStatus[];
  /** The status before the change is one of these. */
  readonly from?: readonly ClaimStatus[];
  /** Only changes of status, not of confidence alone. */
  readonly statusChanged?: boolean;
  /** RFC 3339 in UTC with milliseconds: `since` is inclusive, `until` exclusive. */
  readonly since?: string;
  readonly until?: string;
}

/** Which related records to read together with claims. */
export interface ClaimPrefetch {
  /** The entities at both ends. */
  readonly endpoints: boolean;
  /** A page of each claim's citations, with records related to these. Null: none. */
  readonly citations: CitationsOfClaims | null;
  /** The entities whose claims are read, also those that have none. */
  readonly owners?: boolean;
}

/** Which citations to read together with claims. */
export interface CitationsOfClaims extends CitationPrefetch {
  readonly page: PageRequest;
}

/** Which related records to read together with citations. */
export interface CitationPrefetch {
  /** The articles of the citations, and their sources. */
  readonly articles: boolean;
  /** The entities that assert them. */
  readonly speakers: boolean;
}

/** One page of claims for each entity. */
export interface ClaimPages {
  readonly pages: readonly Page<Claim>[];
  /** The prefetched entities, each once, ordered by id. */
  readonly entities: readonly Entity[];
  /** One page of citations for each claim of all pages, in their order. Null if not prefetched. */
  readonly citations: CitationPages | null;
}

/** One page of citations for each claim. */
export interface CitationPages {
  readonly pages: readonly Page<Citation>[];
  /** Each article of these citations once, and each of its sources once, ordered by id. Empty if not prefetched. */
  readonly articles: readonly Article[];
  readonly sources: readonly Source[];
  /** Each entity that asserts one of these citations once, ordered by id. Empty if not prefetched. */
  readonly speakers: readonly Entity[];
}

/** The contents of one article: its record, its own declarations, and its claims with the citations of this article only. */
export interface Annotation {
  readonly article: Article;
  readonly source: Source;
  readonly entities: readonly Entity[];
  readonly claims: readonly AnnotatedClaim[];
}

/** How far the store has been written. */
export interface WritePosition {
  /** Timestamp of the last write: `asOf` it shows everything written so far. Empty if nothing was written. */
  readonly lastWriteAt: string;
  /** Cursor of the last change in the list `changes`. Null if nothing ever changed. */
  readonly changeCursor: string | null;
}

/** Which claims of an entity. OUT: it is the subject; IN: the object. Claims with a symmetric predicate are in both. */
export type Direction = 'OUT' | 'IN' | 'BOTH';

/** An empty `statuses` throws STATUSES_REQUIRED. */
export interface SearchFilter {
  /** Quotes of claims with one of these statuses are found. */
  readonly statuses: readonly ClaimStatus[];
  /** Find only entities, of these kinds. */
  readonly kinds?: readonly EntityKind[];
  /** Search only these texts. */
  readonly fields?: readonly SearchField[];
  /** Default: SIMILAR. */
  readonly match?: SearchMatch;
}
/** A record, and the field of its best matching text. */
export type SearchHit = { readonly field: SearchField } & (
  | { readonly type: 'entity'; readonly entity: Entity }
  | { readonly type: 'article'; readonly article: Article }
  | { readonly type: 'citation'; readonly citation: Citation }
);

/** How many claims share a value of a facet. `value` is a status, a predicate, a kind, a year, or the id of a source or a state. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/**
 * Which dates, by the claims that carry them. An empty `statuses` throws STATUSES_REQUIRED.
 *
 * Each date has the status and confidence that are known of its claim in its known span (`ClaimDate.held`), by which it is filtered. A
 * claim that links an event counts as it is known at the known span of the event's date; with `includeUndated`, as is possible then;
 * without dates, always.
 */
export interface TimelineFilter extends ClaimFilter {
  /** Dates of claims at one of these entities, and dates of attacks and events that a claim links with one of these. */
  readonly entityIds?: readonly string[];
  /** EDTF. Dates known to overlap it. Of an interval with one known end, only that end is known. */
  readonly during?: string;
  /** With `during`: also intervals with one known end that may have reached it. */
  readonly includeUndated?: boolean;
}
/** One date of one claim. */
export interface TimelineEntry {
  readonly date: Pick<ClaimDate, 'date' | 'from' | 'to' | 'possible' | 'orderKey'>;
  /** In a window of the known span, if the date is a period that a citation gives. */
  readonly claim: Claim;
  /** The strongest claim that links a requested entity with the dated event. Null if a requested entity is an end of `claim`, or none was requested. */
  readonly via: Claim | null;
}

/** The result of writing one article. */
export interface WriteOutcome {
  readonly articleId: string;
  readonly result: 'created' | 'replaced' | 'unchanged';
  readonly claims: number;
  readonly citations: number;
  /** Effects that the document does not state, for a person to read: a name that became an alias, a reliability that was lowered. */
  readonly notes: readonly string[];
}

/** The result of a correction. */
export interface CorrectionResult {
  /** Each claim whose status or confidence changed, ordered by claim id. */
  readonly changes: readonly ClaimChange[];
}

/** The result of a retraction, or of its withdrawal. */
export interface RetractionResult extends CorrectionResult {
  /** Ids of derived articles that were retracted or restored with it. */
  readonly derivedArticleIds: readonly string[];
}

/** The result of an erasure: what is gone, and what changed. */
export interface ErasureResult extends CorrectionResult {
  readonly erasure: Erasure;
  readonly articleIds: readonly string[];
  readonly entityIds: readonly string[];
  readonly sourceIds: readonly string[];
  /** The current claims that are gone. */
  readonly claimIds: readonly string[];
  /** The number of citations that are gone, those of earlier versions included. */
  readonly citations: number;
}

/** Entities and sources of a different store. */
export interface RestorableRecords {
  readonly entities: readonly Entity[];
  readonly sources: readonly Source[];
}

/** The writes of one transaction. */
export interface Writer {
  /**
   * Writes whole articles. New citations replace those that each article had, and every affected claim is derived again.
   * Unless `replace` is set, throws ARTICLE_CONFLICT if one would replace an article of a different source, url or text, or the work of a
   * different annotator.
   * The kind of an entity follows the live articles that declare it. Throws KIND_CONFLICT, naming the article, if one that is not among
   * these declares a different kind, or if a claim does not allow a corrected kind; IDENTIFIER_CONFLICT if two entities of different kinds
   * would have one external identifier.
   */
  put(
    articles: readonly AnnotatedArticle[],
    options?: { readonly replace?: boolean },
  ): Promise<readonly WriteOutcome[]>;
  /**
   * Removes an article's citations from the live set; with `includeDerived`, also those of articles derived from it, present and future.
   * If it is already retracted, the new reason replaces the old one. Throws NOT_FOUND.
   */
  retract(retraction: {
    readonly articleId: string;
    readonly reason: string;
    readonly analyst: string;
    /** Null: unchanged if the article is already retracted, otherwise false. */
    readonly includeDerived: boolean | null;
  }): Promise<RetractionResult>;
  /** Withdraws the retraction of an article, by any analyst. Throws NOT_FOUND; NOT_RETRACTED, also if only an original is retracted. */
  restore(restoration: { readonly articleId: string; readonly analyst: string }): Promise<RetractionResult>;
  /** Assesses a claim, in a period or over all time; ends the previous assessment by the same analyst for the same period. Throws NOT_FOUND. */
  assess(assessment: {
    readonly claimId: string;
    readonly analyst: string;
    readonly status: ClaimStatus;
    /** 0–100, whole; null keeps the derived confidence. */
    readonly confidence: number | null;
    readonly rationale: string;
    /** EDTF; both omitted or null: all time. */
    readonly validFrom?: string | null;
    readonly validTo?: string | null;
  }): Promise<CorrectionResult & { readonly assessment: Assessment }>;
  /** Ends the assessment of this claim by this analyst for this period, as it was given. Throws NOT_FOUND if none is in force. */
  withdrawAssessment(withdrawal: {
    readonly claimId: string;
    readonly analyst: string;
    readonly validFrom?: string | null;
    readonly validTo?: string | null;
  }): Promise<CorrectionResult & { readonly assessment: Assessment }>;
  /**
   * Removes an article or an entity for good, with its quotes, its earlier versions and all that only it brought: claims without another
   * citation, entities and sources that nothing else ever used. An entity also takes the claims about it and what it is quoted for, in all
   * articles. Other claims are derived again; their past statuses stay. When the transaction ends, the storage of SQLite no longer has the
   * bytes of it. Leaves an `Erasure`, whose id `put` then refuses (ERASED). Does nothing if the id was erased before. Throws NOT_FOUND.
   */
  erase(erasure: {
    readonly id: string;
    readonly reason: ErasureReason;
    readonly erasedBy: string;
  }): Promise<ErasureResult>;
  /** Restores records of another store that no live article declares. Throws KIND_CONFLICT. */
  restoreDeclared(records: RestorableRecords): Promise<void>;
  /**
   * Puts a policy in force and derives up to `limit` claims again, ordered by id. Call it again with the same policy until `complete`.
   * Throws POLICY_CONFLICT if the store knows a different policy of this version.
   */
  applyPolicy(
    policy: Policy,
    limit: number,
  ): Promise<CorrectionResult & { readonly complete: boolean; readonly derived: number }>;
}

/** The types of records that `get` reads by id. */
export interface RecordTypes {
  readonly entities: Entity;
  readonly articles: Article;
  readonly sources: Source;
  readonly claims: Claim;
  readonly citations: Citation;
}
export type RecordType = keyof RecordTypes;

/** What `list` and `count` can list, each with its filter and its records. */
export interface ListTypes {
  readonly entities: { readonly filter: EntityFilter; readonly record: Entity };
  readonly articles: { readonly filter: ArticleFilter; readonly record: Article };
  readonly sources: { readonly filter: SourceFilter; readonly record: Source };
  readonly claims: { readonly filter: ClaimFilter; readonly record: Claim };
  readonly changes: { readonly filter: ChangeFilter; readonly record: ClaimChange };
}
export type ListType = keyof ListTypes;

/**
 * The reads of the graph, current or at an earlier time. Each call sees one state of the store.
 * A page throws BAD_CURSOR if `after` is not a cursor of its list; a filter throws STATUSES_REQUIRED if its `statuses` is empty.
 */
export interface Reads {
  /** Records by id, in the order of the ids; null for an id that does not exist. */
  get<T extends RecordType>(type: T, ids: readonly string[]): Promise<readonly (RecordTypes[T] | null)[]>;
  /** One page of a list. Throws BAD_CURSOR, STATUSES_REQUIRED. */
  list<T extends ListType>(
    list: T,
    filter: ListTypes[T]['filter'],
    page: PageRequest,
  ): Promise<Page<ListTypes[T]['record']>>;
  /** The length of a list. Throws STATUSES_REQUIRED. */
  count<T extends ListType>(list: T, filter: ListTypes[T]['filter']): Promise<number>;

  /** For each entity, one page of its claims; with `prefetch`, related records too. Throws BAD_CURSOR, STATUSES_REQUIRED. */
  claimsOf(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
    page: PageRequest,
    prefetch?: ClaimPrefetch,
  ): Promise<ClaimPages>;
  /** For each entity, the number of its claims. Throws STATUSES_REQUIRED. */
  countClaimsOf(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
  ): Promise<readonly number[]>;
  /** For each claim, one page of its citations; with `prefetch`, related records too. Throws BAD_CURSOR. */
  citationsOf(
    claimIds: readonly string[],
    page: PageRequest,
    prefetch?: CitationPrefetch,
  ): Promise<CitationPages>;
  /** For each claim, the number of its citations. */
  countCitationsOf(claimIds: readonly string[]): Promise<readonly number[]>;
  /** For each claim, everything the policy weighs, live or retracted, ordered by citation id. */
  evidenceOf(claimIds: readonly string[]): Promise<readonly (readonly Evidence[])[]>;
  /** For each claim, its changes, oldest first. */
  historyOf(claimIds: readonly string[]): Promise<readonly (readonly ClaimChange[])[]>;
  /** For each claim, all assessments, latest first. The first that has not ended is in force. */
  assessmentsOf(claimIds: readonly string[]): Promise<readonly (readonly Assessment[])[]>;
  /**
   * Ids of subjects that have two or more claims with this predicate in the filter, in order; the first `first` after the id `after`.
   * Throws STATUSES_REQUIRED.
   */
  subjectsWithMultipleClaims(
    predicate: Predicate,
    filter: ClaimFilter,
    first: number,
    after: string | null,
  ): Promise<readonly string[]>;
  /** The policy in force; `DEFAULT_POLICY` if none was applied. */
  policy(): Promise<ActivePolicy>;
  /**
   * What articles say, ordered by article id: the first `first` after the id `after`, with the claims of these statuses only.
   * Throws STATUSES_REQUIRED.
   */
  annotations(
    statuses: readonly ClaimStatus[],
    first: number,
    after: string | null,
  ): Promise<readonly Annotation[]>;

  /** Breadth-first around an entity, along claims of the filter; empty if the entity does not exist. Throws STATUSES_REQUIRED. */
  neighborhood(
    request: NeighborhoodArguments,
    direction: Direction,
    filter: TraversalFilter,
  ): Promise<Neighborhood>;
  /** Simple paths between two entities, along claims of the filter. Throws STATUSES_REQUIRED. */
  paths(request: PathRequest, direction: Direction, filter: TraversalFilter): Promise<Paths>;
  /**
   * For each claim within `depth` steps of the entity, the best path that ends with it: shortest, then strongest. Claims that lead back
   * to the entity are excluded. Ordered by length, then weakest claim, then the last claim's id, then the ids before it.
   * Throws LIMIT_EXCEEDED if there are more than `MAX_CHAINS`; STATUSES_REQUIRED.
   */
  chainsFrom(
    entityId: string,
    depth: number,
    direction: Direction,
    filter: TraversalFilter,
  ): Promise<readonly ClaimPath[]>;

  /**
   * Full-text search over entities, articles and citations. A text (name, alias, title, description or quote) matches if it contains
   * every word of the query, the last word as a prefix, ignoring case and accents; then texts whose words are joined or parted differently
   * (domain/search/word-groups.ts); then, unless `match` is EXACT, texts that contain words that sound alike (domain/search/phonetic-key.ts). Ordered by `TIERS` (domain/search/search.ts), then id. A quote is found only if its claim has one of
   * the statuses and its article is not retracted, or `statuses` includes RETRACTED. Throws BAD_CURSOR, STATUSES_REQUIRED.
   */
  search(text: string, filter: SearchFilter, page: PageRequest): Promise<Page<SearchHit>>;
  /**
   * How many claims of a filter share each value of a facet: the `first` largest, then by value (statuses strongest first, years earliest
   * first). A claim counts once for each of its values: the kinds of the entities at its ends; each state at an end; each source of a
   * live citation. Under `during`, statuses are those of the window.
   *
   * Years are special: a year counts the claims whose status and confidence in that year (`claimYears`) match the filter, as `during` that
   * year finds them, and the claims without dates about an attack or event of that year. `during` leaves only the years that overlap it;
   * `includeUndated` changes nothing. Throws STATUSES_REQUIRED.
   */
  countBy(facet: Facet, filter: ClaimFilter, first: number): Promise<readonly FacetCount[]>;
  /**
   * The dates that claims carry, ordered by the earliest time each may mean (open beginnings last), then the latest, then the claim.
   * The filter applies to the claims that carry dates and to the claims that link them. Throws BAD_CURSOR, STATUSES_REQUIRED.
   */
  timeline(filter: TimelineFilter, page: PageRequest): Promise<Page<TimelineEntry>>;
  /** For each entity, all names (aliases too) or descriptions that live articles declare, in any order. */
  declaredTextsOf(
    entityIds: readonly string[],
    role: DeclaredRole,
  ): Promise<readonly (readonly CountedText[])[]>;
  /** For each text, one page of the live articles that declare it, by id. Throws BAD_CURSOR. */
  articlesDeclaring(texts: readonly DeclaredText[], page: PageRequest): Promise<readonly Page<Article>[]>;
  /**
   * For each name or identifier (`scheme value`), the entities of which live articles declare it, by id; the first 20. Names that differ in
   * case, accents or punctuation are the same, and so are identifiers that differ in case.
   */
  entitiesDeclaredAs(
    texts: readonly Pick<DeclaredText, 'role' | 'text'>[],
  ): Promise<readonly (readonly Entity[])[]>;
  /** For each id, its erasure; null if no record with it was erased. The same as of every time. */
  erasuresOf(ids: readonly string[]): Promise<readonly (Erasure | null)[]>;
  /** For each article, the names of the annotators of its citations, in order. */
  annotatorsOf(articleIds: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** For each article, the entities as it declares them; empty if there is no such article. */
  declaredEntitiesOf(articleIds: readonly string[]): Promise<readonly (readonly Entity[])[]>;
  /** Up to `count` entity ids that are spelled most like `id`, closest first. */
  closestEntityIds(id: string, count: number): Promise<readonly string[]>;
  /** The same among ids of articles: `article:wire-1`. */
  closestArticleIds(id: string, count: number): Promise<readonly string[]>;
}

/** Reads of the current graph, and of the graph at earlier times. */
export interface TemporalReads extends Reads {
  /** The same reads of the graph as recorded at this time: RFC 3339 in UTC with milliseconds, inclusive. */
  asOf(timestamp: string): Reads;
}

export interface Store extends TemporalReads {
  /** For logs and /health, without secrets: `sqlite ./data/ascribe.db`. */
  readonly label: string;

  /**
   * Runs one transaction; transactions run in the order of calls. All of `work` is durable when this resolves; none of it if it rejects.
   * `work` may run again on a conflict.
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** As `write`, then rolls back: reports what a write would do. */
  preview<T>(work: (writer: Writer) => Promise<T>): Promise<T>;

  /**
   * The same reads, cancellable: once the signal is aborted, each rejects with the signal's reason and the database stops working for it.
   */
  withSignal(signal: AbortSignal): TemporalReads;

  writePosition(): Promise<WritePosition>;

  /** Resolves if the store can serve. Throws STORE_UNAVAILABLE. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The port: all that ascribe asks of a store, in the domain's words. Two houses stand behind it, sqlite/ and neo4j/, and both
 * answer tests/store-contract to the letter: the same results in the same order, the same errors.
 *
 * Orders, all stable and by keyset: entities and sources by id; articles by date of publication, newest first, undated last, then id;
 * claims by strength of status, confidence (highest first, unjudged last), then id; citations of a claim by stance (support first),
 * modality (strongest first), credibility (best first), then id.
 */

import type { ClaimDate } from '../domain/claim-dates.js';
import type { Evidence } from '../domain/derivation/evidence.js';
import type { ActivePolicy, Policy } from '../domain/derivation/policy.js';
import type { Facet } from '../domain/facets.js';
import type { EntityKind, Predicate } from '../domain/ontology.js';
import type {
  AnnotatedArticle,
  AnnotatedClaim,
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  ClaimStatus,
  Entity,
  Source,
} from '../domain/records.js';
import type { SearchField } from '../domain/search/search.js';
import type { NeighborhoodRequest } from '../domain/traversal/neighborhood.js';
import type { PathRequest } from '../domain/traversal/paths.js';
import type { RestorableRecords } from './write/restore-declared.js';

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
  /** EDTF: claims that are known to have held at some time in it, by a live supporting citation. */
  readonly during?: string;
  /** With `during`: also those that may have held then, as no citation says when, or only from when, or until when. */
  readonly includeUndated?: boolean;
  /** Claims on which an assessment stands, or none. */
  readonly assessed?: boolean;
  /** Claims whose status is another one than the derived. */
  readonly disagreesWithDerived?: boolean;
  /** Claims with live evidence both for and against. */
  readonly contested?: boolean;
  /** Claims of which all live support is of this article, or of this source. */
  readonly soleArticleId?: string;
  readonly soleSourceId?: string;
  /** Claims with a live citation of each of these sources or articles, and with none of any of those. */
  readonly citedBy?: readonly string[];
  readonly notCitedBy?: readonly string[];
}

/** Which claims a search may follow: what is left out bridges nothing. An empty `statuses` throws STATUSES_REQUIRED. */
export type TraversalFilter = Pick<
  ClaimFilter,
  'statuses' | 'predicates' | 'minConfidence' | 'during' | 'includeUndated'
>;

/** What lies around an entity. */
export interface Neighborhood {
  /** Nearest first, then by id; the first is the entity itself, at distance 0. */
  readonly entities: readonly { readonly entity: Entity; readonly distance: number }[];
  /** All claims of which both ends are among these entities, in the order of claims. */
  readonly claims: readonly Claim[];
  /** Entities, or claims, were left out, as there are more than asked for. */
  readonly truncated: boolean;
}

/** Claims, each of which begins where the one before it ends. */
export interface ClaimPath {
  /** One more than claims. */
  readonly entityIds: readonly string[];
  readonly claims: readonly Claim[];
}

export interface Paths {
  /** Shortest first, then by strength of the weakest link (status, then confidence), then by the ids of their claims, in order. */
  readonly paths: readonly ClaimPath[];
  /** There may be more: the limit was reached, or the search was given up as too large. */
  readonly truncated: boolean;
}

/** Which changes: to one of these statuses. A claim whose last citation was taken out counts as RETRACTED. An empty `statuses` throws STATUSES_REQUIRED. */
export interface ChangeFilter {
  readonly statuses: readonly ClaimStatus[];
  /** From one of these. */
  readonly from?: readonly ClaimStatus[];
  /** Only where the status is another one than before, and not the confidence alone. */
  readonly statusChanged?: boolean;
  /** Of claims with one of these as subject or object. */
  readonly entityIds?: readonly string[];
  /** RFC 3339 in UTC with milliseconds; from this moment on, and before that one. */
  readonly since?: string;
  readonly until?: string;
}

/** What is read along with claims. */
export interface Prefetch {
  /** The entities at both ends. */
  readonly endpoints: boolean;
  /** This page of each claim's citations, and the articles and sources of those. */
  readonly citations: PageRequest | null;
}

/** Pages of citations, with each article that they are of, and its source, once, in the order of ids. */
export interface CitationsWithRelated {
  readonly pages: readonly Page<Citation>[];
  readonly articles: readonly Article[];
  readonly sources: readonly Source[];
}

/** Pages of claims, with what was read along. */
export interface ClaimsWithRelated {
  readonly pages: readonly Page<Claim>[];
  /** Those at the ends of these claims, each once, in the order of ids; none where they were not asked for. */
  readonly entities: readonly Entity[];
  /** A page for each claim of all pages, in their order; null where none were asked for. */
  readonly citations: CitationsWithRelated | null;
}

/** What one article says: its record, what it declares itself, and its claims, each with the citations of this article alone. */
export interface Annotation {
  readonly article: Article;
  readonly source: Source;
  readonly entities: readonly Entity[];
  readonly claims: readonly AnnotatedClaim[];
}

/** How far a store has been written. */
export interface WritePosition {
  /** That of its last write: `asOf` this moment is all that was written, and nothing that comes. Empty where there was none. */
  readonly lastWriteAt: string;
  /** A cursor of `listChanges`: what comes after it is yet to be written. Null where nothing ever changed. */
  readonly changeCursor: string | null;
}

/** The claims at an entity. OUT: it is the subject; IN: the object. A symmetric predicate stands in both. */
export type Direction = 'OUT' | 'IN' | 'BOTH';

/** An empty `statuses` throws STATUSES_REQUIRED. */
export interface SearchFilter {
  /** Of the claims whose quotes may be found. */
  readonly statuses: readonly ClaimStatus[];
  /** Only entities of these, and nothing else. */
  readonly kinds?: readonly EntityKind[];
  /** Only by these texts. */
  readonly fields?: readonly SearchField[];
}
/** A record, and the best of its texts that answered. */
export type SearchHit = { readonly field: SearchField } & (
  | { readonly type: 'entity'; readonly entity: Entity }
  | { readonly type: 'article'; readonly article: Article }
  | { readonly type: 'citation'; readonly citation: Citation }
);

/** How many claims share a value of a facet: a status, a predicate, a kind, a year, or the id of a source or a state. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** Which dates. An empty `statuses` throws STATUSES_REQUIRED. */
export interface TimelineFilter extends Pick<ClaimFilter, 'statuses' | 'predicates' | 'minConfidence'> {
  /** Of claims with one of these at an end, and those on which attacks and events took place that such a claim links with one of these. */
  readonly entityIds?: readonly string[];
  /** EDTF: dates that are known to share some time with it; of a stretch of which one end is said, that end alone is known. */
  readonly during?: string;
  /** With `during`: also stretches of which one end is said, and that may have reached it. */
  readonly includeUndated?: boolean;
}
/** One date, of one claim. */
export interface TimelineEntry {
  readonly date: Pick<ClaimDate, 'date' | 'from' | 'to' | 'possible' | 'orderKey'>;
  readonly claim: Claim;
  /** The first in the order of claims of those that link an entity that was asked for with what the date is of; null where that is at an end itself, or none was asked for. */
  readonly via: Claim | null;
}

/** What the write of one article did. */
export interface WriteOutcome {
  readonly articleId: string;
  readonly result: 'created' | 'replaced' | 'unchanged';
  readonly claims: number;
  readonly citations: number;
  /** What the store did that the document does not say, for a person to read: a name that became an alias, a reliability that was lowered. */
  readonly notes: readonly string[];
}

/** What a correction did. */
export interface CorrectionResult {
  /** Each claim whose status or confidence is another one now, by claim id. */
  readonly changes: readonly ClaimChange[];
}

/** What a retraction or its restoration did. */
export interface RetractionResult extends CorrectionResult {
  /** Ids of the articles derived from it that went along, or came back. */
  readonly derivedArticleIds: readonly string[];
}

/** Writes within one transaction. */
export interface Writer {
  /**
   * Writes whole articles: their citations replace those that each article had, and every claim touched is derived again.
   * Throws KIND_CONFLICT, naming the article, where an entity has another kind.
   */
  put(articles: readonly AnnotatedArticle[]): Promise<readonly WriteOutcome[]>;
  /**
   * Takes an article's citations out of the live set, with `includeDerived` those of all that derive from it too, also of articles yet
   * to come. Of one that is retracted already, the new words stand. Throws NOT_FOUND.
   */
  retract(retraction: {
    readonly articleId: string;
    readonly reason: string;
    readonly analyst: string;
    /** Null leaves it as it is where the article is retracted already, and is no where it is not. */
    readonly includeDerived: boolean | null;
  }): Promise<RetractionResult>;
  /** Takes the retraction of an article back, whoever made it. Throws NOT_FOUND; NOT_RETRACTED, also where only an original is retracted. */
  restore(restoration: { readonly articleId: string; readonly analyst: string }): Promise<RetractionResult>;
  /** Judges a claim; ends the assessment by the same analyst that stands. Throws NOT_FOUND. */
  assess(assessment: {
    readonly claimId: string;
    readonly analyst: string;
    readonly status: ClaimStatus;
    /** 0–100, whole; null leaves the derived one. */
    readonly confidence: number | null;
    readonly rationale: string;
  }): Promise<CorrectionResult & { readonly assessment: Assessment }>;
  /** Ends the assessment of this claim by this analyst. Throws NOT_FOUND where none stands. */
  withdrawAssessment(withdrawal: {
    readonly claimId: string;
    readonly analyst: string;
  }): Promise<CorrectionResult & { readonly assessment: Assessment }>;
  /** Makes what no live article declares stand as it did in another store. Throws KIND_CONFLICT. */
  restoreDeclared(records: RestorableRecords): Promise<void>;
  /**
   * Puts a policy in force and derives up to `limit` claims by it again, in the order of ids; called again with the same policy it goes on
   * from there, until `complete`. Throws POLICY_CONFLICT where its version was another policy here.
   */
  applyPolicy(
    policy: Policy,
    limit: number,
  ): Promise<CorrectionResult & { readonly complete: boolean; readonly derived: number }>;
}

/** What can be read, of now or of another moment. */
export interface Reads {
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
  /** What `claimsOf` gives, and what stands behind those claims, in one question. */
  claimsWithRelated(
    entityIds: readonly string[],
    direction: Direction,
    filter: ClaimFilter,
    page: PageRequest,
    prefetch: Prefetch,
  ): Promise<ClaimsWithRelated>;
  /** What `citationsOf` gives, and where it is from, in one question. */
  citationsWithRelated(claimIds: readonly string[], page: PageRequest): Promise<CitationsWithRelated>;
  countCitationsOf(claimIds: readonly string[]): Promise<readonly number[]>;
  /** For each claim all that the policy weighs, live or not, ordered by citation id. */
  evidenceOf(claimIds: readonly string[]): Promise<readonly (readonly Evidence[])[]>;
  /** For each claim its changes, oldest first. */
  historyOf(claimIds: readonly string[]): Promise<readonly (readonly ClaimChange[])[]>;
  /** For each claim all its assessments, the latest first; the first that has not ended stands. */
  assessmentsOf(claimIds: readonly string[]): Promise<readonly (readonly Assessment[])[]>;
  /** Changes in the order in which they were written. */
  listChanges(filter: ChangeFilter, page: PageRequest): Promise<Page<ClaimChange>>;
  countChanges(filter: ChangeFilter): Promise<number>;
  /** Subjects of which two or more claims with this predicate are in the filter, in the order of ids. `after` is a subject's id. */
  subjectsWithMultipleClaims(
    predicate: Predicate,
    filter: ClaimFilter,
    first: number,
    after: string | null,
  ): Promise<readonly string[]>;
  policy(): Promise<ActivePolicy>;
  /**
   * What articles say, in the order of their ids, after this one: of claims those of these statuses alone. Empty `statuses` throw
   * STATUSES_REQUIRED. Of an article that was replaced before ascribe kept what it had declared, nothing but its source is known as declared.
   */
  annotations(
    statuses: readonly ClaimStatus[],
    first: number,
    after: string | null,
  ): Promise<readonly Annotation[]>;

  /** Breadth-first around an entity, along claims of the filter; nothing where it is not there. */
  neighborhood(
    request: NeighborhoodRequest & { readonly maxClaims: number },
    direction: Direction,
    filter: TraversalFilter,
  ): Promise<Neighborhood>;
  /** Simple paths between two entities, along claims of the filter. */
  paths(request: PathRequest, direction: Direction, filter: TraversalFilter): Promise<Paths>;
  /**
   * For each claim that leads on from the entity within `depth` steps, but for those that lead back to it, the best path that ends with it:
   * as short as can be, then as strong. Nearest first, then by the weakest link, then by the last claim's id, then by those before it.
   * Throws LIMIT_EXCEEDED where there are more than `MOST_CHAINS`.
   */
  chainsFrom(
    entityId: string,
    depth: number,
    direction: Direction,
    filter: TraversalFilter,
  ): Promise<readonly ClaimPath[]>;

  /**
   * Entities, articles and citations of which one text (a name, an alias, a title, a description, a quote) holds every word of the question,
   * the last as a beginning, without regard to case and accents; then those where the words only sound so (see domain/sound-key.ts). In the
   * order of `TIERS` in domain/search.ts, then by id. Of quotes only those of claims with the statuses, in articles that are not retracted;
   * where RETRACTED is asked for, in those too.
   */
  search(text: string, filter: SearchFilter, page: PageRequest): Promise<Page<SearchHit>>;
  /**
   * How many claims of a filter share each value of a facet, the most first, then by value (statuses the strongest first, years the
   * earliest); `first` of them. A claim counts once for each of its values: for the kinds of the entities at its ends; for each state that is
   * itself at an end; for each source of a live citation; for each year in which it is known to have held, or its date may fall.
   */
  countBy(facet: Facet, filter: ClaimFilter, first: number): Promise<readonly FacetCount[]>;
  /**
   * The dates that claims carry, by the earliest moment that each may mean, then the latest, then the claim; those of open beginning last.
   * The filter holds for the claims that carry them, and for those that link.
   */
  timeline(filter: TimelineFilter, page: PageRequest): Promise<Page<TimelineEntry>>;
  /** Ids of up to `count` entities whose ids are the closest by spelling, closest first. */
  closestEntityIds(id: string, count: number): Promise<readonly string[]>;
}

/** Reads of now, and of other moments. */
export interface TemporalReads extends Reads {
  /** The same reads, of how the graph stood at a moment, RFC 3339 in UTC with milliseconds: what was recorded then or before. */
  asOf(timestamp: string): Reads;
}

export interface Store extends TemporalReads {
  /** For logs and /health, without secrets: `sqlite ./data/ascribe.db`. */
  readonly label: string;

  /** One transaction, in the order of calls: all of `work` is durable when this resolves; none of it where it rejects. `work` may be run again on a conflict. */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** As `write`, and takes all of it back: tells what would come of it. */
  preview<T>(work: (writer: Writer) => Promise<T>): Promise<T>;

  /**
   * The same reads, that can be given up: once the signal is aborted each of them rejects with its reason, and what the database does for
   * it is stopped.
   */
  withSignal(signal: AbortSignal): TemporalReads;

  writePosition(): Promise<WritePosition>;

  /** Resolves where the store can serve; throws STORE_UNAVAILABLE. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

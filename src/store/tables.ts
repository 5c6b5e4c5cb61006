import type { EntityDeclarations, SourceDeclarations } from '../domain/declarations.js';
import type { Evidence } from '../domain/evidence.js';
import type {
  Article,
  Citation,
  Claim,
  ClaimChange,
  Entity,
  Proposition,
  Source,
} from '../domain/records.js';

/** What an article said of its source and entities when it was last written: to be counted out when it is replaced. */
export interface Declared {
  readonly source: Source;
  readonly entities: readonly Entity[];
}
export interface StoredArticle {
  readonly article: Article;
  /** Of the whole document; see `digest`. */
  readonly digest: string;
  readonly declared: Declared;
}
export type NewClaim = Proposition & { readonly id: string };

/**
 * What `putArticles` needs of a store inside its writing transaction; each call takes a batch, so that a store far away answers in one trip.
 * Maps hold only what was found.
 */
export interface Tables {
  /** Of the transaction, RFC 3339: one moment for all that it writes. */
  readonly now: string;
  storedArticles(ids: readonly string[]): Promise<Map<string, StoredArticle>>;
  sourceDeclarations(ids: readonly string[]): Promise<Map<string, SourceDeclarations>>;
  entityDeclarations(ids: readonly string[]): Promise<Map<string, EntityDeclarations>>;
  /** Ids of claims that have a citation in one of these articles. */
  claimsCitedBy(articleIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of all stored articles whose lineage passes through one of these ids. */
  descendantsOf(articleIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of all articles of these sources. */
  articlesOfSources(sourceIds: readonly string[]): Promise<readonly string[]>;

  saveSources(
    sources: readonly { readonly source: Source; readonly declarations: SourceDeclarations }[],
  ): Promise<void>;
  saveEntities(
    entities: readonly { readonly entity: Entity; readonly declarations: EntityDeclarations }[],
  ): Promise<void>;
  saveArticles(articles: readonly StoredArticle[]): Promise<void>;
  /** Takes the claims that the store lacks in, without a standing. */
  addClaims(claims: readonly NewClaim[]): Promise<void>;
  /** Bars other writers from these claims until the transaction ends; always taken in the order of ids. */
  lockClaims(ids: readonly string[]): Promise<void>;
  removeCitationsOf(articleIds: readonly string[]): Promise<void>;
  addCitations(citations: readonly Citation[]): Promise<void>;

  evidence(claimIds: readonly string[]): Promise<Map<string, readonly Evidence[]>>;
  /** Claims as they stand; those that were just added are not found. */
  standings(claimIds: readonly string[]): Promise<Map<string, Claim>>;
  saveStandings(claims: readonly Claim[]): Promise<void>;
  removeClaims(ids: readonly string[]): Promise<void>;
  addChanges(changes: readonly ClaimChange[]): Promise<void>;
}

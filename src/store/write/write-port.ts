import type { EntityDeclarations, SourceDeclarations } from '../../domain/declarations.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import type { Policy } from '../../domain/derivation/policy.js';
import type {
  Article,
  Assessment,
  Citation,
  Claim,
  ClaimChange,
  Entity,
  Proposition,
  Source,
} from '../../domain/records.js';

/** What an article said of its source and entities when it was last written: to be counted out when it is replaced. */
export interface ArticleDeclarations {
  readonly source: Source;
  readonly entities: readonly Entity[];
}
export interface StoredArticle {
  readonly article: Article;
  /** Of the whole document that it was written from; see `digest`. */
  readonly digest: string;
  readonly declared: ArticleDeclarations;
}
export type NewClaim = Proposition & { readonly id: string };

/** How far all claims are derived again by the policy in force. */
export interface PolicyState {
  /** Every policy that was in force, in order; the last is. */
  readonly history: readonly { readonly policy: Policy; readonly at: string }[];
  /** Claims up to this id are derived by the last; null where all are. */
  readonly derivationCursor: string | null;
}

/**
 * What the shared write algorithms need of a store inside its writing transaction; each call takes a batch, so that a store far away
 * answers in one trip. Maps hold only what was found. What is saved over or removed is kept as it was, for `asOf`.
 */
export interface WritePort {
  /** Of the transaction, RFC 3339, later than that of each one before: one moment for all that it writes. */
  readonly now: string;
  storedArticles(ids: readonly string[]): Promise<Map<string, StoredArticle>>;
  sourceDeclarations(ids: readonly string[]): Promise<Map<string, SourceDeclarations>>;
  entityDeclarations(ids: readonly string[]): Promise<Map<string, EntityDeclarations>>;
  /** Ids of claims that have a citation in one of these articles. */
  claimIdsCitedIn(articleIds: readonly string[]): Promise<readonly string[]>;
  citationsIn(articleIds: readonly string[]): Promise<readonly Citation[]>;
  /** Ids of all stored articles whose lineage passes through one of these ids. */
  descendantIdsOf(articleIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of all articles of these sources. */
  articleIdsOfSources(sourceIds: readonly string[]): Promise<readonly string[]>;

  /** `changed` tells whether the record itself is new or another one, and not its declarations alone. */
  saveSources(
    sources: readonly {
      readonly source: Source;
      readonly declarations: SourceDeclarations;
      readonly changed: boolean;
    }[],
  ): Promise<void>;
  saveEntities(
    entities: readonly {
      readonly entity: Entity;
      readonly declarations: EntityDeclarations;
      readonly changed: boolean;
    }[],
  ): Promise<void>;
  saveArticles(articles: readonly StoredArticle[]): Promise<void>;
  /** Takes the claims that the store lacks in, without a standing. */
  addClaims(claims: readonly NewClaim[]): Promise<void>;
  /** Bars other writers from these claims until the transaction ends; always taken in the order of ids. */
  lockClaims(ids: readonly string[]): Promise<void>;
  removeCitations(ids: readonly string[]): Promise<void>;
  addCitations(citations: readonly Citation[]): Promise<void>;

  evidence(claimIds: readonly string[]): Promise<Map<string, readonly Evidence[]>>;
  /** Claims as they stand; those that were just added are not found. */
  currentClaims(claimIds: readonly string[]): Promise<Map<string, Claim>>;
  saveClaims(claims: readonly Claim[]): Promise<void>;
  removeClaims(ids: readonly string[]): Promise<void>;
  addChanges(changes: readonly ClaimChange[]): Promise<void>;
  /** Takes back what this transaction has logged of these claims. */
  popChanges(claimIds: readonly string[]): Promise<readonly ClaimChange[]>;

  /** The latest first. */
  assessments(claimIds: readonly string[]): Promise<Map<string, readonly Assessment[]>>;
  /** Takes new ones in, and ends those that are there. */
  saveAssessments(assessments: readonly Assessment[]): Promise<void>;
  policyState(): Promise<PolicyState>;
  /** Adds one to those that were in force. */
  addPolicy(policy: Policy): Promise<void>;
  saveDerivationCursor(claimId: string | null): Promise<void>;
  /** Ids of claims after this one, in order. */
  claimIdsAfter(id: string, limit: number): Promise<readonly string[]>;
}

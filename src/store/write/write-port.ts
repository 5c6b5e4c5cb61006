import type { EntityDeclarations, SourceDeclarations } from '../../domain/declarations.js';
import type { DeclaredText } from '../../domain/declared-texts.js';
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
import type { MatchRequest } from '../read/declared-as.js';
import type { ArticleDeclarations } from './article-declarations.js';
import type { ErasurePort } from './erasure-port.js';

export interface StoredArticle {
  readonly article: Article;
  /** The digest of the whole document; see `digest`. */
  readonly digest: string;
  readonly declared: ArticleDeclarations;
}
/** The different texts that a live article declares about an entity, before a write and after it. They are not the same. */
export interface DeclaredTextChange {
  readonly articleId: string;
  readonly entityId: string;
  readonly before: readonly DeclaredText[];
  readonly after: readonly DeclaredText[];
}
/** A record that is removed once nothing uses it. */
export type Unused = 'Entity' | 'Source';
export type NewClaim = Proposition & { readonly id: string };

/** The policies, and how far claims are derived by the one in force. */
export interface PolicyState {
  /** Every applied policy, in order; the last is in force. */
  readonly history: readonly { readonly policy: Policy; readonly at: string }[];
  /** Claims up to this id are derived by the last policy; null if all are. */
  readonly derivationCursor: string | null;
}

/**
 * The primitives that each store provides to the shared write algorithms inside a write transaction. Each call takes a batch, so a
 * remote store answers in one round trip. Maps contain only what was found. Replaced and removed records are archived for `asOf`.
 */
export interface WritePort {
  /** The timestamp of the transaction and of its records (RFC 3339), later than that of every earlier transaction. */
  readonly now: string;
  readonly erasure: ErasurePort;
  storedArticles(ids: readonly string[]): Promise<Map<string, StoredArticle>>;
  sourceDeclarations(ids: readonly string[]): Promise<Map<string, SourceDeclarations>>;
  entityDeclarations(ids: readonly string[]): Promise<Map<string, EntityDeclarations>>;
  /** Ids of the claims cited in any of these articles. */
  claimIdsCitedIn(articleIds: readonly string[]): Promise<readonly string[]>;
  citationsIn(articleIds: readonly string[]): Promise<readonly Citation[]>;
  /** Ids of all stored articles derived from these, over any number of steps. */
  descendantIdsOf(articleIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of all articles of these sources. */
  articleIdsOfSources(sourceIds: readonly string[]): Promise<readonly string[]>;
  /** Stored articles whose text has one of these bands (see `sketchBands`), those that share most of them first. */
  articlesWithBands(bands: readonly string[], limit: number): Promise<readonly Article[]>;
  /** Ids of all organs of these entities, over any number of steps. */
  organIdsOf(entityIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of the claims with one of these entities as an end, as the last speaker of a citation, or as the owner of a source. */
  claimIdsOfVoices(entityIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Those of these entities that no article declares and no claim, citation, source or organ refers to, or of these sources without an
   * article: now, or ever.
   */
  unusedIds(record: Unused, ids: readonly string[], when: 'now' | 'ever'): Promise<readonly string[]>;
  /** Removes these entities or sources, which are unused now. */
  removeUnused(record: Unused, ids: readonly string[]): Promise<void>;
  /** For each request, the id of the next entity of which a live article declares a text with the key. */
  nextDeclaredAs(requests: readonly MatchRequest[]): Promise<readonly (string | null)[]>;

  /** `changed` is false if only the declarations differ, not the record. */
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
  /** Records which live articles declare which names and descriptions of entities. */
  saveDeclaredTexts(changes: readonly DeclaredTextChange[]): Promise<void>;
  saveArticles(articles: readonly StoredArticle[]): Promise<void>;
  /** Adds the claims that the store lacks; they have no status until `saveClaims`. */
  addClaims(claims: readonly NewClaim[]): Promise<void>;
  /** Locks these claims against other writers until the transaction ends; ids are sorted. */
  lockClaims(ids: readonly string[]): Promise<void>;
  removeCitations(ids: readonly string[]): Promise<void>;
  addCitations(citations: readonly Citation[]): Promise<void>;

  evidence(claimIds: readonly string[]): Promise<Map<string, readonly Evidence[]>>;
  /** The current claims, without those that were added but not saved. */
  currentClaims(claimIds: readonly string[]): Promise<Map<string, Claim>>;
  saveClaims(claims: readonly Claim[]): Promise<void>;
  removeClaims(ids: readonly string[]): Promise<void>;
  addChanges(changes: readonly ClaimChange[]): Promise<void>;
  /** Removes and returns the changes of these claims logged by this transaction. */
  popChanges(claimIds: readonly string[]): Promise<readonly ClaimChange[]>;

  /** Latest first. */
  assessments(claimIds: readonly string[]): Promise<Map<string, readonly Assessment[]>>;
  /** Adds new assessments and ends stored ones. */
  saveAssessments(assessments: readonly Assessment[]): Promise<void>;
  policyState(): Promise<PolicyState>;
  /** Puts a policy in force. */
  addPolicy(policy: Policy): Promise<void>;
  saveDerivationCursor(claimId: string | null): Promise<void>;
  /** Ids of the claims after this id, in order. */
  claimIdsAfter(id: string, limit: number): Promise<readonly string[]>;
}

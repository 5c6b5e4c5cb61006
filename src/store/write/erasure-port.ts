import type { DeclaredText } from '../../domain/declared-texts.js';
import type { Erasure } from '../../domain/erasure.js';
import type { Citation, Entity, Source } from '../../domain/records.js';
import type { ArticleDeclarations } from './article-declarations.js';

/**
 * The primitives of erasure. In contrast to the rest of the write port they leave nothing behind: no version for `asOf`, no log, no word in
 * an index. "Ever" means now or in an earlier version.
 */
export interface ErasurePort {
  /** The erasures of these ids. */
  erasures(ids: readonly string[]): Promise<Map<string, Erasure>>;
  addErasure(erasure: Erasure): Promise<void>;

  /** Whether there is, or ever was, an entity with this id. */
  entityEverExisted(entityId: string): Promise<boolean>;
  /** What the article ever declared, one member for each version. */
  declarationsEverOf(articleId: string): Promise<readonly ArticleDeclarations[]>;
  /** Every citation that the article ever had. */
  citationsEverIn(articleId: string): Promise<readonly CitationRef[]>;
  /** Every citation that a claim about the entity ever had, or that ever named it as a speaker. */
  citationsEverAbout(entityId: string): Promise<readonly CitationRef[]>;
  /** Ids of the entities that the claims of these citations are about, or that these citations ever named as speakers. */
  entityIdsEverNamedBy(citations: readonly CitationRef[]): Promise<readonly string[]>;
  /** Ids of the articles that ever declared the entity, or named it as the owner of their source or the body of an organ. */
  articleIdsEverNaming(entityId: string): Promise<readonly string[]>;
  /** What the article, and no other, ever declared about entities. */
  textsDeclaredOnlyIn(articleId: string): Promise<readonly DeclaredText[]>;
  /** Those of these claims that no citation ever supported or denied, apart from what was erased. */
  claimIdsNeverCited(claimIds: readonly string[]): Promise<readonly string[]>;

  /** Removes citations and their earlier versions. */
  eraseCitations(ids: readonly string[]): Promise<void>;
  /** Removes all that is left of claims that are no longer in the store: versions, dates, log, assessments. */
  eraseClaims(ids: readonly string[]): Promise<void>;
  /** Removes articles, their earlier versions and the texts by which they are found, and all mentions of them in versions of claims. */
  eraseArticles(ids: readonly string[]): Promise<void>;
  eraseEntities(ids: readonly string[]): Promise<void>;
  eraseSources(ids: readonly string[]): Promise<void>;
  /** Removes past searchable texts of an entity, given as normalized. */
  eraseTexts(entityId: string, normalized: readonly string[]): Promise<void>;

  /** Replaces earlier versions of records. */
  rewriteEntityVersions(ids: readonly string[], rewrite: (entity: Entity) => Entity): Promise<void>;
  rewriteSourceVersions(ids: readonly string[], rewrite: (source: Source) => Source): Promise<void>;
  rewriteDeclarationVersions(
    articleIds: readonly string[],
    rewrite: (declared: ArticleDeclarations) => ArticleDeclarations,
  ): Promise<void>;
}

export type CitationRef = Pick<Citation, 'id' | 'claimId' | 'articleId'>;

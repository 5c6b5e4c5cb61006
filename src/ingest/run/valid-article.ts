import type { AnnotatedArticle } from '../../domain/records.js';
import type { ResolvedArticle } from '../resolve/resolve-article.js';
import type { StagedDocument } from './staging-database.js';

/** A document without mistakes, with its records. */
export interface ValidArticle {
  readonly staged: StagedDocument;
  readonly resolved: ResolvedArticle & { readonly article: AnnotatedArticle };
  /** It corrects the kind of an entity that other articles of the run declare too. All these articles must be written together. */
  readonly correctsKind: boolean;
}

import type { AnnotatedArticle } from '../../domain/records.js';
import type { Annotated } from '../resolve/resolve-article.js';
import type { Staged } from './staging-database.js';

/** A document without a mistake. */
export interface Good {
  readonly staged: Staged;
  readonly annotated: Annotated & { readonly article: AnnotatedArticle };
}

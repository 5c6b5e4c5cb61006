import { formatPath, type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { AnnotatedDocument, DocumentDraft } from '../format/article-schema.js';
import { checkExportKeys } from '../format/check-export-keys.js';
import { toArticle, toSource } from '../format/to-records.js';
import type { ValidatedDocument } from '../format/validate.js';
import type { ReferenceScope } from './known-entities.js';
import { type ArticleText, loadArticleText, type TextSources } from './load-article-text.js';
import { createPassageFinder } from './nearest-passage.js';
import { normalizeText } from './normalize-text.js';
import { createReferenceResolver, type ReferenceResolver } from './reference-resolver.js';
import type { SearchableText } from './resolve-citations.js';
import { resolveClaims } from './resolve-claims.js';

export interface ResolveOptions extends TextSources {
  readonly requireText: boolean;
  /** Whether what only an export says is taken on trust; see `exportKeys`. */
  readonly trusted: boolean;
}

/** A document after all checks. */
export interface ResolvedArticle {
  /** Null where there are findings. */
  readonly article: AnnotatedArticle | null;
  readonly findings: readonly PathDiagnostic[];
  readonly notes: readonly string[];
  readonly citations: number;
  readonly unverified: number;
  /** Those of which an export says that they were verified. */
  readonly trusted: number;
}

/** Resolves, checks and verifies a document, and makes records of it. All that is well formed is checked, whatever else is broken. */
export async function resolveArticle(
  { draft, findings: broken }: ValidatedDocument,
  scope: ReferenceScope,
  options: ResolveOptions,
): Promise<ResolvedArticle> {
  const known = createReferenceResolver(draft, scope);
  const { text, findings } = await resolveArticleFields(draft, known, options);
  const brokenPaths = new Set(broken.map(({ path }) => formatPath(path)));
  const checked = await resolveClaims(
    draft,
    (path) => brokenPaths.has(formatPath(path)),
    toSearchableText(text),
    known,
  );
  const all = [
    ...broken,
    ...findings,
    ...known.findings(),
    ...checked.findings,
    ...checkExportKeys(draft, options.trusted),
  ];
  const citations = checked.claims.reduce((sum, claim) => sum + claim.citations.length, 0);
  const verified = checked.claims.reduce(
    (sum, claim) => sum + claim.citations.filter(({ quoteCheck }) => quoteCheck === 'VERIFIED').length,
    0,
  );
  const counts = {
    findings: all,
    notes: checked.notes,
    citations,
    unverified: citations - verified,
    trusted: text === null ? verified : 0,
  };
  if (all.length > 0) return { article: null, ...counts };
  // No finding: the draft is the whole document.
  const { article } = draft as AnnotatedDocument;
  return {
    article: {
      article: toArticle(article, text?.sha256 ?? null),
      source: toSource(article.source),
      entities: known.declaredEntities(),
      referencedEntities: known.referencedEntities(),
      claims: checked.claims,
    },
    ...counts,
  };
}

async function resolveArticleFields(
  draft: DocumentDraft,
  known: ReferenceResolver,
  options: ResolveOptions,
): Promise<{ text: ArticleText | null; findings: PathDiagnostic[] }> {
  const { article } = draft;
  if (article === undefined) return { text: null, findings: [] };
  const { text, findings } = loadArticleText(article, options);
  const path = ['article'];
  if (text === null && findings.length === 0 && options.requireText)
    findings.push(
      pathDiagnostic(
        'TEXT_REQUIRED',
        path,
        'expected a text: text, textFile or a file in the folder of texts',
      ),
    );
  if (article.derivedFrom !== undefined && article.derivedFrom === article.id)
    findings.push(
      pathDiagnostic('INVALID_DOCUMENT', [...path, 'derivedFrom'], 'an article cannot derive from itself'),
    );
  if ((article.retractedAt === undefined) !== (article.retractionReason === undefined)) {
    const [has, lacks] =
      article.retractedAt === undefined
        ? ['retractionReason', 'retractedAt']
        : ['retractedAt', 'retractionReason'];
    findings.push(
      pathDiagnostic('INVALID_DOCUMENT', [...path, has], `"${lacks}" is missing; a retraction has both`),
    );
  }
  if (article.source?.affiliation !== undefined)
    await known.resolveKind(article.source.affiliation, [...path, 'source', 'affiliation']);
  return { text, findings };
}

function toSearchableText(text: ArticleText | null): SearchableText | null {
  if (text === null) return null;
  const plain = normalizeText(text.text);
  return { plain, findNearest: createPassageFinder(plain) };
}

import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { formatPath } from '../../documents/document-path.js';
import type { QuoteContext } from '../../domain/analysis/quote-context.js';
import type { AnnotatedArticle, AnnotatedClaim } from '../../domain/records.js';
import { sketchText } from '../../domain/text-sketch.js';
import type { AnnotatedDocument, DocumentDraft } from '../format/article-schema.js';
import { checkExportKeys } from '../format/check-export-keys.js';
import { toArticle, toSource } from '../format/to-records.js';
import type { ValidatedDocument } from '../format/validate.js';
import type { ReferenceScope } from './known-entities.js';
import { type ArticleText, loadArticleText, type TextSources } from './load-article-text.js';
import { createPassageFinder } from './nearest-passage.js';
import { normalizeText } from './normalize-text.js';
import { quoteContext } from './quote-context.js';
import { createReferenceResolver, type ReferenceResolver } from './reference-resolver.js';
import type { SearchableText } from './resolve-citations.js';
import { resolveClaims } from './resolve-claims.js';
import { checkOrgans, loadVoices } from './resolve-organs.js';

interface ResolveOptions extends TextSources {
  readonly requireText: boolean;
  /** Whether the keys of exports are accepted; see `checkExportKeys`. */
  readonly trusted: boolean;
  /** Whether to return the text around each quote. */
  readonly quoteContexts?: boolean;
}

/** The result of all checks of a document. */
export interface ResolvedArticle {
  /** Null if there are diagnostics. */
  readonly article: AnnotatedArticle | null;
  readonly diagnostics: readonly Diagnostic<AtPath>[];
  readonly notes: readonly string[];
  readonly citations: number;
  /** Citations whose quote was not checked against a text. */
  readonly unverified: number;
  /** Citations that are VERIFIED only because an export says so. */
  readonly trusted: number;
  /** By id of citation; empty unless asked for. */
  readonly quoteContexts: ReadonlyMap<string, QuoteContext>;
}

/**
 * Resolves references, checks quotes and converts a document to records. Checks all valid parts, even if other parts
 * are invalid.
 */
export async function resolveArticle(
  { draft, diagnostics: schemaErrors }: ValidatedDocument,
  scope: ReferenceScope,
  options: ResolveOptions,
): Promise<ResolvedArticle> {
  const references = createReferenceResolver(draft, scope);
  const { text, diagnostics } = await resolveArticleFields(draft, references, options);
  diagnostics.push(...(await checkOrgans(draft, scope, references)));
  const invalidPaths = new Set(schemaErrors.map(({ path }) => formatPath(path)));
  const searchable = toSearchableText(text);
  const resolved = await resolveClaims(
    draft,
    (path) => invalidPaths.has(formatPath(path)),
    searchable,
    references,
    (ids) => loadVoices(draft, scope, ids),
  );
  const all = [
    ...schemaErrors,
    ...diagnostics,
    ...references.diagnostics(),
    ...resolved.diagnostics,
    ...checkExportKeys(draft, options.trusted),
  ];
  const citations = resolved.claims.reduce((sum, claim) => sum + claim.citations.length, 0);
  const verified = resolved.claims.reduce(
    (sum, claim) => sum + claim.citations.filter(({ quoteCheck }) => quoteCheck === 'VERIFIED').length,
    0,
  );
  const counts = {
    diagnostics: all,
    notes: resolved.notes,
    citations,
    unverified: citations - verified,
    trusted: text === null ? verified : 0,
    quoteContexts: options.quoteContexts ? contextsOf(resolved.claims, searchable) : new Map(),
  };
  if (all.length > 0) return { article: null, ...counts };
  // There are no diagnostics, so the draft is complete.
  const { article } = draft as AnnotatedDocument;
  return {
    article: {
      article: toArticle(article, text && { sha256: text.sha256, sketch: sketchText(text.text) }),
      source: toSource(article.source),
      entities: references.declaredEntities(),
      referencedEntities: references.referencedEntities(),
      claims: resolved.claims,
    },
    ...counts,
  };
}

async function resolveArticleFields(
  draft: DocumentDraft,
  references: ReferenceResolver,
  options: ResolveOptions,
): Promise<{ text: ArticleText | null; diagnostics: Diagnostic<AtPath>[] }> {
  const { article } = draft;
  if (article === undefined) return { text: null, diagnostics: [] };
  const { text, diagnostics } = loadArticleText(article, options);
  const path = ['article'];
  if (text === null && diagnostics.length === 0 && options.requireText)
    diagnostics.push(
      pathDiagnostic(
        'TEXT_REQUIRED',
        path,
        'the article has no text; expected text, textFile or a file in the folder given by --texts',
      ),
    );
  if (article.derivedFrom !== undefined && article.derivedFrom === article.id)
    diagnostics.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        [...path, 'derivedFrom'],
        'expected a different article; an article cannot derive from itself',
      ),
    );
  if ((article.retractedAt === undefined) !== (article.retractionReason === undefined)) {
    const [has, lacks] =
      article.retractedAt === undefined
        ? ['retractionReason', 'retractedAt']
        : ['retractedAt', 'retractionReason'];
    diagnostics.push(
      pathDiagnostic('INVALID_DOCUMENT', [...path, has], `"${lacks}" is missing; a retraction needs both`),
    );
  }
  if (article.source?.affiliation !== undefined)
    await references.resolveKind(article.source.affiliation, [...path, 'source', 'affiliation']);
  return { text, diagnostics };
}

function contextsOf(
  claims: readonly AnnotatedClaim[],
  text: SearchableText | null,
): Map<string, QuoteContext> {
  const contexts = new Map<string, QuoteContext>();
  if (text === null) return contexts;
  for (const { id, quote, locator } of claims.flatMap(({ citations }) => citations)) {
    const context = quoteContext(text.normalized, quote, locator);
    if (context !== null) contexts.set(id, context);
  }
  return contexts;
}

function toSearchableText(text: ArticleText | null): SearchableText | null {
  if (text === null) return null;
  const normalized = normalizeText(text.text);
  return { normalized, findNearest: createPassageFinder(normalized) };
}

import { type Finding, finding, pathText } from '../../documents/finding.js';
import type { AnnotatedArticle } from '../../domain/records.js';
import type { AnnotatedDocument, DocumentDraft } from '../format/article-schema.js';
import { exportKeys } from '../format/export-keys.js';
import { articleRecord, sourceRecord } from '../format/to-records.js';
import type { Validated } from '../format/validate.js';
import { type ArticleText, articleText, type TextSources } from './article-text.js';
import type { Surroundings } from './known-entities.js';
import { nearestIn } from './nearest-passage.js';
import { plainText } from './plain-text.js';
import { type References, references } from './references.js';
import type { QuotedText } from './resolve-citations.js';
import { checkClaims } from './resolve-claims.js';

export interface AnnotateOptions extends TextSources {
  readonly requireText: boolean;
  /** Whether what only an export says is taken on trust; see `exportKeys`. */
  readonly trusted: boolean;
}

/** A document after all checks. */
export interface Annotated {
  /** Null where there are findings. */
  readonly article: AnnotatedArticle | null;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly citations: number;
  readonly unverified: number;
  /** Those of which an export says that they were verified. */
  readonly trusted: number;
}

/** Resolves, checks and verifies a document, and makes records of it. All that is well formed is checked, whatever else is broken. */
export async function annotate(
  { draft, findings: broken }: Validated,
  surroundings: Surroundings,
  options: AnnotateOptions,
): Promise<Annotated> {
  const known = references(draft, surroundings);
  const { text, findings } = await checkArticle(draft, known, options);
  const brokenPaths = new Set(broken.map(({ path }) => pathText(path)));
  const checked = await checkClaims(
    draft,
    (path) => brokenPaths.has(pathText(path)),
    quotedText(text),
    known,
  );
  const all = [
    ...broken,
    ...findings,
    ...known.findings(),
    ...checked.findings,
    ...exportKeys(draft, options.trusted),
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
      article: articleRecord(article, text?.sha256 ?? null),
      source: sourceRecord(article.source),
      entities: known.declared(),
      borrowed: known.borrowed(),
      claims: checked.claims,
    },
    ...counts,
  };
}

async function checkArticle(
  draft: DocumentDraft,
  known: References,
  options: AnnotateOptions,
): Promise<{ text: ArticleText | null; findings: Finding[] }> {
  const { article } = draft;
  if (article === undefined) return { text: null, findings: [] };
  const { text, findings } = articleText(article, options);
  const path = ['article'];
  if (text === null && findings.length === 0 && options.requireText)
    findings.push(
      finding('TEXT_REQUIRED', path, 'expected a text: text, textFile or a file in the folder of texts'),
    );
  if (article.derivedFrom !== undefined && article.derivedFrom === article.id)
    findings.push(
      finding('INVALID_DOCUMENT', [...path, 'derivedFrom'], 'an article cannot derive from itself'),
    );
  if ((article.retractedAt === undefined) !== (article.retractionReason === undefined)) {
    const [has, lacks] =
      article.retractedAt === undefined
        ? ['retractionReason', 'retractedAt']
        : ['retractedAt', 'retractionReason'];
    findings.push(
      finding('INVALID_DOCUMENT', [...path, has], `"${lacks}" is missing; a retraction has both`),
    );
  }
  if (article.source?.affiliation !== undefined)
    await known.kindOf(article.source.affiliation, [...path, 'source', 'affiliation']);
  return { text, findings };
}

function quotedText(text: ArticleText | null): QuotedText | null {
  if (text === null) return null;
  const plain = plainText(text.text);
  return { plain, nearest: nearestIn(plain) };
}

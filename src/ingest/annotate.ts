import { articleId, claimId } from '../domain/ids.js';
import type { AnnotatedArticle, AnnotatedClaim } from '../domain/records.js';
import { type ArticleText, articleText, type TextSources } from './article-text.js';
import { checkCitation, type QuotedText } from './citations.js';
import type { AnnotatedDocument, ClaimDraft, DocumentDraft } from './document.js';
import { type Finding, finding, type Path, pathText } from './finding.js';
import type { Surroundings } from './known.js';
import { LIMITS } from './limits.js';
import { nearestIn } from './nearest.js';
import { plainText } from './plain-text.js';
import { propositionOf } from './proposition.js';
import { articleRecord, sourceRecord } from './records.js';
import { type References, references } from './references.js';
import type { Validated } from './validate.js';

export interface AnnotateOptions extends TextSources {
  readonly requireText: boolean;
}

/** A document after all checks. */
export interface Annotated {
  /** Null where there are findings. */
  readonly article: AnnotatedArticle | null;
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly citations: number;
  readonly unverified: number;
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
  const all = within([...broken, ...findings, ...known.findings(), ...checked.findings]);
  const citations = checked.claims.reduce((sum, claim) => sum + claim.citations.length, 0);
  const counts = {
    findings: all,
    notes: checked.notes,
    citations,
    unverified: text === null ? citations : 0,
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

interface CheckedClaims {
  readonly claims: readonly AnnotatedClaim[];
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

async function checkClaims(
  draft: DocumentDraft,
  isBroken: (path: Path) => boolean,
  text: QuotedText | null,
  known: References,
): Promise<CheckedClaims> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  const claims: AnnotatedClaim[] = [];
  const firstPlaces = new Map<string, Path>();
  const article = articleId(draft.article?.id ?? '');
  /** A thing may be given once: `what` is said of the second. */
  const once = (id: string, path: Path, what: string): void => {
    const first = firstPlaces.get(id);
    if (first === undefined) firstPlaces.set(id, path);
    else findings.push(finding('DUPLICATE', path, what, first));
  };

  for (const [index, claim] of (draft.claims ?? []).entries()) {
    if (claim === null) continue;
    const path = ['claims', index];
    const said = await propositionOf(claim, path, isBroken, known);
    findings.push(...said.findings);
    const records = await checkCitations(claim, path);
    if (said.proposition === null) continue;
    const id = claimId(said.proposition);
    once(id, path, 'the same claim is given twice; put its citations under one');
    const citations = records.map(({ record, path: at }) => {
      const citation = record(id, article);
      once(citation.id, at, 'the same quote in the same place is given twice for one claim');
      return citation;
    });
    claims.push({ ...said.proposition, id, citations });
  }
  return { claims, findings, notes };

  async function checkCitations(claim: ClaimDraft, path: Path) {
    const records = [];
    for (const [index, citation] of (claim.citations ?? []).entries()) {
      if (citation === null) continue;
      const at = [...path, 'citations', index];
      const checked = await checkCitation(citation, at, draft, text, known);
      findings.push(...checked.findings);
      if (checked.note !== null) notes.push(`${article}: ${checked.note}`);
      if (checked.record !== null) records.push({ record: checked.record, path: at });
    }
    return records;
  }
}

function quotedText(text: ArticleText | null): QuotedText | null {
  if (text === null) return null;
  const plain = plainText(text.text);
  return { plain, nearest: nearestIn(plain) };
}

function within(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= LIMITS.findings + 1) return findings;
  const told = findings.slice(0, LIMITS.findings);
  return [...told, finding('LIMIT_EXCEEDED', [], `and ${findings.length - told.length} more mistakes`)];
}

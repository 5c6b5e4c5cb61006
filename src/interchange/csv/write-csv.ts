import type { Claim } from '../../domain/records.js';
import {
  type ExportContext,
  type ExportOptions,
  type ExportSource,
  exportRecords,
} from '../../export/export-lines.js';
import { qualifiedRelation } from '../qualified-relation.js';
import { toCsvRow } from './cells.js';
import {
  ARTICLE_COLUMNS,
  ASSESSMENT_COLUMNS,
  type Cells,
  CITATION_COLUMNS,
  CLAIM_COLUMNS,
  DOCUMENT_COLUMNS,
  ENTITY_COLUMNS,
  HEADER,
  SHOWN_ARTICLE_COLUMNS,
  SHOWN_SOURCE_COLUMNS,
  SOURCE_COLUMNS,
  toCells,
} from './columns.js';

/** A line of an export, as `to-document.ts` makes it. */
interface ExportLine {
  readonly article?: { readonly source: object };
  readonly entities?: readonly object[];
  readonly claims?: readonly ClaimRecord[];
  readonly entity?: object;
  readonly source?: object;
}
interface ClaimRecord {
  readonly subject: string;
  readonly object?: string;
  readonly value?: unknown;
  readonly citations: readonly object[];
  readonly assessments?: readonly object[];
}

/** Exports a store as CSV, a row a citation; docs/formats.md. Nothing is lost: `readCsvExport` gives the lines of `exportLines`. Throws STATUSES_REQUIRED. */
export async function* exportCsv(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  // Before the header, so that what is refused writes nothing.
  let started = false;
  for await (const { record, context } of exportRecords(store, { ...options, withContext: true })) {
    if (!started) yield toCsvRow(HEADER);
    started = true;
    for (const cells of toRows(record as ExportLine, context))
      yield toCsvRow(HEADER.map((name) => cells[name]));
  }
}

function toRows(record: ExportLine, context: ExportContext | undefined): Cells[] {
  if (context !== undefined) return articleRows(record, context);
  if (record.entity !== undefined) return [{ record: 'ENTITY', ...toCells(record.entity, ENTITY_COLUMNS) }];
  if (record.source !== undefined) return [{ record: 'SOURCE', ...toCells(record.source, SOURCE_COLUMNS) }];
  // The first and the last line of an export, and a policy: nothing for a table.
  const [kind = ''] = Object.keys(record).filter((key) => key !== 'ascribe');
  return [{ record: kind.toUpperCase(), data: JSON.stringify(record) }];
}

function articleRows(
  { article = { source: {} }, entities = [], claims = [], ...document }: ExportLine,
  { annotation, claims: byId, names }: ExportContext,
): Cells[] {
  const source = toCells(article.source, SOURCE_COLUMNS);
  const whole = { ...toCells(article, ARTICLE_COLUMNS, ['source']), ...source };
  const shown = Object.fromEntries(
    Object.entries(whole).filter(
      ([name]) => SHOWN_ARTICLE_COLUMNS.has(name) || SHOWN_SOURCE_COLUMNS.has(name),
    ),
  );
  const rows: Cells[] = [
    { record: 'ARTICLE', ...whole, ...toCells(document, DOCUMENT_COLUMNS, ['ascribe']) },
    ...entities.map((entity) => ({
      record: 'DECLARATION',
      article: whole.article ?? '',
      ...toCells(entity, ENTITY_COLUMNS),
    })),
  ];
  for (const [index, claim] of claims.entries()) {
    // In the order of the annotation.
    const id = annotation.claims[index]?.id ?? '';
    rows.push(...claimRows(claim, byId.get(id) as Claim, names, shown));
  }
  return rows;
}

function claimRows(
  { citations, assessments = [], ...proposition }: ClaimRecord,
  { status, confidence, predicate, subjectId, objectId }: Claim,
  names: ReadonlyMap<string, string>,
  shown: Cells,
): Cells[] {
  const claim: Cells = {
    status,
    ...(confidence !== null && { confidence: String(confidence) }),
    relation: qualifiedRelation(status, predicate),
    subject_name: names.get(subjectId) ?? subjectId,
    ...(objectId !== null && { object_name: names.get(objectId) ?? objectId }),
    ...toCells(proposition, CLAIM_COLUMNS, ['predicate']),
  };
  return [
    ...citations.map((citation) => ({
      record: 'CITATION',
      ...shown,
      ...claim,
      ...toCells(citation, CITATION_COLUMNS),
    })),
    ...assessments.map((assessment) => ({
      record: 'ASSESSMENT',
      article: shown.article ?? '',
      ...claim,
      ...toCells(assessment, ASSESSMENT_COLUMNS),
    })),
  ];
}

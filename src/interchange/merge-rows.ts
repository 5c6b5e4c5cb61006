import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../documents/document-limits.js';
import { describeValue, formatPath } from '../documents/document-path.js';
import { claimId } from '../domain/ids.js';
import { isAttribute, predicateDefinition, type ValueType } from '../domain/ontology.js';
import { parseValue } from '../ingest/format/parse-value.js';
import { validateDocument } from '../ingest/format/validate.js';
import type { RowClaim, RowDocument, RowEntity } from './mapping/map-row.js';
import { rowDiagnostic, type TableRow } from './tables/table-row.js';

/** A document, and the row that it was made from. */
export interface PlacedDocument {
  readonly place: Pick<TableRow, 'file' | 'line' | 'row'>;
  readonly document: RowDocument;
}

export type MergeResult =
  | { readonly document: object; readonly claims: number; readonly citations: number }
  | { readonly problems: readonly Diagnostic[] };

/** Merges the rows of one article, at least one. Each row becomes a paragraph of its text. Rows that contradict each other are problems. */
export function mergeRows(rows: readonly PlacedDocument[]): MergeResult {
  const [first] = rows as [PlacedDocument];
  const problems: Diagnostic[] = [];
  const { text: _, ...article } = first.document.article;
  const entities = new Map<string, RowEntity>();
  const claims = new Map<string, Omit<RowClaim, 'citations'> & { citations: Map<string, object> }>();
  for (const [index, { place, document }] of rows.entries()) {
    problems.push(...findDifferences(first, { place, document }));
    for (const entity of document.entities) {
      const merged = mergeEntity(entities.get(entity.id), entity);
      if (typeof merged === 'string') problems.push(rowDiagnostic(place, 'KIND_CONFLICT', merged));
      else entities.set(entity.id, merged);
    }
    for (const { citations, ...proposition } of document.claims) {
      const id = propositionId(proposition);
      const claim = claims.get(id) ?? { ...proposition, citations: new Map() };
      claims.set(id, claim);
      const paragraph =
        document.article.text === undefined || rows.length === 1 ? {} : { paragraph: index + 1 };
      const citation = { ...citations[0], ...paragraph };
      claim.citations.set(JSON.stringify(citation), citation);
    }
  }
  if (problems.length > 0) return { problems };
  const { annotator, annotatedAt } = first.document;
  const texts = rows.flatMap(({ document }) => document.article.text ?? []);
  const document = {
    ascribe: 1,
    ...(annotator !== undefined && { annotator }),
    ...(annotatedAt !== undefined && { annotatedAt }),
    article: { ...article, ...(texts.length > 0 && { text: texts.join('\n\n') }) },
    entities: [...entities.values()],
    claims: [...claims.values()].map((claim) => ({ ...claim, citations: [...claim.citations.values()] })),
  };
  const tooLarge = findExcess(document, rows);
  if (tooLarge.length > 0) return { problems: tooLarge };
  const citations = document.claims.reduce((sum, claim) => sum + claim.citations.length, 0);
  return { document, claims: document.claims.length, citations };
}

/** Each row was valid; together they may exceed a limit. */
function findExcess(document: object, rows: readonly PlacedDocument[]): Diagnostic[] {
  const [{ place }] = rows as [PlacedDocument];
  if (Buffer.byteLength(JSON.stringify(document)) > DOCUMENT_LIMITS.bytes) {
    const message = `the ${rows.length} rows of this article have more than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}; give them several article ids`;
    return [rowDiagnostic(place, 'LIMIT_EXCEEDED', message)];
  }
  if (rows.length === 1) return [];
  return validateDocument(document).diagnostics.map(({ code, message, path }) =>
    rowDiagnostic(place, code, message, [], formatPath(path)),
  );
}

/** What rows of one article say differently about it. */
function findDifferences(first: PlacedDocument, { place, document }: PlacedDocument): Diagnostic[] {
  const [known, given] = [flat(first.document), flat(document)];
  return [...new Set([...Object.keys(known), ...Object.keys(given)])]
    .filter((key) => !isDeepStrictEqual(known[key], given[key]))
    .map((key) =>
      rowDiagnostic(
        place,
        'ARTICLE_CONFLICT',
        `the article "${document.article.id}" has ${key} ${describeValue(given[key])} here, but ${describeValue(known[key])} in row ${first.place.row} of ${first.place.file}; give both rows the same, or different article ids`,
      ),
    );
}

function flat({ article, annotator, annotatedAt }: RowDocument): Record<string, unknown> {
  const { text: _, source, ...rest } = article;
  const ofSource = Object.entries(source as object).map(([key, value]) => [`source.${key}`, value]);
  return { annotator, annotatedAt, ...rest, ...Object.fromEntries(ofSource) };
}

/** The first name stays; others become aliases. A text is the reason why they cannot be one entity. */
function mergeEntity(known: RowEntity | undefined, given: RowEntity): RowEntity | string {
  if (known === undefined) return given;
  if (known.kind !== given.kind)
    return `the entity "${given.id}" has kind ${given.kind} here, but ${known.kind} in an earlier row of the article`;
  if (known.organOf !== undefined && given.organOf !== undefined && known.organOf !== given.organOf)
    return `the entity "${given.id}" is an organ of "${given.organOf}" here, but of "${known.organOf}" in an earlier row of the article`;
  const names = new Set([...(known.aliases ?? []), given.name, ...(given.aliases ?? [])]);
  names.delete(known.name);
  return {
    ...given,
    ...known,
    ...(names.size > 0 && { aliases: [...names] }),
    ...(known.identifiers || given.identifiers
      ? { identifiers: { ...given.identifiers, ...known.identifiers } }
      : {}),
  };
}

function propositionId({ subject, predicate, object, value }: Omit<RowClaim, 'citations'>): string {
  const type = isAttribute(predicate) ? (predicateDefinition(predicate).range as ValueType) : null;
  return claimId({
    subjectId: subject,
    predicate,
    objectId: object ?? null,
    value: type === null || value === undefined ? null : parseValue(type, value),
  });
}

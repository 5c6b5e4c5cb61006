import type { Diagnostic } from '../../documents/diagnostic.js';
import { fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import { cellText } from '../mapping/row-text.js';
import { predicateOf } from '../qualified-relation.js';
import { readDelimited } from '../tables/read-delimited.js';
import { rowDiagnostic, type TableRow } from '../tables/table-row.js';
import { unescapeFormula } from './cells.js';
import {
  ARTICLE_COLUMNS,
  ASSESSMENT_COLUMNS,
  CITATION_COLUMNS,
  CLAIM_COLUMNS,
  DOCUMENT_COLUMNS,
  ENTITY_COLUMNS,
  fromCells,
  HEADER,
  SOURCE_COLUMNS,
} from './columns.js';

interface Document {
  readonly head: object;
  /** Of its parts as JSON, in characters. */
  size: number;
  readonly entities: object[];
  readonly claims: {
    readonly id: string;
    readonly claim: object;
    readonly citations: object[];
    readonly assessments: object[];
  }[];
}

/**
 * Reads a CSV export back: the lines of `ascribe export`, letter by letter if the table was not changed. Keeps one article in memory. The
 * first mistake ends the file, so that `ascribe import` refuses what was written so far.
 */
export async function* readCsvExport(
  file: string,
  onProblem: (problem: Diagnostic) => void,
): AsyncGenerator<string> {
  let document: Document | null = null;
  for await (const part of readDelimited(file, {}, { trim: false })) {
    if ('problem' in part) return onProblem(part.problem);
    if ('header' in part) {
      const missing = HEADER.filter((name) => !part.header.columns.includes(name));
      if (missing.length > 0)
        return onProblem(
          fileDiagnostic(
            'INVALID_DOCUMENT',
            `not a CSV export of ascribe: it lacks the columns ${missing.slice(0, 5).join(', ')}; other tables need --map`,
            file,
          ),
        );
      continue;
    }
    try {
      const { row } = part;
      const cells = new Map([...row.cells].map(([name, cell]) => [name, unescapeFormula(cellText(cell))]));
      const kind = cells.get('record') ?? '';
      if (PARTS.has(kind)) addPart(document, kind, cells);
      else {
        if (document !== null) yield toLine(document);
        document = kind === 'ARTICLE' ? startDocument(cells) : null;
        if (document === null) yield readPlainRow(kind, cells);
      }
    } catch (error) {
      if (!(error instanceof CsvMistake)) throw error;
      return onProblem(describe(part.row, error));
    }
  }
  if (document !== null) yield toLine(document);
}

class CsvMistake extends Error {}

const describe = (row: TableRow, { message }: Error): Diagnostic =>
  rowDiagnostic(row, 'INVALID_DOCUMENT', message);

/** The rows that belong to the article before them. */
const PART_COLUMNS: Readonly<Record<string, Parameters<typeof fromCells>[1]>> = {
  DECLARATION: ENTITY_COLUMNS,
  CITATION: CITATION_COLUMNS,
  ASSESSMENT: ASSESSMENT_COLUMNS,
};
const PARTS: ReadonlySet<string> = new Set(Object.keys(PART_COLUMNS));
/** The rows whose line stands in the column `data`. */
const DATA_ROWS = ['EXPORT', 'POLICY', 'END'];

type Row = ReadonlyMap<string, string>;

const read = (cells: Row, columns: Parameters<typeof fromCells>[1]): Record<string, unknown> => {
  try {
    return fromCells(cells, columns);
  } catch (error) {
    throw new CsvMistake((error as Error).message);
  }
};

function readPlainRow(kind: string, cells: Row): string {
  if (kind === 'ENTITY') return `${JSON.stringify({ ascribe: 1, entity: read(cells, ENTITY_COLUMNS) })}\n`;
  if (kind === 'SOURCE') return `${JSON.stringify({ ascribe: 1, source: read(cells, SOURCE_COLUMNS) })}\n`;
  if (!DATA_ROWS.includes(kind))
    throw new CsvMistake(
      `expected one of ${[...DATA_ROWS, 'ENTITY', 'SOURCE', 'ARTICLE', ...PARTS].join(', ')} in the column record, found ${JSON.stringify(kind.slice(0, 60))}`,
    );
  const data = cells.get('data') ?? '';
  try {
    return `${JSON.stringify(JSON.parse(data))}\n`;
  } catch {
    throw new CsvMistake(`expected JSON in the column data, found ${JSON.stringify(data.slice(0, 60))}`);
  }
}

function startDocument(cells: Row): Document {
  const { id, title, genre, ...rest } = read(cells, ARTICLE_COLUMNS);
  const article = { id, title, genre, source: read(cells, SOURCE_COLUMNS), ...rest };
  return {
    head: { ascribe: 1, ...read(cells, DOCUMENT_COLUMNS), article },
    size: 0,
    entities: [],
    claims: [],
  };
}

function addPart(document: Document | null, kind: string, cells: Row): void {
  if (document === null)
    throw new CsvMistake(`expected a row ARTICLE before ${kind}; the rows of an article must stay together`);
  const { article } = document.head as { article: { id: string } };
  if (cells.get('article') !== article.id)
    throw new CsvMistake(
      `expected article ${article.id}, whose rows these are, found ${JSON.stringify((cells.get('article') ?? '').slice(0, 60))}; the rows of an article must stay together`,
    );
  const part = read(cells, PART_COLUMNS[kind] ?? []);
  document.size += JSON.stringify(part).length;
  if (document.size > DOCUMENT_LIMITS.bytes)
    throw new CsvMistake(
      `the rows of ${article.id} have more than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}, which is the most that a document may have`,
    );
  if (kind === 'DECLARATION') {
    document.entities.push(part);
    return;
  }
  const { subject, ...ends } = read(cells, CLAIM_COLUMNS);
  const claim = { subject, predicate: readPredicate(cells), ...ends };
  const id = JSON.stringify(claim);
  let known = document.claims.at(-1);
  if (known?.id !== id) {
    known = { id, claim, citations: [], assessments: [] };
    document.claims.push(known);
  }
  (kind === 'CITATION' ? known.citations : known.assessments).push(part);
}

function readPredicate(cells: Row): string {
  const [relation, status] = [cells.get('relation') ?? '', cells.get('status') ?? ''];
  if (!statuses.some((name) => name === status))
    throw new CsvMistake(
      `expected one of ${statuses.join(', ')} in the column status, found ${JSON.stringify(status.slice(0, 60))}`,
    );
  const predicate = predicateOf(relation, status as ClaimStatus);
  if (predicate === null)
    throw new CsvMistake(
      `expected a relation that begins with ${status}_, found ${JSON.stringify(relation.slice(0, 60))}`,
    );
  return predicate;
}

function toLine({ head, entities, claims }: Document): string {
  return `${JSON.stringify({
    ...head,
    ...(entities.length > 0 && { entities }),
    ...(claims.length > 0 && {
      claims: claims.map(({ claim, citations, assessments }) => ({
        ...claim,
        citations,
        ...(assessments.length > 0 && { assessments }),
      })),
    }),
  })}\n`;
}

/**
 * The columns of a CSV export. Each kind of row fills some of them; `record` names the kind. A column holds one key of the records of
 * `ascribe export`, in the order in which those have it: reading a table back gives the same records, letter by letter.
 */

/** How a value stands in a cell. */
type CellType =
  /** As it is. */
  | 'TEXT'
  /** As JSON. */
  | 'JSON'
  /** Ids, separated by spaces. */
  | 'IDS'
  /** A text as it is, unless it could be read as JSON; all else as JSON. */
  | 'VALUE';

interface Column {
  readonly column: string;
  readonly key: string;
  readonly type: CellType;
}
type Columns = readonly Column[];

const column = (name: string, key: string, type: CellType = 'TEXT'): Column => ({ column: name, key, type });

export const DOCUMENT_COLUMNS: Columns = [
  column('annotator', 'annotator'),
  column('annotated_at', 'annotatedAt'),
];

export const SOURCE_COLUMNS: Columns = [
  column('source', 'id'),
  column('source_name', 'name'),
  column('reliability', 'reliability'),
  column('affiliation', 'affiliation'),
];

/** Without the source, which stands after the genre. */
export const ARTICLE_COLUMNS: Columns = [
  column('article', 'id'),
  column('title', 'title'),
  column('genre', 'genre'),
  column('url', 'url'),
  column('authors', 'authors', 'JSON'),
  column('published_at', 'publishedAt'),
  column('retrieved_at', 'retrievedAt'),
  column('language', 'language'),
  column('derived_from', 'derivedFrom'),
  column('text_sha256', 'textSha256'),
  column('text_sketch', 'textSketch'),
  column('retracted_at', 'retractedAt'),
  column('retraction_reason', 'retractionReason'),
  column('retracted_by', 'retractedBy'),
  column('retracts_derived', 'retractsDerived', 'JSON'),
];

export const ENTITY_COLUMNS: Columns = [
  column('entity', 'id'),
  column('kind', 'kind'),
  column('name', 'name'),
  column('aliases', 'aliases', 'JSON'),
  column('description', 'description'),
  column('identifiers', 'identifiers', 'JSON'),
  column('organ_of', 'organOf'),
];

export const CITATION_COLUMNS: Columns = [
  column('quote', 'quote'),
  column('modality', 'modality'),
  column('stance', 'stance'),
  column('asserted_by', 'assertedBy', 'IDS'),
  column('credibility', 'credibility', 'JSON'),
  column('place', 'place', 'JSON'),
  column('paragraph', 'paragraph', 'JSON'),
  column('page', 'page', 'JSON'),
  column('valid_from', 'validFrom'),
  column('valid_to', 'validTo'),
  column('annotator', 'annotator'),
  column('annotated_at', 'annotatedAt'),
  column('note', 'note'),
];

export const ASSESSMENT_COLUMNS: Columns = [
  column('analyst', 'analyst'),
  column('assessed_status', 'status'),
  column('rationale', 'rationale'),
  column('assessed_at', 'at'),
  column('assessed_confidence', 'confidence', 'JSON'),
  column('valid_from', 'validFrom'),
  column('valid_to', 'validTo'),
  column('ended_at', 'endedAt'),
  column('end', 'end'),
];

/** What a claim connects. Its status and its predicate are in the column `relation`. */
export const CLAIM_COLUMNS: Columns = [
  column('subject', 'subject'),
  column('object', 'object'),
  column('value', 'value', 'VALUE'),
];

/** All columns, in the order of the header. */
export const HEADER: readonly string[] = [
  ...[
    'record',
    'status',
    'confidence',
    'subject',
    'subject_name',
    'relation',
    'object',
    'object_name',
    'value',
  ],
  ...new Set(
    [CITATION_COLUMNS, SOURCE_COLUMNS, ARTICLE_COLUMNS, ENTITY_COLUMNS, ASSESSMENT_COLUMNS].flatMap((group) =>
      group.map(({ column: name }) => name),
    ),
  ),
  'data',
];

/** What a row of an article shows for reading: reading a table back ignores it. */
export const SHOWN_ARTICLE_COLUMNS: ReadonlySet<string> = new Set([
  'article',
  'title',
  'genre',
  'url',
  'published_at',
]);
export const SHOWN_SOURCE_COLUMNS: ReadonlySet<string> = new Set(['source', 'source_name', 'reliability']);

export type Cells = Record<string, string>;

/** The cells of a record. Throws an Error for a key without a column: an export must not lose it. */
export function toCells(record: object, columns: Columns, ignored: readonly string[] = []): Cells {
  const cells: Cells = {};
  for (const [key, value] of Object.entries(record)) {
    if (ignored.includes(key)) continue;
    const found = columns.find((one) => one.key === key);
    if (found === undefined) throw new Error(`no column of CSV holds "${key}"`);
    cells[found.column] = writeCell(value, found.type);
  }
  return cells;
}

/** The record of cells. Throws an Error that says what is wrong with a cell. */
export function fromCells(cells: ReadonlyMap<string, string>, columns: Columns): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { column: name, key, type } of columns) {
    const text = cells.get(name) ?? '';
    if (text !== '') record[key] = readCell(text, type, name);
  }
  return record;
}

function writeCell(value: unknown, type: CellType): string {
  if (type === 'TEXT') return String(value);
  if (type === 'IDS') return (value as readonly string[]).join(' ');
  if (type === 'VALUE' && typeof value === 'string' && !isJson(value)) return value;
  return JSON.stringify(value);
}

function readCell(text: string, type: CellType, name: string): unknown {
  if (type === 'TEXT') return text;
  if (type === 'IDS') return text.split(' ').filter((id) => id !== '');
  if (isJson(text)) return JSON.parse(text);
  if (type === 'VALUE') return text;
  throw new Error(
    `expected JSON in the column ${name}, such as 3 or ["a"], found ${JSON.stringify(text.slice(0, 60))}`,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

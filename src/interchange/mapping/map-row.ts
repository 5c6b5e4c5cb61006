import type { AtPath, Diagnostic } from '../../documents/diagnostic.js';
import { formatPath } from '../../documents/document-path.js';
import { checkText } from '../../documents/text-rules.js';
import { AscribeError } from '../../domain/errors.js';
import { isAttribute, type Predicate, predicateDefinition, predicates } from '../../domain/ontology.js';
import type { DocumentValue } from '../../ingest/format/article-schema.js';
import { parseValue } from '../../ingest/format/parse-value.js';
import { validateDocument } from '../../ingest/format/validate.js';
import { rowDiagnostic, type TableRow } from '../tables/table-row.js';
import type { RowNotes, Value } from './compile.js';
import type { ClaimMapping, EntityMapping, Mapping } from './parse-mapping.js';
import { RowError } from './row-error.js';
import { cellText, quoteColumns, rowText } from './row-text.js';
import type { ReadCell } from './template.js';

/** A document as it is made from one row. Rows of one article are merged afterwards. */
export interface RowDocument {
  readonly ascribe: 1;
  readonly annotator?: string;
  readonly annotatedAt?: string;
  readonly article: Readonly<Record<string, unknown>> & { readonly id: string; readonly text?: string };
  readonly entities: readonly RowEntity[];
  readonly claims: readonly RowClaim[];
}
export interface RowEntity {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly identifiers?: Readonly<Record<string, string>>;
  readonly organOf?: string;
}
export interface RowClaim {
  readonly subject: string;
  readonly predicate: Predicate;
  readonly object?: string;
  readonly value?: DocumentValue;
  readonly citations: readonly [Readonly<Record<string, unknown>>];
}

/** What became of a row. */
export type RowResult =
  | { readonly document: RowDocument }
  | { readonly skipped: true }
  /** `articleId`: the article that the row belongs to; null if not even that is known. */
  | { readonly problems: readonly Diagnostic[]; readonly articleId: string | null };

/** What the conversion notes about rows, for the report. */
export interface ConversionNotes extends RowNotes {
  /** A claim of the mapping that a row does not make, and why. */
  readonly notMade: (claim: string, reason: string) => void;
}

/** A claim, and where in the mapping and the row it comes from. */
interface MadeClaim {
  readonly claim: RowClaim;
  readonly path: string;
  readonly columns: readonly string[];
}

interface MadeEntity {
  /** In the mapping. */
  readonly name: string;
  readonly id: string;
  readonly declaration: RowEntity | null;
  /** The body that it speaks for, by its name in the mapping. */
  readonly organOf: string | null;
  readonly path: string;
  readonly columns: readonly string[];
}

/** Makes a document of a row. Mistakes have the file, the row and the columns. */
export function mapRow(mapping: Mapping, row: TableRow, notes: ConversionNotes): RowResult {
  const read: ReadCell = (column) => cellText(row.cells.get(column));
  const bad = [...row.cells].find(([, cell]) => checkText(cellText(cell)) !== null);
  if (bad !== undefined)
    return failed(mapping, row, notes, [
      rowDiagnostic(row, 'INVALID_DOCUMENT', checkText(cellText(bad[1]))?.message ?? '', [bad[0]]),
    ]);
  try {
    if (!mapping.condition.matches(read)) return { skipped: true };
    const entities = new Map(
      [...mapping.entities].map(([name, entity]) => [name, makeEntities(name, entity, row, notes)] as const),
    );
    const claims = mapping.claims.flatMap((claim, index) =>
      makeClaims(claim, `claims[${index}]`, { row, mapping, entities, notes, read }),
    );
    const article = makeArticle(mapping, row, entities, notes, read);
    return finish(mapping, row, { article, entities: [...entities.values()].flat(), claims, notes, read });
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return failed(mapping, row, notes, [
      rowDiagnostic(row, 'INVALID_DOCUMENT', error.message, error.columns),
    ]);
  }
}

function failed(
  { article }: Mapping,
  row: TableRow,
  notes: RowNotes,
  problems: readonly Diagnostic[],
): RowResult {
  const id = article.keys.find(([key]) => key === 'id')?.[1];
  try {
    return { problems, articleId: id?.read((column) => cellText(row.cells.get(column)), notes) ?? null };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { problems, articleId: null };
  }
}

function finish(
  mapping: Mapping,
  row: TableRow,
  made: {
    readonly article: RowDocument['article'];
    readonly entities: readonly MadeEntity[];
    readonly claims: readonly MadeClaim[];
    readonly notes: RowNotes;
    readonly read: ReadCell;
  },
): RowResult {
  const { read, notes } = made;
  const declared = made.entities.flatMap(({ declaration, organOf, ...rest }) => {
    if (declaration === null) return [];
    const body = organOf === null ? undefined : made.entities.find(({ name }) => name === organOf);
    return [{ ...rest, declaration: { ...declaration, ...(body !== undefined && { organOf: body.id }) } }];
  });
  const annotator = mapping.annotator?.read(read, notes);
  const annotatedAt = mapping.annotatedAt?.read(read, notes);
  const document: RowDocument = {
    ascribe: 1,
    ...(annotator != null && { annotator }),
    ...(annotatedAt != null && { annotatedAt }),
    article: made.article,
    entities: declared.map(({ declaration }) => declaration),
    claims: made.claims.map(({ claim }) => claim),
  };
  const { diagnostics } = validateDocument(document);
  const columnsOf = (values: readonly (readonly [string, Value])[], key: unknown): readonly string[] =>
    values.find(([name]) => name === key)?.[1].columns ?? [];
  const locate = ({ code, message, path }: Diagnostic<AtPath>): Diagnostic => {
    const [part, index, ...rest] = path;
    const claim = part === 'claims' ? made.claims[index as number] : undefined;
    const entity = part === 'entities' ? declared[index as number] : undefined;
    if (claim !== undefined)
      return rowDiagnostic(row, code, message, claim.columns, formatPath([claim.path, ...rest]));
    if (entity !== undefined)
      return rowDiagnostic(row, code, message, entity.columns, formatPath([entity.path, ...rest]));
    const columns =
      index === 'source'
        ? columnsOf(mapping.article.source, rest[0])
        : columnsOf(mapping.article.keys, index);
    return rowDiagnostic(row, code, message, columns, formatPath(path));
  };
  return diagnostics.length === 0 ? { document } : failed(mapping, row, notes, diagnostics.map(locate));
}

function makeArticle(
  { article, text }: Mapping,
  row: TableRow,
  entities: ReadonlyMap<string, readonly MadeEntity[]>,
  notes: RowNotes,
  read: ReadCell,
): RowDocument['article'] {
  const record = (values: readonly (readonly [string, Value])[]) =>
    Object.fromEntries(
      values.flatMap(([key, value]) => {
        const found = value.read(read, notes);
        return found === null ? [] : [[key, found]];
      }),
    );
  const { id, title, genre, ...rest } = record(article.keys);
  const authors = article.authors.flatMap((author) => author.read(read, notes) ?? []);
  const owner = article.affiliation === null ? undefined : entities.get(article.affiliation)?.[0];
  const source = { ...record(article.source), ...(owner !== undefined && { affiliation: owner.id }) };
  return {
    id,
    title,
    genre,
    source,
    ...rest,
    ...(authors.length > 0 && { authors }),
    ...(text === 'ROW' && { text: rowText(row) }),
  } as unknown as RowDocument['article'];
}

function makeEntities(
  name: string,
  entity: EntityMapping,
  row: TableRow,
  notes: ConversionNotes,
): MadeEntity[] {
  const base: ReadCell = (column) => cellText(row.cells.get(column));
  if (!entity.condition.matches(base)) return [];
  const items = entity.each === null ? [null] : splitCell(row, entity.each, entity.separator);
  return items.flatMap((item): MadeEntity[] => {
    const read: ReadCell = (column) => (column === 'item' && item !== null ? item : base(column));
    const id = entity.id.read(read, notes);
    if (id === null) return [];
    const text = (value: Value | null) => value?.read(read, notes) ?? null;
    const [kind, label, description] = [text(entity.kind), text(entity.name), text(entity.description)];
    const aliases = entity.aliases.flatMap((alias) => alias.read(read, notes) ?? []);
    const identifiers = entity.identifiers.flatMap(([scheme, value]) => {
      const found = value.read(read, notes);
      return found === null ? [] : [[scheme, found] as const];
    });
    const own = [entity.id, entity.name].flatMap((value) => value?.columns ?? []);
    const columns = own.flatMap((column) =>
      column === 'item' && entity.each !== null ? [entity.each] : [column],
    );
    const declaration =
      kind === null || label === null
        ? null
        : {
            id,
            kind,
            name: label,
            ...(aliases.length > 0 && { aliases }),
            ...(description !== null && { description }),
            ...(identifiers.length > 0 && { identifiers: Object.fromEntries(identifiers) }),
          };
    return [
      {
        name,
        id,
        declaration,
        organOf: entity.organOf,
        path: `entities.${name}`,
        columns: [...new Set(columns)],
      },
    ];
  });
}

function splitCell(row: TableRow, column: string, separator: string | null): readonly string[] {
  const cell = row.cells.get(column) ?? '';
  const texts = typeof cell !== 'string' ? cell : separator === null ? [cell] : cell.split(separator);
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

interface ClaimScope {
  readonly row: TableRow;
  readonly mapping: Mapping;
  readonly entities: ReadonlyMap<string, readonly MadeEntity[]>;
  readonly notes: ConversionNotes;
  readonly read: ReadCell;
}

/** One claim for each pair of a subject and an object. */
function makeClaims(claim: ClaimMapping, path: string, scope: ClaimScope): MadeClaim[] {
  const { entities, notes, read, row } = scope;
  if (!claim.condition.matches(read)) return [];
  const notMade = (reason: string): MadeClaim[] => {
    notes.notMade(path, reason);
    return [];
  };
  const subjects = entities.get(claim.subject) ?? [];
  if (subjects.length === 0) return notMade(`no ${claim.subject}`);
  const objects = claim.object === null ? [null] : (entities.get(claim.object) ?? []);
  if (objects.length === 0) return notMade(`no ${claim.object}`);
  const predicate = claim.predicate.read(read, notes);
  if (predicate === null) return notMade(requireLookup(claim.predicate, 'a predicate'));
  const value = claim.value === null ? undefined : readClaimValue(claim, predicate, scope);
  if (claim.value !== null && value === undefined) return notMade('no value');
  const keys = claim.citation.flatMap(([key, source]) => {
    const text = source.read(read, notes);
    return text === null
      ? []
      : [[key, NUMERIC_KEYS.has(key) ? toWhole(text, source.columns) : text] as const];
  });
  const modality = claim.citation.find(([key]) => key === 'modality')?.[1];
  if (modality !== undefined && !keys.some(([key]) => key === 'modality'))
    return notMade(requireLookup(modality, 'a modality'));
  const speakers = claim.assertedBy.flatMap((name) => (entities.get(name) ?? []).map(({ id }) => id));
  return subjects.flatMap((subject) =>
    objects.flatMap((object): MadeClaim[] => {
      const columns = [
        ...subject.columns,
        ...(object?.columns ?? []),
        ...claim.predicate.columns,
        ...valueColumns(claim),
      ];
      const quote =
        claim.quote === null ? quoteColumns(row, new Set(columns)) : claim.quote.read(read, notes);
      if (quote === null) return notMade('no quote');
      const citation = {
        quote,
        ...Object.fromEntries(keys),
        ...(speakers.length > 0 && { assertedBy: speakers }),
      };
      const proposition = {
        subject: subject.id,
        predicate: predicate as Predicate,
        ...(object === null ? {} : { object: object.id }),
        ...(value !== undefined && { value }),
      };
      return [{ claim: { ...proposition, citations: [citation] }, path, columns: [...new Set(columns)] }];
    }),
  );
}

/** The reason why a value is absent. An empty cell is a mistake; a lookup may leave rows out on purpose. Throws RowError. */
function requireLookup({ isLookup, columns }: Value, what: string): string {
  if (isLookup) return `no ${what.slice(2)}`;
  throw new RowError(`expected ${what}, found an empty cell`, columns);
}

const NUMERIC_KEYS: ReadonlySet<string> = new Set(['credibility', 'paragraph', 'page']);

function toWhole(text: string, columns: readonly string[]): number {
  if (!/^\d{1,9}$/.test(text))
    throw new RowError(`expected a whole number, found ${JSON.stringify(text.slice(0, 60))}`, columns);
  return Number(text);
}

function valueColumns({ value }: ClaimMapping): readonly string[] {
  if (value === null) return [];
  return 'value' in value ? value.value.columns : value.parts.flatMap(([, part]) => part.columns);
}

/** The value as documents write it, checked against the predicate. Undefined if it is absent. */
function readClaimValue(
  claim: ClaimMapping,
  predicate: string,
  { read, notes }: ClaimScope,
): DocumentValue | undefined {
  const columns = valueColumns(claim);
  const mapped = claim.value;
  if (mapped === null) return undefined;
  const name = predicates.find((word) => word === predicate);
  // A predicate that does not exist is reported with the document.
  const type = name !== undefined && isAttribute(name) ? predicateDefinition(name).range : null;
  const numeric = type === 'COUNT' || type === 'YEARS' || type === 'COORDINATES';
  const scalar = (value: Value): string | number | undefined => {
    const text = value.read(read, notes);
    if (text === null) return undefined;
    return numeric && /^-?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : text;
  };
  const written = 'value' in mapped ? scalar(mapped.value) : readParts(mapped.parts, scalar);
  if (written === undefined) return undefined;
  try {
    if (typeof type === 'string') parseValue(type, written);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    throw new RowError(error.message, columns);
  }
  return written;
}

/** A map of the parts that the row has, or what says the same in fewer words. Undefined if only `of` or `precision` is left. */
function readParts(
  parts: Extract<NonNullable<ClaimMapping['value']>, { readonly parts: unknown }>['parts'],
  scalar: (value: Value) => string | number | undefined,
): DocumentValue | undefined {
  const read = Object.fromEntries(
    parts.flatMap(([key, part]) => {
      const found = scalar(part);
      return found === undefined ? [] : [[key, key === 'of' ? String(found) : found] as const];
    }),
  );
  const { min, max, start, end } = read;
  if (Object.keys(read).every((key) => key === 'of' || key === 'precision')) return undefined;
  const isInterval = parts.some(([key]) => key === 'start' || key === 'end');
  if (isInterval) return start === end ? String(start) : `${start ?? ''}/${end ?? ''}`;
  // Not a figure: an interval of dates, or what the message of the predicate shows.
  if (typeof min === 'string' || typeof max === 'string')
    return [min, max].filter((end) => end !== undefined).join('/');
  return min !== undefined && min === max && Object.keys(read).length === 2 ? min : (read as DocumentValue);
}

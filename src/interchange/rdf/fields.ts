import { compareCodePoints } from '../../domain/order.js';
import {
  type CompactIri,
  iri,
  localName,
  type PREFIXES,
  type Property,
  RdfMistake,
  showTerm,
  type Term,
  text,
} from './vocabulary.js';

/** The values that a thing has of a property, each once. */
type ReadProperty = (property: CompactIri) => readonly Term[];

/** How one key of the records of `ascribe export` stands in RDF. Reading what was written gives the same value. */
interface Field {
  readonly key: string;
  readonly write: (value: unknown) => readonly Property[];
  /** Undefined if it is absent. Throws RdfMistake. */
  readonly read: (read: ReadProperty) => unknown;
}
type Fields = readonly Field[];

/** How a value stands in one term. */
interface Codec {
  readonly write: (value: unknown) => Term;
  readonly read: (term: Term) => unknown;
}

const literal = (
  datatype: CompactIri | null,
  parse: (value: string) => unknown = (value) => value,
): Codec => ({
  write: (value) => text(typeof value === 'string' ? value : JSON.stringify(value), datatype),
  read: (term) => {
    if ('iri' in term) throw new RdfMistake(`expected a literal, found ${showTerm(term)}`);
    const value = parse(term.text);
    if (value === undefined)
      throw new RdfMistake(`expected a literal of ${datatype ?? 'xsd:string'}, found ${showTerm(term)}`);
    return value;
  },
});
const toNumber = (value: string): number | undefined =>
  value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
function toJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

const TEXT = literal(null);
const TIME = literal('xsd:dateTime');
const EDTF = literal('edtf:EDTF');
const INTEGER = literal('xsd:integer', toNumber);
const BOOLEAN = literal('xsd:boolean', (value) => value === 'true' || value === '1');
/** A list in its order. A blank node would not survive a merge as itself. */
const JSON_LIST = literal('rdf:JSON', toJson);
const reference = (prefix: keyof typeof PREFIXES): Codec => ({
  write: (value) => iri(prefix, String(value)),
  read: (term) => localName(term, prefix),
});
/** A word of the vocabulary: `ascribe:REPORTED_AS_FACT`. */
const WORD = reference('ascribe');
const ENTITY = reference('entity');

/** The only value of a property; undefined if there is none. Throws RdfMistake if there are several, as after a merge of two exports. */
export function readOne(read: ReadProperty, property: CompactIri): Term | undefined {
  const [first, second] = read(property);
  if (first !== undefined && second !== undefined)
    throw new RdfMistake(
      `expected one value of ${property}, found ${showTerm(first)} and ${showTerm(second)}; exports that were merged are read back one by one`,
    );
  return first;
}

function one(key: string, property: CompactIri, codec: Codec): Field {
  return {
    key,
    write: (value) => [[property, [codec.write(value)]]],
    read: (read) => {
      const term = readOne(read, property);
      return term === undefined ? undefined : codec.read(term);
    },
  };
}

/** A list in code-point order. */
const sorted = (key: string, property: CompactIri): Field => ({
  key,
  write: (value) => [[property, (value as readonly string[]).map(TEXT.write)]],
  read: (read) => {
    const values = read(property).map((term) => TEXT.read(term) as string);
    return values.length === 0 ? undefined : values.sort(compareCodePoints);
  },
});

/** A list in an order of its own, and each of its values for queries, which are ignored on the way back. */
const ordered = (key: string, property: CompactIri, shown: CompactIri, codec: Codec): Field => ({
  ...one(key, property, JSON_LIST),
  write: (value) => [
    [property, [JSON_LIST.write(value)]],
    [shown, [...new Set(value as readonly string[])].map(codec.write)],
  ],
});

/** Ids in other databases, by scheme: `wikidata:Q42`. A scheme has no colon. */
const identifiers: Field = {
  key: 'identifiers',
  write: (value) => [
    [
      'ascribe:identifier',
      Object.entries(value as Record<string, readonly string[]>).flatMap(([scheme, values]) =>
        values.map((one) => text(`${scheme}:${one}`)),
      ),
    ],
  ],
  read: (read) => {
    const byScheme = new Map<string, string[]>();
    for (const term of read('ascribe:identifier')) {
      const value = TEXT.read(term) as string;
      const at = value.indexOf(':');
      if (at < 1)
        throw new RdfMistake(`expected an identifier such as wikidata:Q42, found ${showTerm(term)}`);
      const scheme = value.slice(0, at);
      byScheme.set(scheme, [...(byScheme.get(scheme) ?? []), value.slice(at + 1)]);
    }
    if (byScheme.size === 0) return undefined;
    return Object.fromEntries(
      [...byScheme]
        .sort(([a], [b]) => compareCodePoints(a, b))
        .map(([scheme, values]) => [scheme, values.sort(compareCodePoints)]),
    );
  },
};

/** Of a quote in its text, in code points. */
const place: Field = {
  key: 'place',
  write: (value) => {
    const { start, end } = value as { readonly start: number; readonly end: number };
    return [
      ['ascribe:start', [INTEGER.write(start)]],
      ['ascribe:end', [INTEGER.write(end)]],
    ];
  },
  read: (read) => {
    const [start, end] = [readOne(read, 'ascribe:start'), readOne(read, 'ascribe:end')];
    return start === undefined || end === undefined
      ? undefined
      : { start: INTEGER.read(start), end: INTEGER.read(end) };
  },
};

/** A value that records leave out and RDF states, because nobody who reads RDF knows what is left out. */
const withDefault = (field: Field, usual: unknown): Field => ({
  ...field,
  read: (read) => {
    const value = field.read(read);
    return value === usual ? undefined : value;
  },
});

export const DOCUMENT_FIELDS: Fields = [
  one('annotator', 'ascribe:annotator', TEXT),
  one('annotatedAt', 'ascribe:annotatedAt', TIME),
];

/** Without the source, which stands after the genre. */
export const ARTICLE_FIELDS: Fields = [
  one('title', 'dct:title', TEXT),
  one('genre', 'ascribe:genre', WORD),
  one('url', 'ascribe:url', TEXT),
  ordered('authors', 'ascribe:authors', 'dct:creator', TEXT),
  one('publishedAt', 'dct:issued', EDTF),
  one('retrievedAt', 'ascribe:retrievedAt', TIME),
  one('language', 'dct:language', TEXT),
  one('derivedFrom', 'prov:wasDerivedFrom', reference('article')),
  one('textSha256', 'ascribe:textSha256', TEXT),
  one('textSketch', 'ascribe:textSketch', TEXT),
  one('retractedAt', 'prov:invalidatedAtTime', TIME),
  one('retractionReason', 'ascribe:retractionReason', TEXT),
  one('retractedBy', 'ascribe:retractedBy', TEXT),
  one('retractsDerived', 'ascribe:retractsDerived', BOOLEAN),
];

export const SOURCE_FIELDS: Fields = [
  one('name', 'rdfs:label', TEXT),
  one('reliability', 'ascribe:reliability', TEXT),
  one('affiliation', 'ascribe:affiliation', ENTITY),
];

export const ENTITY_FIELDS: Fields = [
  one('kind', 'ascribe:kind', WORD),
  one('name', 'rdfs:label', TEXT),
  sorted('aliases', 'skos:altLabel'),
  one('description', 'dct:description', TEXT),
  identifiers,
  one('organOf', 'ascribe:organOf', ENTITY),
];

export const CITATION_FIELDS: Fields = [
  one('quote', 'ascribe:quote', TEXT),
  one('modality', 'ascribe:modality', WORD),
  withDefault(one('stance', 'ascribe:stance', WORD), 'SUPPORTS'),
  ordered('assertedBy', 'ascribe:speakers', 'ascribe:assertedBy', ENTITY),
  one('credibility', 'ascribe:credibility', INTEGER),
  place,
  one('paragraph', 'ascribe:paragraph', INTEGER),
  one('page', 'ascribe:page', INTEGER),
  one('validFrom', 'ascribe:validFrom', EDTF),
  one('validTo', 'ascribe:validTo', EDTF),
  one('annotator', 'ascribe:annotator', TEXT),
  one('annotatedAt', 'ascribe:annotatedAt', TIME),
  one('note', 'ascribe:note', TEXT),
];

export const ASSESSMENT_FIELDS: Fields = [
  one('analyst', 'ascribe:analyst', TEXT),
  one('status', 'ascribe:assessedStatus', WORD),
  one('rationale', 'ascribe:rationale', TEXT),
  one('at', 'prov:generatedAtTime', TIME),
  one('confidence', 'ascribe:confidence', INTEGER),
  one('validFrom', 'ascribe:validFrom', EDTF),
  one('validTo', 'ascribe:validTo', EDTF),
  one('endedAt', 'prov:invalidatedAtTime', TIME),
  one('end', 'ascribe:assessmentEnd', WORD),
];

/** A whole number, a fraction, or a word such as DISTRICT. */
const NUMBER_OR_WORD: Codec = {
  write: (value) => (typeof value === 'number' ? writeNumber(value) : WORD.write(value)),
  read: (term) => ('iri' in term ? WORD.read(term) : readNumber(term)),
};
const writeNumber = (value: number): Term =>
  text(JSON.stringify(value), Number.isInteger(value) ? 'xsd:integer' : 'xsd:double');
const readNumber = literal('xsd:double', toNumber).read;
const NUMBER: Codec = { write: (value) => writeNumber(value as number), read: readNumber };

/** Of a figure, or of coordinates. */
export const VALUE_FIELDS: Fields = [
  one('min', 'ascribe:min', NUMBER),
  one('max', 'ascribe:max', NUMBER),
  one('best', 'ascribe:best', NUMBER),
  one('of', 'ascribe:of', TEXT),
  one('latitude', 'ascribe:latitude', NUMBER),
  one('longitude', 'ascribe:longitude', NUMBER),
  one('precision', 'ascribe:precision', NUMBER_OR_WORD),
];

/** A value without parts: a number, a date in EDTF or a word. */
export const writeSimpleValue = (value: number | string, isDate: boolean): Term =>
  typeof value === 'number' ? writeNumber(value) : (isDate ? EDTF : WORD).write(value);

export function readSimpleValue(term: Term): unknown {
  if ('iri' in term) return WORD.read(term);
  return term.datatype === 'edtf:EDTF' ? term.text : readNumber(term);
}

/** The properties of a record. Throws an Error for a key without a field: an export must not lose it. */
export function writeFields(
  record: object,
  fields: Fields,
  ignored: readonly string[] = ['id'],
): readonly Property[] {
  return Object.entries(record).flatMap(([key, value]) => {
    if (ignored.includes(key)) return [];
    const field = fields.find((one) => one.key === key);
    if (field === undefined) throw new Error(`no property of RDF holds "${key}"`);
    return field.write(value);
  });
}

/** The record of a thing. Throws RdfMistake. */
export function readFields(fields: Fields, read: ReadProperty): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = field.read(read);
      return value === undefined ? [] : [[field.key, value]];
    }),
  );
}

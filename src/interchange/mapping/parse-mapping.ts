import type { AtPath, Diagnostic } from '../../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import type { DocumentPath } from '../../documents/document-path.js';
import { createSourceMap, type DocumentFormat, parseDocument } from '../../documents/parse.js';
import { describeSchemaErrors } from '../../documents/schema-errors.js';
import { locateDiagnostics, locateSyntaxErrors } from '../../documents/source-map.js';
import { type Compiler, type Condition, createCompiler, type Value } from './compile.js';
import {
  type MappingClaim,
  type MappingDocument,
  type MappingEntity,
  type MappingValueParts,
  mappingSchema,
} from './mapping-schema.js';

export interface EntityMapping {
  readonly condition: Condition;
  /** The column with a text for each entity. */
  readonly each: string | null;
  readonly separator: string | null;
  readonly id: Value;
  readonly kind: Value | null;
  readonly name: Value | null;
  readonly aliases: readonly Value[];
  readonly description: Value | null;
  readonly identifiers: readonly (readonly [string, Value])[];
  readonly organOf: string | null;
}

type ValuePart = keyof MappingValueParts;
type ClaimValueMapping =
  | { readonly value: Value }
  | { readonly parts: readonly (readonly [ValuePart, Value])[] };

export interface ClaimMapping {
  readonly condition: Condition;
  readonly subject: string;
  readonly predicate: Value;
  readonly object: string | null;
  readonly value: ClaimValueMapping | null;
  readonly quote: Value | null;
  readonly assertedBy: readonly string[];
  /** Keys of a citation with one text or number. */
  readonly citation: readonly (readonly [string, Value])[];
}

/** A mapping that can be applied to rows. */
export interface Mapping {
  readonly table: MappingDocument['table'];
  readonly condition: Condition;
  readonly article: {
    readonly keys: readonly (readonly [string, Value])[];
    readonly authors: readonly Value[];
    readonly source: readonly (readonly [string, Value])[];
    readonly affiliation: string | null;
  };
  readonly annotator: Value | null;
  readonly annotatedAt: Value | null;
  readonly text: MappingDocument['text'];
  readonly entities: ReadonlyMap<string, EntityMapping>;
  readonly claims: readonly ClaimMapping[];
  /** Every column that the mapping reads. */
  readonly columns: ReadonlySet<string>;
}

export type MappingParseResult =
  | { readonly mapping: Mapping }
  | { readonly mapping: null; readonly problems: readonly Diagnostic[] };

/**
 * Parses and checks a mapping.
 *
 * @param file the path to show in messages.
 */
export function parseMapping(text: string, format: DocumentFormat, file: string): MappingParseResult {
  const { value, syntaxErrors } = parseDocument(text, format);
  if (syntaxErrors.length > 0)
    return { mapping: null, problems: locateSyntaxErrors(syntaxErrors, file, text) };
  const failed = (mistakes: readonly Diagnostic<AtPath>[]): MappingParseResult => ({
    mapping: null,
    problems: locateDiagnostics(mistakes, file, createSourceMap(text, format)),
  });
  const result = mappingSchema.safeParse(value);
  if (!result.success) {
    const description = `a map with the keys ${Object.keys(mappingSchema.shape).join(', ')}`;
    return failed(describeSchemaErrors(result.error.issues, value, { schema: mappingSchema, description }));
  }
  const compiler = createCompiler();
  const mapping = compileMapping(result.data, compiler);
  return compiler.mistakes.length === 0 ? { mapping } : failed(compiler.mistakes);
}

function compileMapping(document: MappingDocument, compiler: Compiler): Mapping {
  const { article } = document;
  const known = Object.keys(document.entities);
  const refer = (name: string | undefined, path: DocumentPath): string | null => {
    if (name === undefined) return null;
    if (!known.includes(name))
      compiler.mistake(
        path,
        `no entity of the mapping is named "${name}"${didYouMean(suggestWords(name, known))}`,
      );
    return name;
  };
  const { authors = [], source, ...keys } = article;
  const { affiliation, ...sourceKeys } = source;
  const values = (group: object, path: DocumentPath): (readonly [string, Value])[] =>
    Object.entries(group).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, compiler.value(value, [...path, key])] as const],
    );
  return {
    table: document.table,
    condition: compiler.conditions(document, []),
    article: {
      keys: values(keys, ['article']),
      authors: authors.map((author, index) => compiler.value(author, ['article', 'authors', index])),
      source: values(sourceKeys, ['article', 'source']),
      affiliation: refer(affiliation, ['article', 'source', 'affiliation']),
    },
    annotator: compiler.optional(document.annotator, ['annotator']),
    annotatedAt: compiler.optional(document.annotatedAt, ['annotatedAt']),
    text: document.text,
    entities: new Map(
      Object.entries(document.entities).map(([name, entity]) => [
        name,
        compileEntity(entity, ['entities', name], compiler, refer),
      ]),
    ),
    claims: document.claims.map((claim, index) =>
      compileClaim(claim, ['claims', index], compiler, refer, document.text),
    ),
    columns: compiler.columns,
  };
}

type Refer = (name: string | undefined, path: DocumentPath) => string | null;

function compileEntity(
  entity: MappingEntity,
  path: DocumentPath,
  compiler: Compiler,
  refer: Refer,
): EntityMapping {
  const { each, separator, aliases = [], identifiers = {} } = entity;
  if (each !== undefined) compiler.uses(each);
  if (separator !== undefined && each === undefined)
    compiler.mistake([...path, 'separator'], 'expected "each", the column that it separates');
  return {
    condition: compiler.conditions(entity, path),
    each: each ?? null,
    separator: separator ?? null,
    id: compiler.value(entity.id, [...path, 'id']),
    kind: compiler.optional(entity.kind, [...path, 'kind']),
    name: compiler.optional(entity.name, [...path, 'name']),
    aliases: aliases.map((alias, index) => compiler.value(alias, [...path, 'aliases', index])),
    description: compiler.optional(entity.description, [...path, 'description']),
    identifiers: Object.entries(identifiers).map(
      ([scheme, value]) => [scheme, compiler.value(value, [...path, 'identifiers', scheme])] as const,
    ),
    organOf: refer(entity.organOf, [...path, 'organOf']),
  };
}

function compileClaim(
  claim: MappingClaim,
  path: DocumentPath,
  compiler: Compiler,
  refer: Refer,
  text: MappingDocument['text'],
): ClaimMapping {
  const { subject, predicate, object, value, quote, assertedBy = [], when, unless, ...keys } = claim;
  if ((object === undefined) === (value === undefined))
    compiler.mistake(path, 'expected one of object and value');
  if (quote === undefined && text === 'NONE')
    compiler.mistake(path, '"quote" is missing; without a text of the row, each claim gives its quote');
  return {
    condition: compiler.conditions({ when, unless }, path),
    subject: refer(subject, [...path, 'subject']) ?? subject,
    predicate: compiler.value(predicate, [...path, 'predicate']),
    object: refer(object, [...path, 'object']),
    value: value === undefined ? null : compileClaimValue(value, [...path, 'value'], compiler),
    quote: compiler.optional(quote, [...path, 'quote']),
    assertedBy: assertedBy.map((name, index) => refer(name, [...path, 'assertedBy', index]) ?? name),
    citation: Object.entries(keys).flatMap(([key, source]) =>
      source === undefined ? [] : [[key, compiler.value(source, [...path, key])] as const],
    ),
  };
}

function compileClaimValue(
  value: NonNullable<MappingClaim['value']>,
  path: DocumentPath,
  compiler: Compiler,
): ClaimValueMapping {
  if (typeof value !== 'object' || !isInParts(value)) return { value: compiler.value(value, path) };
  const kinds = VALUE_KINDS.filter((keys) => keys.some((key) => value[key] !== undefined));
  if (kinds.length !== 1)
    compiler.mistake(
      path,
      'expected min, max, best and of for figures, latitude, longitude and precision for coordinates, or start and end for dates',
    );
  const parts = VALUE_KINDS.flat().flatMap((key) => {
    const part = compiler.optional(value[key], [...path, key]);
    return part === null ? [] : [[key, part] as const];
  });
  return { parts };
}

/** The parts of a figure, of coordinates and of a date. */
const VALUE_KINDS: readonly (readonly ValuePart[])[] = [
  ['min', 'max', 'best', 'of'],
  ['latitude', 'longitude', 'precision'],
  ['start', 'end'],
];

const isInParts = (value: object): value is MappingValueParts =>
  VALUE_KINDS.flat().some((key) => key in value) || Object.keys(value).length === 0;

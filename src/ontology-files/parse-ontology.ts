import type { z } from 'zod';
import type { AtPath, Diagnostic } from '../documents/diagnostic.js';
import { createSourceMap, type DocumentFormat, parseDocument } from '../documents/parse.js';
import { describeSchemaErrors } from '../documents/schema-errors.js';
import { locateDiagnostics, locateSyntaxErrors } from '../documents/source-map.js';
import { BUILT_IN_ONTOLOGY } from '../domain/ontology/built-in.js';
import {
  ATTRIBUTE_FAMILY,
  joinWords,
  NO_WORDS,
  type OntologyTable,
  type OntologyWords,
} from '../domain/ontology/table.js';
import { checkRoles, checkWords, KIND_SETS } from './check-ontology.js';
import { ontologySchema, userOntologySchema, type WordsDocument } from './ontology-schema.js';

/** A vocabulary, or the errors of its file. */
export type OntologyParseResult<Table = OntologyWords> =
  | { readonly table: Table }
  | { readonly table: null; readonly problems: readonly Diagnostic[] };

/**
 * Parses and checks the vocabulary of ascribe, as YAML.
 *
 * @param file the path to show in messages.
 */
export function parseOntology(text: string, file: string): OntologyParseResult<OntologyTable> {
  return parseFile(text, 'YAML', file, ontologySchema, (document) => {
    const { kinds, families, valueTypes, roles } = document;
    const words = toWords(document, kinds);
    const table = {
      kinds,
      families,
      predicates: words.predicates,
      valueTypes,
      terms: words.terms,
      roles,
    };
    const mistakes = checkWords(document, NO_WORDS, table);
    return { table, mistakes: mistakes.length > 0 ? mistakes : checkRoles(roles, table) };
  });
}

/**
 * Parses and checks a user's ontology, which adds words to those of ascribe.
 *
 * @param file the path to show in messages.
 * @param earlier the words of other files that are used with it.
 */
export function parseUserOntology(
  text: string,
  format: DocumentFormat,
  file: string,
  earlier: OntologyWords = NO_WORDS,
): OntologyParseResult {
  return parseFile(text, format, file, userOntologySchema, (document) => {
    const known = joinWords(BUILT_IN_ONTOLOGY, earlier);
    const table = toWords(document, BUILT_IN_ONTOLOGY.kinds);
    const mistakes = checkWords(document, known, { ...BUILT_IN_ONTOLOGY, ...joinWords(known, table) });
    return { table, mistakes };
  });
}

function parseFile<Schema extends z.ZodObject, Table>(
  text: string,
  format: DocumentFormat,
  file: string,
  schema: Schema,
  check: (document: z.output<Schema>) => {
    readonly table: Table;
    readonly mistakes: readonly Diagnostic<AtPath>[];
  },
): OntologyParseResult<Table> {
  const { value, syntaxErrors } = parseDocument(text, format);
  if (syntaxErrors.length > 0) return { table: null, problems: locateSyntaxErrors(syntaxErrors, file, text) };
  const failed = (mistakes: readonly Diagnostic<AtPath>[]) => ({
    table: null,
    problems: locateDiagnostics(mistakes, file, createSourceMap(text, format)),
  });
  const result = schema.safeParse(value);
  if (!result.success) {
    const description = `a map with the keys ${Object.keys(schema.shape).join(', ')}`;
    return failed(describeSchemaErrors(result.error.issues, value, { schema, description }));
  }
  const { table, mistakes } = check(result.data);
  return mistakes.length === 0 ? { table } : failed(mistakes);
}

/** Writes out ANY and ACTOR, and puts attributes after the predicates. */
function toWords(
  { predicates, attributes, terms }: WordsDocument,
  kinds: OntologyTable['kinds'],
): OntologyWords {
  const names = Object.keys(kinds);
  const expand = (list: readonly string[]): string[] => [
    ...new Set(
      list.flatMap((word) => {
        if (word === KIND_SETS.ANY) return names;
        return word === KIND_SETS.ACTOR ? names.filter((name) => kinds[name]?.actor) : [word];
      }),
    ),
  ];
  return {
    predicates: {
      ...mapValues(predicates, (row) => ({ ...row, domain: expand(row.domain), range: expand(row.range) })),
      ...mapValues(attributes, ({ value, functional, domain, ...row }) => ({
        family: ATTRIBUTE_FAMILY,
        ...row,
        domain: expand(domain),
        range: value,
        ...(functional !== undefined && { functional: expand(functional) }),
      })),
    },
    terms: mapValues(terms, (rows) =>
      mapValues(rows, (row) => (typeof row === 'string' ? { description: row } : row)),
    ),
  };
}

const mapValues = <Row, Result>(
  rows: Readonly<Record<string, Row>>,
  map: (row: Row) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, map(row)]));

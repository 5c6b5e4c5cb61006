import type { Diagnostic } from '../documents/diagnostic.js';
import { createSourceMap, parseDocument } from '../documents/parse.js';
import { describeSchemaErrors } from '../documents/schema-errors.js';
import { locateDiagnostics, locateSyntaxErrors } from '../documents/source-map.js';
import { ATTRIBUTE_FAMILY, type OntologyTable } from '../domain/ontology/table.js';
import { checkOntology, KIND_SETS } from './check-ontology.js';
import { type OntologyDocument, ontologySchema } from './ontology-schema.js';

/** A vocabulary, or the errors of its file. */
export type OntologyParseResult =
  | { readonly table: OntologyTable }
  | { readonly table: null; readonly problems: readonly Diagnostic[] };

const DESCRIBED_SCHEMA = {
  schema: ontologySchema,
  description: `a map with the keys ${Object.keys(ontologySchema.shape).join(', ')}`,
};

/**
 * Parses and checks the vocabulary of ascribe, as YAML.
 *
 * @param file the path to show in messages.
 */
export function parseOntology(text: string, file: string): OntologyParseResult {
  const { value, syntaxErrors } = parseDocument(text, 'YAML');
  if (syntaxErrors.length > 0) return { table: null, problems: locateSyntaxErrors(syntaxErrors, file, text) };
  const locate = createSourceMap(text, 'YAML');
  const result = ontologySchema.safeParse(value);
  if (!result.success) {
    const problems = describeSchemaErrors(result.error.issues, value, DESCRIBED_SCHEMA);
    return { table: null, problems: locateDiagnostics(problems, file, locate) };
  }
  const table = toTable(result.data);
  const mistakes = checkOntology(result.data, table);
  return mistakes.length === 0
    ? { table }
    : { table: null, problems: locateDiagnostics(mistakes, file, locate) };
}

/** Writes out ANY and ACTOR, and puts attributes after the predicates. */
function toTable({
  ontology: _,
  kinds,
  families,
  predicates,
  attributes,
  ...rest
}: OntologyDocument): OntologyTable {
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
    kinds,
    families,
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
    ...rest,
  };
}

const mapValues = <Row, Result>(
  rows: Readonly<Record<string, Row>>,
  map: (row: Row) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, map(row)]));

import { Document, visit } from 'yaml';
import {
  ATTRIBUTE_FAMILY,
  type OntologyTable,
  type OntologyWords,
  type PredicateRow,
  type TermRow,
  type Terms,
} from '../domain/ontology/table.js';

/** The vocabulary as YAML, in the form of the file that ships, with lists of kinds written out. */
export function ontologyToYaml(table: Omit<OntologyTable, 'roles'>): string {
  const { kinds, families, predicates, valueTypes, terms } = table;
  const rows = Object.entries(predicates);
  const attributes = rows
    .filter(([, { family }]) => family === ATTRIBUTE_FAMILY)
    .map(([name, { family: _, range, ...row }]) => [name, { ...row, value: range }]);
  const document = new Document({
    kinds,
    families,
    predicates: Object.fromEntries(rows.filter(([, { family }]) => family !== ATTRIBUTE_FAMILY)),
    attributes: Object.fromEntries(attributes),
    valueTypes,
    terms: Object.fromEntries(Object.entries(terms).map(([type, rows]) => [type, writeTerms(rows)])),
  });
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const writeTerms = (rows: Terms[string]) =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, row.parent === undefined ? row.description : row]),
  );

/** One line for each word that only one of them has, with `+` or `-`, and for each property that differs, with `~`. */
export function diffWords(before: OntologyWords, after: OntologyWords): string[] {
  const names = [...new Set([...Object.keys(before.predicates), ...Object.keys(after.predicates)])];
  const [oldTerms, newTerms] = [listTerms(before.terms), listTerms(after.terms)];
  return [
    ...names.flatMap((name) => {
      const [old, row] = [before.predicates[name], after.predicates[name]];
      if (row === undefined) return [`- ${name}`];
      return old === undefined ? [`+ ${describeWord(name, row)}`] : diffRows(name, old, row);
    }),
    ...[...new Set([...oldTerms.keys(), ...newTerms.keys()])].flatMap((name) => {
      const [old, row] = [oldTerms.get(name), newTerms.get(name)];
      if (row === undefined) return [`- ${name}`];
      return old === undefined ? [`+ ${name}: ${row.description}`] : diffRows(name, old, row);
    }),
  ];
}

/** The terms by type and name: `OUTCOME FOILED`. */
function listTerms(terms: Terms): Map<string, TermRow> {
  return new Map(
    Object.entries(terms).flatMap(([type, rows]) =>
      Object.entries(rows).map(([name, row]) => [`${type} ${name}`, row] as const),
    ),
  );
}

function describeWord(name: string, { domain, range, description, symmetric }: PredicateRow): string {
  return `${name}: ${domain.join(', ')} ${symmetric ? '↔' : '→'} ${[range].flat().join(', ')}. ${description}`;
}

function diffRows<Row extends PredicateRow | TermRow>(name: string, before: Row, after: Row): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Row & string)[];
  const show = (value: unknown) => (value === undefined ? 'none' : [value].flat().join(', '));
  return keys
    .filter((key) => show(before[key]) !== show(after[key]))
    .map((key) => `~ ${name} ${key}: ${show(before[key])} → ${show(after[key])}`);
}

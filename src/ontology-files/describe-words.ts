import { Document, visit } from 'yaml';
import {
  ATTRIBUTE_FAMILY,
  type OntologyTable,
  type OntologyWords,
  type PredicateRow,
} from '../domain/ontology/table.js';

/** The vocabulary as YAML, in the form of the file that ships, with lists of kinds written out. */
export function ontologyToYaml(table: Omit<OntologyTable, 'roles'>): string {
  const { kinds, families, predicates, valueTypes, outcomes } = table;
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
    outcomes,
  });
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** One line for each word that only one of them has, with `+` or `-`, and for each property that differs, with `~`. */
export function diffWords(before: OntologyWords, after: OntologyWords): string[] {
  const names = [...new Set([...Object.keys(before.predicates), ...Object.keys(after.predicates)])];
  const outcomes = [...new Set([...Object.keys(before.outcomes), ...Object.keys(after.outcomes)])];
  return [
    ...names.flatMap((name) => {
      const [old, row] = [before.predicates[name], after.predicates[name]];
      if (row === undefined) return [`- ${name}`];
      return old === undefined ? [`+ ${describeWord(name, row)}`] : diffRows(name, old, row);
    }),
    ...outcomes.flatMap((name) => {
      const [old, description] = [before.outcomes[name], after.outcomes[name]];
      if (description === undefined) return [`- ${name}`];
      if (old === undefined) return [`+ ${name}: outcome. ${description}`];
      return old === description ? [] : [`~ ${name} description: ${old} → ${description}`];
    }),
  ];
}

function describeWord(name: string, { domain, range, description, symmetric }: PredicateRow): string {
  return `${name}: ${domain.join(', ')} ${symmetric ? '↔' : '→'} ${[range].flat().join(', ')}. ${description}`;
}

function diffRows(name: string, before: PredicateRow, after: PredicateRow): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof PredicateRow)[];
  const show = (value: unknown) => (value === undefined ? 'none' : [value].flat().join(', '));
  return keys
    .filter((key) => show(before[key]) !== show(after[key]))
    .map((key) => `~ ${name} ${key}: ${show(before[key])} → ${show(after[key])}`);
}

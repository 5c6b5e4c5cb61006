import { type AtPath, type Diagnostic, pathDiagnostic } from '../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../documents/did-you-mean.js';
import type { DocumentPath } from '../documents/document-path.js';
import {
  ATTRIBUTE_FAMILY,
  type OntologyTable,
  type PredicateRow,
  type RoleRow,
} from '../domain/ontology/table.js';
import type { OntologyDocument } from './ontology-schema.js';

/** In lists of kinds: all kinds, and the kinds that act. */
export const KIND_SETS = { ANY: 'ANY', ACTOR: 'ACTOR' } as const;

type Report = (path: DocumentPath, message: string) => void;

/**
 * The mistakes that a schema cannot see: words that are not in the vocabulary, names that mean two things, predicates that do not fit their
 * parent or their role.
 *
 * @param document the file as written, for the places of the mistakes.
 * @param table the vocabulary with the words of the file.
 */
export function checkOntology(document: OntologyDocument, table: OntologyTable): Diagnostic<AtPath>[] {
  const found: Diagnostic<AtPath>[] = [];
  const report: Report = (path, message) => found.push(pathDiagnostic('INVALID_DOCUMENT', path, message));
  checkWords(document, report);
  if (found.length > 0) return found;
  checkNames(document, report);
  for (const name of Object.keys(document.predicates)) checkPredicate(name, table, report);
  for (const name of Object.keys(document.attributes)) {
    const { functional = [], domain } = table.predicates[name] as PredicateRow;
    requireSubset(functional, domain, 'the domain', ['attributes', name, 'functional'], report);
  }
  for (const [kind, roles] of Object.entries(document.roles))
    for (const [field, role] of Object.entries(roles))
      checkRole(kind, role, ['roles', kind, field], table, report);
  return found;
}

/** Every word that the file uses is defined in it. */
function checkWords(document: OntologyDocument, report: Report): void {
  const kinds = [...Object.keys(KIND_SETS), ...Object.keys(document.kinds)];
  const families = Object.keys(document.families).filter((name) => name !== ATTRIBUTE_FAMILY);
  const names = [...Object.keys(document.predicates), ...Object.keys(document.attributes)];
  const known = (list: readonly string[], allowed: readonly string[], what: string, path: DocumentPath) => {
    for (const [index, word] of list.entries())
      if (!allowed.includes(word)) report([...path, index], unknownWord(what, word, allowed));
  };
  const knownWord = (word: string, allowed: readonly string[], what: string, path: DocumentPath) => {
    if (!allowed.includes(word)) report(path, unknownWord(what, word, allowed));
  };
  for (const [name, { family, parent, domain, range }] of Object.entries(document.predicates)) {
    const path = ['predicates', name];
    knownWord(family, families, 'a family of predicates', [...path, 'family']);
    if (parent !== undefined)
      knownWord(parent, Object.keys(document.predicates), 'a predicate', [...path, 'parent']);
    known(domain, kinds, 'a kind of entity', [...path, 'domain']);
    known(range, kinds, 'a kind of entity', [...path, 'range']);
  }
  for (const [name, { domain, value, functional = [] }] of Object.entries(document.attributes)) {
    const path = ['attributes', name];
    known(domain, kinds, 'a kind of entity', [...path, 'domain']);
    knownWord(value, Object.keys(document.valueTypes), 'a type of value', [...path, 'value']);
    known(functional, kinds, 'a kind of entity', [...path, 'functional']);
  }
  for (const [kind, roles] of Object.entries(document.roles)) {
    knownWord(kind, ['ACTOR', ...Object.keys(document.kinds)], 'a kind of entity', ['roles', kind]);
    for (const [field, { predicates, optIn = [] }] of Object.entries(roles)) {
      known(predicates, names, 'a predicate', ['roles', kind, field, 'predicates']);
      known(optIn, names, 'a predicate', ['roles', kind, field, 'optIn']);
    }
  }
}

const unknownWord = (what: string, word: string, allowed: readonly string[]): string => {
  const similar = suggestWords(word, allowed);
  return `expected ${what}, found "${word}"${similar.length > 0 ? didYouMean(similar) : `; expected one of ${allowed.join(', ')}`}`;
};

/** Predicates, inverses and attributes share one space of names. */
function checkNames({ predicates, attributes }: OntologyDocument, report: Report): void {
  const taken = new Set(Object.keys(predicates));
  for (const name of Object.keys(attributes)) {
    if (taken.has(name)) report(['attributes', name], `${name} is already the name of a predicate`);
    taken.add(name);
  }
  for (const [name, { inverse, symmetric }] of Object.entries(predicates)) {
    const path = ['predicates', name, 'inverse'];
    if (symmetric && inverse !== name)
      report(path, `a symmetric predicate is its own inverse; expected ${name}, found ${inverse}`);
    if (symmetric) continue;
    if (taken.has(inverse))
      report(path, `${inverse} is already the name of a predicate, attribute or inverse`);
    taken.add(inverse);
  }
}

function checkPredicate(name: string, { predicates }: OntologyTable, report: Report): void {
  const { parent, domain, range, family, symmetric } = predicates[name] as PredicateRow;
  const path = ['predicates', name];
  if (symmetric && String(domain) !== String(range))
    report(
      [...path, 'range'],
      'a symmetric predicate takes the same kinds at both ends; expected the kinds of its domain',
    );
  const broader = parent === undefined ? undefined : predicates[parent];
  if (broader === undefined) return;
  if (isOwnAncestor(name, predicates)) {
    report([...path, 'parent'], `${name} is its own broader predicate`);
    return;
  }
  if (broader.family !== family)
    report([...path, 'family'], `expected ${broader.family}, the family of ${parent}, found ${family}`);
  requireSubset(domain, broader.domain, `the domain of ${parent}`, [...path, 'domain'], report);
  requireSubset(
    range as readonly string[],
    broader.range,
    `the range of ${parent}`,
    [...path, 'range'],
    report,
  );
}

function isOwnAncestor(name: string, predicates: OntologyTable['predicates']): boolean {
  const seen = new Set<string>();
  for (let at = predicates[name]?.parent; at !== undefined && !seen.has(at); at = predicates[at]?.parent) {
    if (at === name) return true;
    seen.add(at);
  }
  return false;
}

function requireSubset(
  kinds: readonly string[],
  allowed: readonly string[] | string,
  what: string,
  path: DocumentPath,
  report: Report,
): void {
  const outside = kinds.filter((kind) => !allowed.includes(kind));
  if (outside.length > 0)
    report(path, `${outside.join(', ')} is not in ${what}: ${[allowed].flat().join(', ')}`);
}

/** The predicates of a role have its kind at the near end, and all have objects or all have values. */
function checkRole(
  kind: string,
  role: RoleRow,
  path: DocumentPath,
  table: OntologyTable,
  report: Report,
): void {
  const near = Object.keys(table.kinds).filter((name) =>
    kind === KIND_SETS.ACTOR ? table.kinds[name]?.actor : name === kind,
  );
  const rows = [...role.predicates, ...(role.optIn ?? [])].map(
    (name) => [name, table.predicates[name] as PredicateRow] as const,
  );
  const attributes = rows.filter(([, { range }]) => typeof range === 'string');
  if (attributes.length > 0 && (attributes.length < rows.length || role.direction === 'IN'))
    report([...path, 'predicates'], 'expected predicates, or attributes with the direction OUT, not both');
  for (const [name, { domain, range }] of rows) {
    const kinds = role.direction === 'OUT' ? domain : range;
    if (!near.some((one) => kinds.includes(one)))
      report(
        [...path, 'predicates'],
        `${name} takes no ${kind} as its ${role.direction === 'OUT' ? 'subject' : 'object'}`,
      );
  }
}

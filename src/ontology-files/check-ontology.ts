import { type AtPath, type Diagnostic, pathDiagnostic } from '../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../documents/did-you-mean.js';
import type { DocumentPath } from '../documents/document-path.js';
import {
  ATTRIBUTE_FAMILY,
  NO_WORDS,
  type OntologyTable,
  type OntologyWords,
  type PredicateRow,
  type RoleRow,
} from '../domain/ontology/table.js';
import type { OntologyDocument, WordsDocument } from './ontology-schema.js';

/** In lists of kinds: all kinds, and the kinds that act. */
export const KIND_SETS = { ANY: 'ANY', ACTOR: 'ACTOR' } as const;

type Report = (path: DocumentPath, message: string) => void;

function collect(check: (report: Report) => void): Diagnostic<AtPath>[] {
  const found: Diagnostic<AtPath>[] = [];
  check((path, message) => found.push(pathDiagnostic('INVALID_DOCUMENT', path, message)));
  return found;
}

/**
 * The mistakes of predicates, attributes and terms that a schema cannot see: words that are not in the vocabulary, names that mean two
 * things, predicates that do not fit their broader one.
 *
 * @param document the file as written, for the places of the mistakes.
 * @param known the words that exist without the file; none for the built-in file.
 * @param table the vocabulary with the words of the file.
 */
export function checkWords(
  document: WordsDocument,
  known: OntologyWords,
  table: OntologyTable,
): Diagnostic<AtPath>[] {
  const unknown = collect((report) => checkReferences(document, known, table, report));
  if (unknown.length > 0) return unknown;
  return collect((report) => {
    checkNames(document, known, report);
    for (const name of Object.keys(document.predicates)) checkPredicate(name, table, report);
    for (const [type, rows] of Object.entries(document.terms))
      for (const name of Object.keys(rows))
        if (isOwnAncestor(name, table.terms[type] ?? {}))
          report(['terms', type, name], `${name} is its own broader term`);
    for (const name of Object.keys(document.attributes)) {
      const { functional = [], domain } = table.predicates[name] as PredicateRow;
      requireSubset(functional, domain, 'the domain', ['attributes', name, 'functional'], report);
    }
  });
}

/** The mistakes of roles: of kinds or predicates that do not exist, or that do not fit each other. */
export function checkRoles(roles: OntologyDocument['roles'], table: OntologyTable): Diagnostic<AtPath>[] {
  return collect((report) => {
    const words = createWordCheck(report);
    const kinds = [KIND_SETS.ACTOR, ...Object.keys(table.kinds)];
    for (const [kind, fields] of Object.entries(roles)) {
      words.requireOne(kind, kinds, 'a kind of entity', ['roles', kind]);
      for (const [field, role] of Object.entries(fields)) {
        const path = ['roles', kind, field];
        const names = Object.keys(table.predicates);
        const wrong = [
          words.requireAll(role.predicates, names, 'a predicate', [...path, 'predicates']),
          words.requireAll(role.optIn ?? [], names, 'a predicate', [...path, 'optIn']),
        ];
        if (wrong.every((count) => count === 0)) checkRole(kind, role, path, table, report);
      }
    }
  });
}

/** Reports words that are not among those allowed. */
function createWordCheck(report: Report) {
  const requireOne = (word: string, allowed: readonly string[], what: string, path: DocumentPath) => {
    if (allowed.includes(word)) return true;
    const similar = suggestWords(word, allowed);
    const hint = similar.length > 0 ? didYouMean(similar) : `; expected one of ${allowed.join(', ')}`;
    report(path, `expected ${what}, found "${word}"${hint}`);
    return false;
  };
  return {
    requireOne,
    /** Returns the number of wrong words. */
    requireAll: (list: readonly string[], allowed: readonly string[], what: string, path: DocumentPath) =>
      list.filter((word, index) => !requireOne(word, allowed, what, [...path, index])).length,
  };
}

/** Every word that the file uses exists. */
function checkReferences(
  document: WordsDocument,
  known: OntologyWords,
  table: OntologyTable,
  report: Report,
): void {
  const { predicates, attributes, terms } = document;
  const { requireOne, requireAll } = createWordCheck(report);
  const kinds = [...Object.keys(KIND_SETS), ...Object.keys(table.kinds)];
  const families = Object.keys(table.families).filter((name) => name !== ATTRIBUTE_FAMILY);
  const parents = Object.keys(table.predicates).filter(
    (name) => table.predicates[name]?.family !== ATTRIBUTE_FAMILY,
  );
  for (const [name, { family, parent, domain, range }] of Object.entries(predicates)) {
    const path = ['predicates', name];
    requireOne(family, families, 'a family of predicates', [...path, 'family']);
    if (parent !== undefined) requireOne(parent, parents, 'a predicate', [...path, 'parent']);
    requireAll(domain, kinds, 'a kind of entity', [...path, 'domain']);
    requireAll(range, kinds, 'a kind of entity', [...path, 'range']);
  }
  for (const [name, { domain, value, functional = [] }] of Object.entries(attributes)) {
    const path = ['attributes', name];
    requireAll(domain, kinds, 'a kind of entity', [...path, 'domain']);
    requireOne(value, Object.keys(table.valueTypes), 'a type of value', [...path, 'value']);
    requireAll(functional, kinds, 'a kind of entity', [...path, 'functional']);
  }
  // The built-in file decides which types of value take terms.
  const termTypes = Object.keys(known === NO_WORDS ? table.valueTypes : known.terms);
  for (const [type, rows] of Object.entries(terms)) {
    if (!requireOne(type, termTypes, 'a type of value that takes terms', ['terms', type])) continue;
    for (const [name, row] of Object.entries(rows))
      if (typeof row !== 'string')
        requireOne(row.parent, Object.keys(table.terms[type] ?? {}), 'a term', [
          'terms',
          type,
          name,
          'parent',
        ]);
  }
}

/** Predicates, inverses and attributes share one space of names. */
function checkNames(
  { predicates, attributes, terms }: WordsDocument,
  known: OntologyWords,
  report: Report,
): void {
  const before = new Set(
    Object.entries(known.predicates).flatMap(([name, { inverse }]) => [name, ...(inverse ? [inverse] : [])]),
  );
  const taken = new Set(before);
  const take = (name: string, path: DocumentPath) => {
    if (before.has(name)) report(path, `${name} exists already; a file adds words and changes none`);
    else if (taken.has(name))
      report(path, `${name} is already the name of a predicate, attribute or inverse`);
    taken.add(name);
  };
  for (const name of Object.keys(predicates)) take(name, ['predicates', name]);
  for (const name of Object.keys(attributes)) take(name, ['attributes', name]);
  for (const [name, { inverse, symmetric }] of Object.entries(predicates)) {
    const path = ['predicates', name, 'inverse'];
    if (!symmetric) take(inverse, path);
    else if (inverse !== name)
      report(path, `a symmetric predicate is its own inverse; expected ${name}, found ${inverse}`);
  }
  for (const [type, rows] of Object.entries(terms))
    for (const name of Object.keys(rows))
      if (name in (known.terms[type] ?? {}))
        report(['terms', type, name], `${name} exists already; a file adds words and changes none`);
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
    broader.range as readonly string[],
    `the range of ${parent}`,
    [...path, 'range'],
    report,
  );
}

function isOwnAncestor(
  name: string,
  rows: Readonly<Record<string, { readonly parent?: string | undefined }>>,
): boolean {
  const seen = new Set<string>();
  for (let at = rows[name]?.parent; at !== undefined && !seen.has(at); at = rows[at]?.parent) {
    if (at === name) return true;
    seen.add(at);
  }
  return false;
}

function requireSubset(
  kinds: readonly string[],
  allowed: readonly string[],
  what: string,
  path: DocumentPath,
  report: Report,
): void {
  const outside = kinds.filter((kind) => !allowed.includes(kind));
  if (outside.length > 0) report(path, `${outside.join(', ')} is not in ${what}: ${allowed.join(', ')}`);
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

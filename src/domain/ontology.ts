/** The vocabulary: kinds of entities, predicates, values and roles. The words are in ontology/ascribe.yaml and in files of users. */
import { BUILT_IN_ONTOLOGY } from './ontology/built-in.js';
import {
  ATTRIBUTE_FAMILY,
  joinWords,
  NO_WORDS,
  type OntologyTable,
  type OntologyWords,
  type PredicateRow,
  type RoleRow,
  type TermRow,
} from './ontology/table.js';

type Table = typeof BUILT_IN_ONTOLOGY;
export type EntityKind = keyof Table['kinds'];
export type BuiltInPredicate = keyof Table['predicates'];
/** A word of a user's ontology. */
type UserWord = string & { readonly userWord: true };
export type Predicate = BuiltInPredicate | UserWord;
export type PredicateFamily = keyof Table['families'];
/** The type of the value that an attribute takes instead of an object. */
export type ValueType = keyof Table['valueTypes'];
/** A value type that takes one of a list of terms. */
export type TermType = keyof Table['terms'];
/** A term of these types: FOILED for OUTCOME. */
export type Term<Type extends TermType = TermType> =
  | { [T in TermType]: keyof Table['terms'][T] & string }[Type]
  | UserWord;

const keysOf = <Key extends string>(rows: Readonly<Record<Key, unknown>>) => Object.keys(rows) as Key[];

/** A row of the table of predicates, with its name. */
export interface PredicateDefinition extends PredicateRow {
  readonly name: Predicate;
  readonly family: PredicateFamily;
  readonly domain: readonly EntityKind[];
  readonly range: readonly EntityKind[] | ValueType;
  readonly parent?: Predicate | undefined;
  readonly functional?: readonly EntityKind[] | undefined;
}

const TABLE = BUILT_IN_ONTOLOGY;
export const entityKinds = keysOf(TABLE.kinds);

let added = NO_WORDS;
/** The words of ascribe, then those that users' ontologies add. */
export let predicates: readonly Predicate[];
let terms: OntologyTable['terms'];
let definitions: ReadonlyMap<Predicate, PredicateDefinition>;
addWords(added);

/**
 * Adds the words of users' ontologies to those of ascribe, instead of the words added before. A process has one ontology: call this before
 * it reads documents, builds a schema or opens a store.
 */
export function addWords(words: OntologyWords): void {
  added = words;
  const rows: Readonly<Record<string, PredicateRow>> = { ...TABLE.predicates, ...words.predicates };
  predicates = keysOf(rows) as Predicate[];
  definitions = new Map(
    predicates.map((name) => [name, { name, ...rows[name] } as PredicateDefinition] as const),
  );
  terms = joinWords(TABLE, words).terms;
}

/** The words that users' ontologies add. */
export function addedWords(): OntologyWords {
  return added;
}

/** A function whose value is computed from the ontology once, and again after `addWords`. */
export function fromOntology<T>(compute: () => T): () => T {
  let computed: { readonly words: OntologyWords; readonly value: T } | undefined;
  return () => {
    if (computed?.words !== added) computed = { words: added, value: compute() };
    return computed.value;
  };
}

/** The descriptions of the words, by word. */
export const ENTITY_KINDS = Object.fromEntries(
  entityKinds.map((kind) => [kind, TABLE.kinds[kind].description]),
) as Readonly<Record<EntityKind, string>>;
export const PREDICATE_FAMILIES: Readonly<Record<PredicateFamily, string>> = TABLE.families;
export const VALUE_TYPES: Readonly<Record<ValueType, string>> = TABLE.valueTypes;

/** The kinds that can act. In GraphQL they share the interface `Actor`. */
export const ACTOR_KINDS: readonly EntityKind[] = entityKinds.filter((kind) => 'actor' in TABLE.kinds[kind]);

/** The terms of a value type and their descriptions: those of ascribe, then those of users. */
export function termsOf(type: TermType): Readonly<Record<Term, string>> {
  const rows = Object.entries(termRows(type)).map(([term, { description }]) => [term, description]);
  return Object.fromEntries(rows) as Record<Term, string>;
}

/** True if both terms can be true of one subject: they are the same, or one is broader than the other. */
export function areCompatibleTerms(type: TermType, one: Term, other: Term): boolean {
  return withBroaderTerms(type, one).includes(other) || withBroaderTerms(type, other).includes(one);
}

/** The requested terms and all narrower ones: EXPLOSIVES includes PROJECTILE. */
export function withNarrowerTerms(type: TermType, requested: readonly Term[]): Term[] {
  return (Object.keys(termRows(type)) as Term[]).filter((term) =>
    withBroaderTerms(type, term).some((one) => (requested as readonly string[]).includes(one)),
  );
}

function withBroaderTerms(type: TermType, term: Term): string[] {
  const found: string[] = [];
  for (let at: string | undefined = term; at !== undefined; at = termRows(type)[at]?.parent) found.push(at);
  return found;
}

const termRows = (type: TermType) => terms[type] as Readonly<Record<string, TermRow>>;

/** The row of a predicate in the table. */
export function predicateDefinition(name: Predicate): PredicateDefinition {
  return definitions.get(name) as PredicateDefinition;
}

/** True if the predicate takes a value instead of an object. */
export function isAttribute(name: Predicate): boolean {
  return predicateDefinition(name).family === ATTRIBUTE_FAMILY;
}

/** The requested predicates and all narrower ones, in the order of the table: SPONSORS includes FUNDS, ARMS and others. */
export function withNarrower(requested: readonly Predicate[]): Predicate[] {
  const broader = (name: Predicate): Predicate[] => {
    const parent = predicateDefinition(name).parent;
    return parent === undefined ? [name] : [name, ...broader(parent)];
  };
  return predicates.filter((name) => broader(name).some((one) => requested.includes(one)));
}

/** True if a predicate is one of these or narrower than one of them. */
export function isNarrowerOrSame(name: Predicate, broader: readonly Predicate[]): boolean {
  if (broader.includes(name)) return true;
  const parent = predicateDefinition(name)?.parent;
  return parent !== undefined && isNarrowerOrSame(parent, broader);
}

/** The symmetric predicates among the requested ones and their narrower ones; among all predicates if `requested` is omitted. */
export function symmetricPredicates(requested?: readonly Predicate[]): Predicate[] {
  return (requested === undefined ? predicates : withNarrower(requested)).filter(
    (name) => predicateDefinition(name).symmetric,
  );
}

/** A role such as `sponsors`: the entities at the other end of these claims of an entity. */
export interface Role extends RoleRow {
  readonly predicates: readonly Predicate[];
  readonly optIn?: readonly Predicate[] | undefined;
}

/** The roles by kind of entity, or ACTOR; then by the name of the field. */
export const ROLES = TABLE.roles as OntologyTable['roles'] as {
  readonly [Kind in keyof Table['roles']]: { readonly [Name in keyof Table['roles'][Kind]]: Role };
};

/** The name of a kind in PascalCase, such as ArmedGroup: its type in GraphQL, its label in Neo4j. */
export function kindTypeName(kind: EntityKind | 'ACTOR'): string {
  return kind
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}

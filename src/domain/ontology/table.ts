/** The vocabulary as data, with lists of kinds written out. `ontology.ts` is the way to read it. */
export interface OntologyTable {
  readonly kinds: Readonly<Record<string, KindRow>>;
  /** The description of each family of predicates. */
  readonly families: Readonly<Record<string, string>>;
  /** Predicates, then attributes. */
  readonly predicates: Readonly<Record<string, PredicateRow>>;
  readonly valueTypes: Readonly<Record<string, string>>;
  /** The terms of each value type that takes one of a list, such as OUTCOME. */
  readonly terms: Terms;
  /** By kind of entity, or ACTOR for the kinds that act; then by the name of the field. */
  readonly roles: Readonly<Record<string, Readonly<Record<string, RoleRow>>>>;
}

/** By value type, then by name. */
export type Terms = Readonly<Record<string, Readonly<Record<string, TermRow>>>>;

interface KindRow {
  readonly description: string;
  /** True if entities of this kind act. In GraphQL they share the interface `Actor`. */
  readonly actor?: true | undefined;
}

export interface PredicateRow {
  readonly family: string;
  readonly description: string;
  /** The kinds of its subject. */
  readonly domain: readonly string[];
  /** The kinds of its object, or the type of its value. */
  readonly range: readonly string[] | string;
  /** The broader predicate. A query for it finds this predicate too. */
  readonly parent?: string | undefined;
  /** The name of the predicate as read from the object. */
  readonly inverse?: string | undefined;
  /** True if A–B and B–A are the same claim. */
  readonly symmetric?: true | undefined;
  /**
   * The kinds of subject for which at most one value can be true, so that two different values contradict each other. No
   * predicate with an object is functional: a place, for example, can lie in a city and in a state, or across a border.
   */
  readonly functional?: readonly string[] | undefined;
}

export interface TermRow {
  readonly description: string;
  /** The broader term, which can be true of one subject together with this one. */
  readonly parent?: string | undefined;
}

/** A role such as `sponsors`: the entities at the other end of these claims of an entity. */
export interface RoleRow {
  /** OUT if the entity itself is the subject of those claims. */
  readonly direction: 'IN' | 'OUT';
  /** These and all narrower predicates. */
  readonly predicates: readonly string[];
  /** Followed only if the query names them. */
  readonly optIn?: readonly string[] | undefined;
  /** `{predicates}` in it stands for the list of the predicates. */
  readonly description: string;
  /** The description of the argument `depth`; a role without it follows no chains. */
  readonly depth?: string | undefined;
}

/** The words that a user's ontology adds: predicates, attributes and terms. */
export type OntologyWords = Pick<OntologyTable, 'predicates' | 'terms'>;

/** The family of all attributes. */
export const ATTRIBUTE_FAMILY = 'ATTRIBUTES';

export const NO_WORDS: OntologyWords = { predicates: {}, terms: {} };

/** The words of both. */
export function joinWords(a: OntologyWords, b: OntologyWords): OntologyWords {
  return {
    predicates: { ...a.predicates, ...b.predicates },
    terms: Object.fromEntries(
      [...new Set([...Object.keys(a.terms), ...Object.keys(b.terms)])].map((type) => [
        type,
        { ...a.terms[type], ...b.terms[type] },
      ]),
    ),
  };
}

import type { EntityKind } from './ontology.js';
import type { Entity, Reliability, Source } from './records.js';

/**
 * Many articles speak of one entity or source, and the last to be imported must not win by being last. So all that is declared is
 * counted, and the record is made of the counts: the same set of articles, imported in any order, makes the same record.
 */
type Counts = readonly (readonly [text: string, uses: number])[];

export interface EntityDeclarations {
  readonly kind: EntityKind;
  readonly names: Counts;
  readonly aliases: Counts;
  readonly descriptions: Counts;
  /** `scheme value`, as a scheme holds no space. */
  readonly identifiers: Counts;
}

export interface SourceDeclarations {
  readonly names: Counts;
  readonly reliabilities: Counts;
  readonly affiliations: Counts;
}

/**
 * Counts one declaration of an entity in (`uses` 1), out (-1), or makes it known without counting it (0): all that is known without being
 * counted lasts until somebody declares the thing.
 */
export function declareEntity(
  known: EntityDeclarations | null,
  { kind, name, aliases, description, identifiers }: Entity,
  uses: Uses,
): EntityDeclarations {
  if (uses === 0 && isDeclared(known)) return known;
  const counted = uses === 0 || isDeclared(known) ? known : null;
  return {
    kind,
    names: count(counted?.names, [name], uses),
    aliases: count(counted?.aliases, aliases, uses),
    descriptions: count(counted?.descriptions, description === null ? [] : [description], uses),
    identifiers: count(
      counted?.identifiers,
      identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
      uses,
    ),
  };
}

type Uses = 1 | 0 | -1;

/** Whether anybody declares the thing whose declaration counts. */
export function isDeclared<T extends { readonly names: Counts }>(known: T | null): known is T {
  return known?.names.some(([, uses]) => uses > 0) ?? false;
}

/** The name that most articles use; the other names are aliases. Ties go to the first in code-point order. */
export function entityOf(id: string, declared: EntityDeclarations): Entity {
  const name = mostUsed(declared.names) ?? id;
  const others = [...inUse(declared.names), ...inUse(declared.aliases)].filter((other) => other !== name);
  return {
    id,
    kind: declared.kind,
    name,
    aliases: [...new Set(others)].sort(byCodePoint),
    description: mostUsed(declared.descriptions),
    identifiers: inUse(declared.identifiers)
      .sort(byCodePoint)
      .map((text) => {
        const at = text.indexOf(' ');
        return { scheme: text.slice(0, at), value: text.slice(at + 1) };
      }),
  };
}

/** Counts one declaration of a source, as `declareEntity` does. */
export function declareSource(
  known: SourceDeclarations | null,
  { name, reliability, affiliation }: Source,
  uses: Uses,
): SourceDeclarations {
  if (uses === 0 && isDeclared(known)) return known;
  const counted = uses === 0 || isDeclared(known) ? known : null;
  return {
    names: count(counted?.names, [name], uses),
    reliabilities: count(counted?.reliabilities, [reliability], uses),
    affiliations: count(counted?.affiliations, affiliation === null ? [] : [affiliation], uses),
  };
}

/** Where articles grade a source differently the most cautious grade stands; F, "cannot be judged", only where nobody judged. */
export function sourceOf(id: string, declared: SourceDeclarations): Source {
  const grades = inUse(declared.reliabilities).sort(byCodePoint) as Reliability[];
  return {
    id,
    name: mostUsed(declared.names) ?? id,
    reliability: grades.findLast((grade) => grade !== 'F') ?? 'F',
    affiliation: mostUsed(declared.affiliations),
  };
}

function count(known: Counts = [], texts: readonly string[], uses: Uses): Counts {
  const counts = new Map(known);
  for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + uses);
  return [...counts].filter(([, left]) => uses === 0 || left > 0).sort(([a], [b]) => byCodePoint(a, b));
}

function inUse(counts: Counts): string[] {
  return counts.map(([text]) => text);
}

function mostUsed(counts: Counts): string | null {
  let best: readonly [string, number] | null = null;
  for (const one of counts) if (best === null || one[1] > best[1]) best = one;
  return best?.[0] ?? null;
}

/** By Unicode code points, as SQLite and Neo4j have it too; JavaScript's own order is by UTF-16 units. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const left = Array.from(a);
  const right = Array.from(b);
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

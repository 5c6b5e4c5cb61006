import type { EntityKind } from './ontology.js';
import { compareCodePoints } from './order.js';
import type { Entity, Reliability, Source } from './records.js';

/**
 * Many articles speak of one entity or source, and the last to be imported must not win by being last. So all that is declared is
 * counted, and the record is made of the counts: the same set of articles, imported in any order, makes the same record.
 */
type TextCounts = readonly (readonly [text: string, uses: number])[];

export interface EntityDeclarations {
  readonly kind: EntityKind;
  readonly names: TextCounts;
  readonly aliases: TextCounts;
  readonly descriptions: TextCounts;
  /** `scheme value`, as a scheme holds no space. */
  readonly identifiers: TextCounts;
}

export interface SourceDeclarations {
  readonly names: TextCounts;
  readonly reliabilities: TextCounts;
  readonly affiliations: TextCounts;
}

/**
 * Counts one declaration of an entity in (`uses` 1), out (-1), or makes it known without counting it (0): all that is known without being
 * counted lasts until somebody declares the thing.
 */
export function updateEntityDeclarations(
  known: EntityDeclarations | null,
  { kind, name, aliases, description, identifiers }: Entity,
  delta: CountDelta,
): EntityDeclarations {
  if (delta === 0 && isDeclared(known)) return known;
  const counted = delta === 0 || isDeclared(known) ? known : null;
  return {
    kind,
    names: addToCounts(counted?.names, [name], delta),
    aliases: addToCounts(counted?.aliases, aliases, delta),
    descriptions: addToCounts(counted?.descriptions, description === null ? [] : [description], delta),
    identifiers: addToCounts(
      counted?.identifiers,
      identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
      delta,
    ),
  };
}

type CountDelta = 1 | 0 | -1;

/** Whether anybody declares the thing whose declaration counts. */
export function isDeclared<T extends { readonly names: TextCounts }>(known: T | null): known is T {
  return known?.names.some(([, uses]) => uses > 0) ?? false;
}

/** The name that most articles use; the other names are aliases. Ties go to the first in code-point order. */
export function entityFromDeclarations(id: string, declared: EntityDeclarations): Entity {
  const name = mostFrequent(declared.names) ?? id;
  const others = [...textsIn(declared.names), ...textsIn(declared.aliases)].filter((other) => other !== name);
  return {
    id,
    kind: declared.kind,
    name,
    aliases: [...new Set(others)].sort(compareCodePoints),
    description: mostFrequent(declared.descriptions),
    identifiers: textsIn(declared.identifiers)
      .sort(compareCodePoints)
      .map((text) => {
        const at = text.indexOf(' ');
        return { scheme: text.slice(0, at), value: text.slice(at + 1) };
      }),
  };
}

/** Counts one declaration of a source, as `declareEntity` does. */
export function updateSourceDeclarations(
  known: SourceDeclarations | null,
  { name, reliability, affiliation }: Source,
  delta: CountDelta,
): SourceDeclarations {
  if (delta === 0 && isDeclared(known)) return known;
  const counted = delta === 0 || isDeclared(known) ? known : null;
  return {
    names: addToCounts(counted?.names, [name], delta),
    reliabilities: addToCounts(counted?.reliabilities, [reliability], delta),
    affiliations: addToCounts(counted?.affiliations, affiliation === null ? [] : [affiliation], delta),
  };
}

/** Where articles grade a source differently the most cautious grade stands; F, "cannot be judged", only where nobody judged. */
export function sourceFromDeclarations(id: string, declared: SourceDeclarations): Source {
  const grades = textsIn(declared.reliabilities).sort(compareCodePoints) as Reliability[];
  return {
    id,
    name: mostFrequent(declared.names) ?? id,
    reliability: grades.findLast((grade) => grade !== 'F') ?? 'F',
    affiliation: mostFrequent(declared.affiliations),
  };
}

function addToCounts(known: TextCounts = [], texts: readonly string[], delta: CountDelta): TextCounts {
  const counts = new Map(known);
  for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + delta);
  return [...counts]
    .filter(([, left]) => delta === 0 || left > 0)
    .sort(([a], [b]) => compareCodePoints(a, b));
}

function textsIn(counts: TextCounts): string[] {
  return counts.map(([text]) => text);
}

function mostFrequent(counts: TextCounts): string | null {
  let best: readonly [string, number] | null = null;
  for (const one of counts) if (best === null || one[1] > best[1]) best = one;
  return best?.[0] ?? null;
}

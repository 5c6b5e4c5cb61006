import type { EntityKind } from './ontology.js';
import { compareCodePoints } from './order.js';
import type { Entity, Reliability, Source } from './records.js';
import type { Searchable } from './search/search.js';

/**
 * How many articles declare each text. Many articles declare the same entity or source; a record is made from these counts,
 * so that the same set of articles gives the same record in any order of import.
 */
type TextCounts = readonly (readonly [text: string, uses: number])[];

export interface EntityDeclarations {
  /** The kind that all live declarations give; without one, the last that was known. */
  readonly kind: EntityKind;
  readonly names: TextCounts;
  readonly aliases: TextCounts;
  readonly descriptions: TextCounts;
  /** `scheme value`; a scheme contains no space. */
  readonly identifiers: TextCounts;
  /** Ids of bodies. */
  readonly organOf: TextCounts;
}

export interface SourceDeclarations {
  readonly names: TextCounts;
  readonly reliabilities: TextCounts;
  readonly affiliations: TextCounts;
}

/** An entity that no live article declares: an article refers to it, or declared it and was retracted or replaced. */
export function undeclaredEntity(kind: EntityKind): EntityDeclarations {
  return { kind, names: [], aliases: [], descriptions: [], identifiers: [], organOf: [] };
}

/** How many live articles declare the entity: each gives it one name. */
export function declarationCount({ names }: EntityDeclarations): number {
  return names.reduce((sum, [, uses]) => sum + uses, 0);
}

/**
 * Adds one declaration of an entity to the counts, or removes it. An added declaration gives its kind: add none that contradicts others.
 *
 * @param known the counts so far; null for a new entity.
 * @param delta 1 adds the declaration, -1 removes it.
 */
export function updateEntityDeclarations(
  known: EntityDeclarations | null,
  { kind, name, aliases, description, identifiers, organOf }: Entity,
  delta: 1 | -1,
): EntityDeclarations {
  return {
    kind: delta === -1 ? (known?.kind ?? kind) : kind,
    names: addToCounts(known?.names, [name], delta),
    aliases: addToCounts(known?.aliases, aliases, delta),
    descriptions: addToCounts(known?.descriptions, description === null ? [] : [description], delta),
    identifiers: addToCounts(
      known?.identifiers,
      identifiers.map(({ scheme, value }) => `${scheme} ${value}`),
      delta,
    ),
    organOf: addToCounts(known?.organOf, organOf, delta),
  };
}

type CountDelta = 1 | 0 | -1;

/** True if at least one article declares the entity or source. */
export function isDeclared<T extends { readonly names: TextCounts }>(known: T | null): known is T {
  return known?.names.some(([, uses]) => uses > 0) ?? false;
}

/**
 * The entity that results from the counts. The most frequent name wins and the other names become aliases; the most
 * frequent description wins. Ties go to the first text in code-point order. Without a declaration, the id is the name. It is an organ
 * of every body that is declared: what may be one voice must not count as two.
 */
export function entityFromDeclarations(id: string, declared: EntityDeclarations): Entity {
  const name = mostFrequent(declared.names) ?? id;
  const others = [...textsIn(declared.names), ...textsIn(declared.aliases)].filter((text) => text !== name);
  return {
    id,
    kind: declared.kind,
    name,
    aliases: [...new Set(others)].sort(compareCodePoints),
    description: mostFrequent(declared.descriptions),
    identifiers: textsIn(declared.identifiers)
      .sort(compareCodePoints)
      .map((text) => {
        const space = text.indexOf(' ');
        return { scheme: text.slice(0, space), value: text.slice(space + 1) };
      }),
    organOf: bodiesOf(declared),
  };
}

/** The properties of an entity that a search finds. An entity that no live article declares is not found: its name is only its id. */
export function searchableEntity(
  entity: Entity,
  declared: EntityDeclarations,
): Searchable & { readonly id: string } {
  return isDeclared(declared) ? entity : { id: entity.id };
}

/** Ids of the bodies of which the entity is an organ, in code-point order. */
export function bodiesOf({ organOf }: EntityDeclarations): string[] {
  return textsIn(organOf);
}

/**
 * Adds one declaration of a source to the counts, or removes it. Parameters as in `updateEntityDeclarations`; a `delta` of 0 records a
 * source that only retracted articles declare, so that they have a publisher with a name.
 */
export function updateSourceDeclarations(
  known: SourceDeclarations | null,
  { name, reliability, affiliation }: Source,
  delta: CountDelta,
): SourceDeclarations {
  if (delta === 0 && isDeclared(known)) return known;
  const previous = delta === 0 || isDeclared(known) ? known : null;
  return {
    names: addToCounts(previous?.names, [name], delta),
    reliabilities: addToCounts(previous?.reliabilities, [reliability], delta),
    affiliations: addToCounts(previous?.affiliations, affiliation === null ? [] : [affiliation], delta),
  };
}

/**
 * The source that results from the counts. If articles grade it differently, the lowest grade from A to E wins. F, "cannot
 * be judged", results only if every article declares F.
 */
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
  if (texts.length === 0) return known;
  // Most articles declare what others declared before.
  if (delta === 1 && texts.every((text) => known.some(([one]) => one === text)))
    return known.map((entry) => (texts.includes(entry[0]) ? [entry[0], entry[1] + 1] : entry));
  const counts = new Map(known);
  for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + delta);
  return [...counts]
    .filter(([, count]) => delta === 0 || count > 0)
    .sort(([a], [b]) => compareCodePoints(a, b));
}

function textsIn(counts: TextCounts): string[] {
  return counts.map(([text]) => text);
}

function mostFrequent(counts: TextCounts): string | null {
  let best: readonly [string, number] | null = null;
  for (const entry of counts) if (best === null || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}

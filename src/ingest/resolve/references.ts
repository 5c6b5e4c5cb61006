import { closest, didYouMean } from '../../documents/did-you-mean.js';
import { type Finding, finding, type Path } from '../../documents/finding.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Entity } from '../../domain/records.js';
import type { DocumentDraft } from '../format/article-schema.js';
import { entityRecord } from '../format/to-records.js';
import type { KnownEntity, Surroundings } from './known-entities.js';

/** Suggestions cost a search: they are made for the first unknown ids of a document. */
const SUGGESTED = 20;

/** The entities a document may speak of, and those it does. */
export interface References {
  /** Resolves an id that stands at a path. Null where it is unknown, or known and broken. */
  readonly kindOf: (id: string, path: Path) => Promise<EntityKind | null>;
  /** What the document itself declares. */
  readonly declared: () => Entity[];
  /** A short record of each other entity that was resolved: what the document must carry of it to stand alone. */
  readonly borrowed: () => Entity[];
  readonly findings: () => readonly Finding[];
}

export function references(draft: DocumentDraft, surroundings: Surroundings): References {
  const findings: Finding[] = [];
  const declared = declarations(draft, surroundings, findings);
  const referred = new Map<string, KnownEntity>();
  const unknown = new Map<string, Promise<string>>();

  const hintFor = (id: string): Promise<string> => {
    const kept = unknown.get(id) ?? (unknown.size < SUGGESTED ? suggest(id) : Promise.resolve(''));
    unknown.set(id, kept);
    return kept;
  };
  const suggest = async (id: string): Promise<string> => {
    const near = closest(id, [...declared.keys(), ...(await surroundings.closestIds(id))], 3);
    return near.length > 0 ? didYouMean(near) : '; declare it under entities';
  };

  return {
    async kindOf(id, path) {
      const own = declared.get(id);
      if (own !== undefined) return own.kind;
      const known = surroundings.entities.get(id);
      if (known === undefined) {
        findings.push(
          finding(
            'UNKNOWN_REFERENCE',
            path,
            `no entity "${id}" is declared in the document, in the run or in the store${await hintFor(id)}`,
          ),
        );
        return null;
      }
      if (known.kind === null)
        findings.push(
          finding(
            'UNKNOWN_REFERENCE',
            path,
            `"${id}" is declared only in ${known.place()}, and that declaration is broken`,
          ),
        );
      else referred.set(id, known);
      return known.kind;
    },
    declared: () => [...declared.values()].flatMap(({ record }) => (record === null ? [] : [record])),
    borrowed: () =>
      [...referred.values()].map(({ id, kind, name }) => shortRecord(id, kind as EntityKind, name)),
    findings: () => findings,
  };
}

interface Declared {
  readonly kind: EntityKind | null;
  /** Null where the declaration is broken. */
  readonly record: Entity | null;
  readonly path: Path;
}

function declarations(
  draft: DocumentDraft,
  { entities }: Surroundings,
  findings: Finding[],
): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const [index, entity] of (draft.entities ?? []).entries()) {
    if (entity?.id === undefined) continue;
    const { id, kind } = entity;
    const path = ['entities', index];
    const first = declared.get(id);
    if (first !== undefined) {
      findings.push(finding('DUPLICATE', path, `the entity "${id}" is declared twice`, first.path));
      continue;
    }
    declared.set(id, { kind: kind ?? null, record: entityRecord(entity), path });
    const known = entities.get(id);
    if (kind !== undefined && known?.kind && known.kind !== kind)
      findings.push(
        finding(
          'KIND_CONFLICT',
          [...path, 'kind'],
          `"${id}" is declared ${kind} here and ${known.kind} in ${known.place()}; an entity has one kind`,
        ),
      );
  }
  return declared;
}

const shortRecord = (id: string, kind: EntityKind, name: string): Entity => ({
  id,
  kind,
  name,
  aliases: [],
  description: null,
  identifiers: [],
});

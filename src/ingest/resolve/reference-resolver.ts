import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { type DocumentPath, type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Entity } from '../../domain/records.js';
import type { DocumentDraft } from '../format/article-schema.js';
import { toEntity } from '../format/to-records.js';
import type { KnownEntity, ReferenceScope } from './known-entities.js';

/** Suggestions cost a search: they are made for the first unknown ids of a document. */
const MAX_SUGGESTIONS = 20;

/** The entities a document may speak of, and those it does. */
export interface ReferenceResolver {
  /** Resolves an id that stands at a path. Null where it is unknown, or known and broken. */
  readonly resolveKind: (id: string, path: DocumentPath) => Promise<EntityKind | null>;
  /** What the document itself declares. */
  readonly declaredEntities: () => Entity[];
  /** A short record of each other entity that was resolved: what the document must carry of it to stand alone. */
  readonly referencedEntities: () => Entity[];
  readonly findings: () => readonly PathDiagnostic[];
}

export function createReferenceResolver(draft: DocumentDraft, scope: ReferenceScope): ReferenceResolver {
  const findings: PathDiagnostic[] = [];
  const declared = collectDeclarations(draft, scope, findings);
  const referred = new Map<string, KnownEntity>();
  const unknown = new Map<string, Promise<string>>();

  const hintFor = (id: string): Promise<string> => {
    const kept = unknown.get(id) ?? (unknown.size < MAX_SUGGESTIONS ? suggest(id) : Promise.resolve(''));
    unknown.set(id, kept);
    return kept;
  };
  const suggest = async (id: string): Promise<string> => {
    const near = suggestWords(id, [...declared.keys(), ...(await scope.closestIds(id))], 3);
    return near.length > 0 ? didYouMean(near) : '; declare it under entities';
  };

  return {
    async resolveKind(id, path) {
      const own = declared.get(id);
      if (own !== undefined) return own.kind;
      const known = scope.entities.get(id);
      if (known === undefined) {
        findings.push(
          pathDiagnostic(
            'UNKNOWN_REFERENCE',
            path,
            `no entity "${id}" is declared in the document, in the run or in the store${await hintFor(id)}`,
          ),
        );
        return null;
      }
      if (known.kind === null)
        findings.push(
          pathDiagnostic(
            'UNKNOWN_REFERENCE',
            path,
            `"${id}" is declared only in ${known.place()}, and that declaration is broken`,
          ),
        );
      else referred.set(id, known);
      return known.kind;
    },
    declaredEntities: () => [...declared.values()].flatMap(({ record }) => (record === null ? [] : [record])),
    referencedEntities: () =>
      [...referred.values()].map(({ id, kind, name }) => minimalEntity(id, kind as EntityKind, name)),
    findings: () => findings,
  };
}

interface Declaration {
  readonly kind: EntityKind | null;
  /** Null where the declaration is broken. */
  readonly record: Entity | null;
  readonly path: DocumentPath;
}

function collectDeclarations(
  draft: DocumentDraft,
  { entities }: ReferenceScope,
  findings: PathDiagnostic[],
): Map<string, Declaration> {
  const declared = new Map<string, Declaration>();
  for (const [index, entity] of (draft.entities ?? []).entries()) {
    if (entity?.id === undefined) continue;
    const { id, kind } = entity;
    const path = ['entities', index];
    const first = declared.get(id);
    if (first !== undefined) {
      findings.push(pathDiagnostic('DUPLICATE', path, `the entity "${id}" is declared twice`, first.path));
      continue;
    }
    declared.set(id, { kind: kind ?? null, record: toEntity(entity), path });
    const known = entities.get(id);
    if (kind !== undefined && known?.kind && known.kind !== kind)
      findings.push(
        pathDiagnostic(
          'KIND_CONFLICT',
          [...path, 'kind'],
          `"${id}" is declared ${kind} here and ${known.kind} in ${known.place()}; an entity has one kind`,
        ),
      );
  }
  return declared;
}

const minimalEntity = (id: string, kind: EntityKind, name: string): Entity => ({
  id,
  kind,
  name,
  aliases: [],
  description: null,
  identifiers: [],
});

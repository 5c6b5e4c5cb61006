import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import type { DocumentPath } from '../../documents/document-path.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Entity, ReferencedEntity } from '../../domain/records.js';
import type { DocumentDraft } from '../format/article-schema.js';
import { toEntity } from '../format/to-records.js';
import type { KnownEntity, ReferenceScope } from './known-entities.js';

/** Each suggestion costs a search, so only the first unknown ids of a document get one. */
const MAX_SUGGESTIONS = 20;

/** Resolves the entity ids in a document. Records each entity that the document refers to. */
export interface ReferenceResolver {
  /** The kind of the entity whose id is at a path; null, with a diagnostic, if it is unknown or its declaration is invalid. */
  readonly resolveKind: (id: string, path: DocumentPath) => Promise<EntityKind | null>;
  /** The entities that the document declares. */
  readonly declaredEntities: () => Entity[];
  /** The other entities that were resolved. */
  readonly referencedEntities: () => ReferencedEntity[];
  readonly diagnostics: () => readonly Diagnostic<AtPath>[];
}

export function createReferenceResolver(draft: DocumentDraft, scope: ReferenceScope): ReferenceResolver {
  const diagnostics: Diagnostic<AtPath>[] = [];
  const declared = collectDeclarations(draft, scope, diagnostics);
  const referenced = new Map<string, KnownEntity>();
  const hints = new Map<string, Promise<string>>();

  const hintFor = (id: string): Promise<string> => {
    const hint = hints.get(id) ?? (hints.size < MAX_SUGGESTIONS ? createHint(id) : Promise.resolve(''));
    hints.set(id, hint);
    return hint;
  };
  const createHint = async (id: string): Promise<string> => {
    const similar = suggestWords(id, [...declared.keys(), ...(await scope.suggestIds(id))], 3);
    return similar.length > 0 ? didYouMean(similar) : '; declare it under entities';
  };

  return {
    async resolveKind(id, path) {
      const own = declared.get(id);
      if (own !== undefined) return own.kind;
      const known = scope.entities.get(id);
      if (known === undefined) {
        diagnostics.push(
          pathDiagnostic(
            'UNKNOWN_REFERENCE',
            path,
            `no entity "${id}" is declared in the document, in the run or in the store${await hintFor(id)}`,
          ),
        );
        return null;
      }
      if (known.kind === null)
        diagnostics.push(
          pathDiagnostic(
            'UNKNOWN_REFERENCE',
            path,
            `"${id}" is declared only in ${known.describeLocation()}, and that declaration is invalid`,
          ),
        );
      else referenced.set(id, known);
      return known.kind;
    },
    declaredEntities: () => [...declared.values()].flatMap(({ record }) => (record === null ? [] : [record])),
    referencedEntities: () =>
      [...referenced.values()].map(({ id, kind }) => ({ id, kind: kind as EntityKind })),
    diagnostics: () => diagnostics,
  };
}

interface Declaration {
  readonly kind: EntityKind | null;
  /** Null if the declaration is invalid. */
  readonly record: Entity | null;
  readonly path: DocumentPath;
}

function collectDeclarations(
  draft: DocumentDraft,
  { entities }: ReferenceScope,
  diagnostics: Diagnostic<AtPath>[],
): Map<string, Declaration> {
  const declared = new Map<string, Declaration>();
  for (const [index, entity] of (draft.entities ?? []).entries()) {
    if (entity?.id === undefined) continue;
    const { id, kind } = entity;
    const path = ['entities', index];
    const first = declared.get(id);
    if (first !== undefined) {
      diagnostics.push(pathDiagnostic('DUPLICATE', path, `the entity "${id}" is declared twice`, first.path));
      continue;
    }
    declared.set(id, { kind: kind ?? null, record: toEntity(entity), path });
    const known = entities.get(id);
    // What a retracted article declares does not count.
    if (draft.article?.retractedAt === undefined && kind !== undefined && known?.kind && known.kind !== kind)
      diagnostics.push(
        pathDiagnostic(
          'KIND_CONFLICT',
          [...path, 'kind'],
          `"${id}" is declared ${kind} here and ${known.kind} in ${known.describeLocation()}; an entity has one kind. Import all its articles with the kind that is right, or use a separate id`,
        ),
      );
  }
  return declared;
}

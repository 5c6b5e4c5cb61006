import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import { ACTOR_KINDS, type EntityKind } from '../../domain/ontology.js';
import { type BodiesOf, describeOrganChain, findOrganCircle, voicesOf } from '../../domain/voices.js';
import type { DocumentDraft } from '../format/article-schema.js';
import type { BodiesPurpose, ReferenceScope } from './known-entities.js';
import type { ReferenceResolver } from './reference-resolver.js';

const isActor = (kind: EntityKind): boolean => (ACTOR_KINDS as readonly EntityKind[]).includes(kind);

/** Checks each `organOf`: both ends must be actors, and the chain of bodies must not lead back. */
export async function checkOrgans(
  { article, entities = [] }: DocumentDraft,
  scope: ReferenceScope,
  references: ReferenceResolver,
): Promise<Diagnostic<AtPath>[]> {
  const diagnostics: Diagnostic<AtPath>[] = [];
  const bodies = new Map<string, readonly string[]>();
  for (const [index, entity] of entities.entries()) {
    if (entity?.id === undefined || entity.organOf === undefined) continue;
    const { id, kind, organOf } = entity;
    const path = ['entities', index, 'organOf'];
    bodies.set(id, [organOf]);
    const bodyKind = await references.resolveKind(organOf, path);
    if (kind !== undefined && !isActor(kind))
      diagnostics.push(
        pathDiagnostic('OUTSIDE_DOMAIN', path, `only an actor can be an organ, and "${id}" is ${kind}`),
      );
    if (bodyKind !== null && !isActor(bodyKind))
      diagnostics.push(
        pathDiagnostic(
          'OUTSIDE_RANGE',
          path,
          `only an actor can have organs, and "${organOf}" is ${bodyKind}`,
        ),
      );
  }
  // What a retracted article declares does not count.
  if (bodies.size === 0 || article?.retractedAt !== undefined) return diagnostics;
  const bodiesOf = await loadBodies([...bodies.keys()], bodies, scope, 'CIRCLE');
  for (const [index, entity] of entities.entries()) {
    const circle = entity?.organOf === undefined ? null : findOrganCircle(entity.id ?? '', bodiesOf);
    if (circle !== null)
      diagnostics.push(
        pathDiagnostic(
          'ORGAN_CIRCLE',
          ['entities', index, 'organOf'],
          `${describeOrganChain(circle)}; expected no circle of organs`,
        ),
      );
  }
  return diagnostics;
}

/** For admissions: the voices of some entities, as the document, the run and the store declare them. */
export async function loadVoices(
  { entities = [] }: DocumentDraft,
  scope: ReferenceScope,
  ids: readonly string[],
): Promise<(id: string) => readonly string[]> {
  const declared = new Map<string, readonly string[]>();
  for (const entity of entities)
    if (entity?.id !== undefined && entity.organOf !== undefined) declared.set(entity.id, [entity.organOf]);
  const bodiesOf = await loadBodies(ids, declared, scope, 'VOICE');
  return (id) => voicesOf(id, bodiesOf);
}

/** All bodies that can be reached from some entities. `declared`: those of the document. */
async function loadBodies(
  ids: readonly string[],
  declared: ReadonlyMap<string, readonly string[]>,
  scope: ReferenceScope,
  purpose: BodiesPurpose,
): Promise<BodiesOf> {
  const known = new Map<string, readonly string[]>();
  for (let next = [...new Set(ids)]; next.length > 0; ) {
    const elsewhere = await scope.findBodies(next, purpose);
    for (const id of next)
      known.set(id, [...new Set([...(declared.get(id) ?? []), ...(elsewhere.get(id) ?? [])])]);
    next = [...new Set(next.flatMap((id) => known.get(id) ?? []))].filter((id) => !known.has(id));
  }
  return (id) => known.get(id) ?? [];
}

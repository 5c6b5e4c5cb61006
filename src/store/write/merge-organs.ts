import { bodiesOf, type EntityDeclarations } from '../../domain/declarations.js';
import { AscribeError } from '../../domain/errors.js';
import { describeOrganChain, findOrganCircle } from '../../domain/voices.js';
import type { WritePort } from './write-port.js';

type Declarations = ReadonlyMap<string, EntityDeclarations>;

/** Ids of the entities whose bodies differ from before. */
export function changedOrgans(before: Declarations, now: Declarations): string[] {
  return [...now.keys()].filter((id) => bodiesIn(before, id).join() !== bodiesIn(now, id).join()).sort();
}

/**
 * Throws ORGAN_CIRCLE, with the circle, if one of these entities is now an organ of itself through others.
 *
 * @param now declarations that are about to be saved; others are read from the store.
 */
export async function refuseOrganCircles(
  port: WritePort,
  organIds: readonly string[],
  now: Declarations,
): Promise<void> {
  const known = new Map(now);
  const seen = new Set(organIds);
  for (let next = [...organIds]; next.length > 0; ) {
    next = [...new Set(next.flatMap((id) => bodiesIn(known, id)))].filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
    const unknown = next.filter((id) => !known.has(id));
    if (unknown.length > 0)
      for (const [id, declarations] of await port.entityDeclarations(unknown)) known.set(id, declarations);
  }
  for (const id of organIds) {
    const circle = findOrganCircle(id, (organ) => bodiesIn(known, organ));
    if (circle !== null)
      throw new AscribeError('ORGAN_CIRCLE', `${describeOrganChain(circle)}; expected no circle of organs`);
  }
}

function bodiesIn(declarations: Declarations, id: string): readonly string[] {
  const declared = declarations.get(id);
  return declared === undefined ? [] : bodiesOf(declared);
}

/** Ids of the claims whose evidence depends on the voice of these entities, or of an organ of theirs. Call it once they are saved. */
export async function claimIdsOfChangedVoices(
  port: WritePort,
  organIds: readonly string[],
): Promise<readonly string[]> {
  if (organIds.length === 0) return [];
  return port.claimIdsOfVoices([...new Set([...organIds, ...(await port.organIdsOf(organIds))])]);
}

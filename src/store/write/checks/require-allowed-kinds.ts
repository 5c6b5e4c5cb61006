import { verbalizeProposition } from '../../../domain/analysis/verbalize.js';
import { AscribeError } from '../../../domain/errors.js';
import { predicateDefinition } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import type { WritePort } from '../write-port.js';

/**
 * Throws KIND_CONFLICT if a claim does not allow the corrected kind of its subject or object. Call it once all claims of the transaction
 * are derived. A retracted claim does not count: nobody makes it.
 */
export async function requireAllowedKinds(port: WritePort, changedIds: readonly string[]): Promise<void> {
  if (changedIds.length === 0) return;
  const entities = await port.entityDeclarations(changedIds);
  const claims = await port.currentClaims(await port.claimIdsOfVoices(changedIds));
  for (const claim of claims.values()) {
    if (claim.status === 'RETRACTED') continue;
    for (const { id, end, allowed } of endsOf(claim)) {
      const kind = entities.get(id)?.kind;
      if (kind === undefined || allowed.includes(kind)) continue;
      throw new AscribeError(
        'KIND_CONFLICT',
        `entity ${id} cannot become ${kind}: articles claim ${verbalizeProposition(claim)}, whose ${end} must be ${allowed.join(' or ')}. Correct or retract them first, or use a separate id`,
      );
    }
  }
}

function endsOf({ subjectId, predicate, objectId }: Claim) {
  const { domain, range } = predicateDefinition(predicate);
  const subject = { id: subjectId, end: 'subject', allowed: domain } as const;
  if (objectId === null || typeof range === 'string') return [subject];
  return [subject, { id: objectId, end: 'object', allowed: range } as const];
}

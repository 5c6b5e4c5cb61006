import type { GraphQLResolveInfo } from 'graphql';
import type { Claim, ClaimChange, ClaimStatus } from '../../domain/records.js';
import type { AsOfScopes } from './as-of.js';

/**
 * The claim as a change left it, and all below it as it stood at that moment. Null where it had none of these statuses then: a log of an
 * earlier ascribe may tell of several changes at one moment, of which the claim shows the last.
 */
export async function loadClaimAsOf(
  { claimId, at }: Pick<ClaimChange, 'claimId' | 'at'>,
  statuses: readonly ClaimStatus[],
  asOfScopes: AsOfScopes,
  path: GraphQLResolveInfo['path'],
): Promise<Claim | null> {
  asOfScopes.enter(path, at);
  const claim = (await asOfScopes.readsAt(path)?.loaders.claim.load(claimId)) ?? null;
  return claim !== null && statuses.includes(claim.status) ? claim : null;
}

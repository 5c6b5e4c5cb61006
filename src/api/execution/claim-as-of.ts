import type { GraphQLResolveInfo } from 'graphql';
import type { Claim, ClaimChange, ClaimStatus } from '../../domain/records.js';
import type { AsOfScopes } from './as-of.js';

/**
 * The claim as a change left it; fields below it read the graph as of that change. Null if the claim then had none of these statuses: a
 * log may hold several changes with one timestamp, and the claim shows the last.
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

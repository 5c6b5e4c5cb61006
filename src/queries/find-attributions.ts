import { type Attribution, groupAttributions } from '../domain/analysis/attributions.js';
import type { Evidence } from '../domain/derivation/evidence.js';
import { compareCitations } from '../domain/order.js';
import type { Citation, Claim, Stance } from '../domain/records.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { Page, PageRequest } from '../store/store.js';

const CLAIM_PAGE_SIZE = 100;

/** Groups the claims about one attack by actor, strongest first. Reads all pages: only the last may hold the strongest claim. */
export async function findAttributions(
  readClaims: (page: PageRequest) => Promise<Page<Claim>>,
): Promise<readonly Attribution[]> {
  const claims: Claim[] = [];
  for await (const { items } of readAllPages(readClaims, CLAIM_PAGE_SIZE)) claims.push(...items);
  return groupAttributions(claims);
}

/** The live citations with this stance of an attribution's claims, best first. */
export async function findAttributionCitations(
  { claims }: Attribution,
  stance: Stance,
  readEvidence: (claimId: string) => Promise<readonly Evidence[]>,
): Promise<readonly Citation[]> {
  const evidence = await Promise.all(claims.map(({ id }) => readEvidence(id)));
  return evidence
    .flat()
    .filter(({ live, citation }) => live && citation.stance === stance)
    .map(({ citation }) => citation)
    .sort(compareCitations);
}

import { type Attribution, groupAttributions } from '../domain/analysis/attributions.js';
import type { Evidence } from '../domain/derivation/evidence.js';
import type { Predicate } from '../domain/ontology.js';
import { compareCitations } from '../domain/order.js';
import type { Citation, Claim, Stance } from '../domain/records.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { ClaimFilter, Page, PageRequest } from '../store/store.js';

const CLAIM_PAGE_SIZE = 100;

/** Groups the claims about one attack by actor, strongest first. Reads all pages: only the last may hold the strongest claim. */
export async function findAttributions(
  readClaims: (page: PageRequest) => Promise<Page<Claim>>,
): Promise<readonly Attribution[]> {
  const claims: Claim[] = [];
  for await (const { items } of readAllPages(readClaims, CLAIM_PAGE_SIZE)) claims.push(...items);
  return groupAttributions(claims);
}

/** By these an actor belongs to a body, so that what it did and what the body did is one explanation. */
const MEMBERSHIP: readonly Predicate[] = ['PART_OF', 'MEMBER_OF', 'LEADS'];

/** The claims that say to what an actor belongs, known as a filter knows its own claims: with its statuses, in its window. */
export function membershipFilter({ statuses, during, includeUndated = false }: ClaimFilter): ClaimFilter {
  return { statuses, predicates: MEMBERSHIP, ...(during !== undefined && { during, includeUndated }) };
}

/** The bodies that an actor belongs to, by all pages of its claims with `membershipFilter`. */
export async function findBodies(
  readClaims: (page: PageRequest) => Promise<Page<Claim>>,
): Promise<readonly string[]> {
  const bodies: string[] = [];
  for await (const { items } of readAllPages(readClaims, CLAIM_PAGE_SIZE))
    bodies.push(...items.flatMap(({ objectId }) => objectId ?? []));
  return bodies;
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

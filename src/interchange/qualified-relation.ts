import type { Predicate } from '../domain/ontology.js';
import type { ClaimStatus } from '../domain/records.js';

/**
 * The predicate of a claim with its status: `ALLEGED_FUNDS`. Only a CONFIRMED claim has the plain predicate, so that a program that knows
 * nothing of statuses never takes another one for a fact. Neo4j's relationship types are the same.
 */
export function qualifiedRelation(status: ClaimStatus, predicate: Predicate): string {
  return status === 'CONFIRMED' ? predicate : `${status}_${predicate}`;
}

/** The predicate of `qualifiedRelation`; null if the relation does not have the status. */
export function predicateOf(relation: string, status: ClaimStatus): string | null {
  if (status === 'CONFIRMED') return relation;
  return relation.startsWith(`${status}_`) ? relation.slice(status.length + 1) : null;
}

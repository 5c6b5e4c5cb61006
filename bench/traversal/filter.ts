import { isAttribute, predicateDefinition, predicates } from '#ascribe/domain/ontology.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';

/** The statuses of the claims that all questions follow. */
export const STATUSES: readonly ClaimStatus[] = ['CONFIRMED', 'REPORTED', 'ALLEGED'];

/** Without symmetric predicates: to ascribe both ends of such a claim are its subject, to the library only one. */
export const DIRECTED_PREDICATES = predicates.filter(
  (name) => !isAttribute(name) && !predicateDefinition(name).symmetric,
);
export const RELATION_PREDICATES = predicates.filter((name) => !isAttribute(name));

import { isAttribute, predicateDefinition, predicates } from '#ascribe/domain/ontology.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';

/** What all questions follow. */
export const STATUSES: readonly ClaimStatus[] = ['CONFIRMED', 'REPORTED', 'ALLEGED'];

/** Of which the subject is always the end that it is said of, so that a direction means the same to whoever looks at a claim's ends. */
export const DIRECTED_PREDICATES = predicates.filter(
  (name) => !isAttribute(name) && !predicateDefinition(name).symmetric,
);
export const RELATION_PREDICATES = predicates.filter((name) => !isAttribute(name));

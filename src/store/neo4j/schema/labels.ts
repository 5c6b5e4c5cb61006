import {
  type EntityKind,
  entityKinds,
  fromOntology,
  isAttribute,
  kindTypeName,
  type Predicate,
  predicates,
} from '../../../domain/ontology.js';
import { statusRank } from '../../../domain/order.js';
import { type ClaimStatus, statuses } from '../../../domain/records.js';

/** Labels and relationship types come from the ontology and the statuses; no others are ever written. */
const labelByKind = new Map(entityKinds.map((kind) => [kind, kindTypeName(kind)]));

/** The second label of an entity: `ArmedGroup`. */
export function labelOf(kind: EntityKind): string {
  return requireKnown(labelByKind.get(kind), kind);
}

const typeByStatusAndPredicate = fromOntology(
  () =>
    new Map(
      predicates
        .filter((name) => !isAttribute(name))
        .flatMap((name) =>
          statuses.map((status) => [
            `${status} ${name}`,
            status === 'CONFIRMED' ? name : `${status}_${name}`,
          ]),
        ),
    ),
);

/** Only CONFIRMED claims get the plain predicate, so a hand-written query for `FUNDS` never returns an `ALLEGED_FUNDS`. */
export function relationshipType(status: ClaimStatus, predicate: Predicate): string {
  return requireKnown(typeByStatusAndPredicate().get(`${status} ${predicate}`), `${status} ${predicate}`);
}

const statusByType = fromOntology(
  () =>
    new Map(
      statuses.flatMap((status) =>
        predicates
          .filter((name) => !isAttribute(name))
          .map((name) => [relationshipType(status, name), status] as const),
      ),
    ),
);

/** The types of relationships that connect entities with evidence. All others of an entity are claims. */
export const EVIDENCE_TYPES_AT_ENTITIES = ['SUBJECT', 'OBJECT', 'ASSERTED_BY', 'AFFILIATED_WITH_ENTITY'];

/** The status rank in the type of the relationship `r`, as an expression. */
export const statusRankOfType = (r: string): string => {
  const prefixed = statuses
    .filter((status) => status !== 'CONFIRMED')
    .map((status) => `WHEN type(${r}) STARTS WITH '${status}_' THEN ${statusRank(status)}`);
  return `CASE ${prefixed.join(' ')} ELSE ${statusRank('CONFIRMED')} END`;
};

/** The status in the type of a relationship. */
export function statusOfType(type: string): ClaimStatus {
  return requireKnown(statusByType().get(type), type) as ClaimStatus;
}

function requireKnown(name: string | undefined, key: string): string {
  if (name === undefined) throw new Error(`unknown label or relationship type: ${key}`);
  return name;
}

import {
  type EntityKind,
  entityKinds,
  isAttribute,
  type Predicate,
  predicates,
} from '../../domain/ontology.js';
import { type ClaimStatus, STATUSES } from '../../domain/records.js';

/**
 * Labels and relationship types cannot be parameters of Cypher, so these are the only ones that are ever written into a
 * statement: a closed set, made of the ontology and the statuses.
 */
const labels = new Map(entityKinds.map((kind) => [kind, pascal(kind)]));

/** The second label of an entity: `ArmedGroup`. */
export function labelOf(kind: EntityKind): string {
  return known(labels.get(kind), kind);
}

const statuses = Object.keys(STATUSES) as ClaimStatus[];
const relationships = new Map(
  predicates
    .filter((name) => !isAttribute(name))
    .flatMap((name) =>
      statuses.map((status) => [`${status} ${name}`, status === 'CONFIRMED' ? name : `${status}_${name}`]),
    ),
);
const relationshipTypes = new Set(relationships.values());

/** The plain predicate only where it is CONFIRMED: who asks the graph by hand for `FUNDS` cannot pick up an `ALLEGED_FUNDS`. */
export function relationshipType(status: ClaimStatus, predicate: Predicate): string {
  return known(relationships.get(`${status} ${predicate}`), `${status} ${predicate}`);
}

/** The type as it is, where it is one of the closed set; for a type that was read back from the database. */
export function checkedType(type: string): string {
  return known(relationshipTypes.has(type) ? type : undefined, type);
}

function known(name: string | undefined, what: string): string {
  if (name === undefined) throw new Error(`no label or relationship type is known for ${what}`);
  return name;
}

function pascal(kind: string): string {
  return kind
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('');
}

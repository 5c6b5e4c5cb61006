import type { Claim, Entity } from '../../../domain/records.js';
import { STATUS_STEP } from '../../../domain/traversal/edge.js';
import { openSealed } from '../../sealed-json.js';
import type { Direction, Neighborhood, NeighborhoodArguments, TraversalFilter } from '../../store.js';
import { type Query, where } from '../connection/cypher.js';
import { shownStrength } from './claim-window.js';
import {
  OVERALL_STRENGTH,
  relationshipPatterns,
  relationshipSelection,
  relationshipTypes,
} from './expansions.js';

/**
 * The result of `findNeighborhood` in one statement: waiting for the server costs more than reading most neighborhoods. If there are more
 * entities than requested, `reached` holds one more and is not expanded further.
 */
export async function readCurrentNeighborhood(
  query: Query,
  { entityId, depth, maxEntities, maxClaims }: NeighborhoodArguments,
  direction: Direction,
  filter: TraversalFilter,
): Promise<Neighborhood> {
  const { condition, inWindow, parameters } = relationshipSelection(filter);
  const matches = relationshipPatterns(direction, filter).map(
    (pattern) => `MATCH (near)${pattern}(far) ${where(condition)} ${inWindow}`,
  );
  const rings =
    matches.length === 0 ? [] : Array.from({ length: depth }, (_, ring) => expandRing(ring, matches));
  const [row] = await query(
    `MATCH (start:Entity {id: $entityId})
     WITH [{node: start, distance: 0}] AS reached ${rings.join('')}
     WITH reached[..$maxEntities] AS kept, size(reached) > $maxEntities AS hasMore
     CALL (kept) { ${claimsAmong(filter)} }
     RETURN [one IN kept | [one.node.record, one.distance]] AS entities, claims, hasMore`,
    {
      ...parameters,
      entityId,
      maxEntities,
      maxClaims: maxClaims + 1,
    },
  );
  if (row === undefined) return { entities: [], claims: [], truncated: false };
  const claims = (row.claims as string[]).map((record) => openSealed<Claim>(record));
  return {
    entities: (row.entities as [string, number][]).map(([record, distance]) => ({
      entity: openSealed<Entity>(record),
      distance,
    })),
    claims: claims.slice(0, maxClaims),
    truncated: row.hasMore === true || claims.length > maxClaims,
  };
}

/** Adds the ring around the entities at this distance. */
function expandRing(distance: number, matches: readonly string[]): string {
  const last = `UNWIND [one IN reached WHERE one.distance = ${distance} AND size(reached) <= $maxEntities | one.node] AS near`;
  return `
    CALL (reached) {
      UNWIND reached AS one RETURN one.node AS node, one.distance AS distance
      UNION ALL
      ${matches.map((match) => `${last} ${match} RETURN DISTINCT far AS node, ${distance + 1} AS distance`).join(' UNION ALL ')}
    }
    WITH node, min(distance) AS distance ORDER BY distance, node.id LIMIT $maxEntities + 1
    WITH collect({node: node, distance: distance}) AS reached`;
}

/** Sorted by properties of relationships, so that only the requested claims are read. */
function claimsAmong(filter: TraversalFilter): string {
  const types = relationshipTypes(filter);
  if (types === '') return 'RETURN [] AS claims';
  const { condition, inWindow } = relationshipSelection(filter);
  const strength = filter.during === undefined ? OVERALL_STRENGTH : 'strength';
  return `
    WITH [one IN kept | one.node] AS nodes
    UNWIND nodes AS near MATCH (near)-[r:${types}]->(far) ${where('far IN nodes', condition)} ${inWindow}
    WITH r.claimId AS id, ${strength} AS strength ORDER BY strength, id LIMIT $maxClaims
    // Its status may have changed since its relationship was read.
    MATCH (n:Claim {id: id}) WHERE (${shownStrength(filter)}) / ${STATUS_STEP} = strength / ${STATUS_STEP}
    WITH n, strength, id ORDER BY strength, id
    RETURN collect(n.record) AS claims`;
}

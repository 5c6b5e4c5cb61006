import { verbalizeValue } from '../../domain/analysis/verbalize.js';
import { isAttribute, predicateDefinition } from '../../domain/ontology.js';
import type { Claim, ClaimStatus, Entity, Period, Value } from '../../domain/records.js';
import {
  type ExportOptions,
  type ExportSource,
  iteratePages,
  takeSnapshot,
} from '../../export/export-lines.js';
import { requireStatuses } from '../../store/read/cursor.js';
import type { Reads } from '../../store/store.js';
import { qualifiedRelation } from '../qualified-relation.js';

/** A node of a graph: an entity, or the value of one claim. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** The kind of the entity; VALUE for a value, which no program can take for an entity. */
  readonly kind: string;
}

/** An edge: one claim. It has no key that is the plain predicate, unless the claim is CONFIRMED. */
export interface GraphEdge {
  /** The id of the claim. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Such as ALLEGED_FUNDS. */
  readonly relation: string;
  readonly status: ClaimStatus;
  readonly confidence: number | null;
  readonly directed: boolean;
  /** When it is known to have held, with the status above. Days, both included; null is open. Empty if no citation gives a date. */
  readonly spells: readonly { readonly start: string | null; readonly end: string | null }[];
}

/** The graph of a store: all entities, and the claims of some statuses. */
export interface Graph {
  nodes(): AsyncGenerator<GraphNode>;
  edges(): AsyncGenerator<GraphEdge>;
}

/** Reads one point in time, page by page. Throws STATUSES_REQUIRED. */
export async function readGraph(
  store: ExportSource,
  { statuses, where, asOf, onProgress }: ExportOptions,
): Promise<Graph> {
  requireStatuses(statuses);
  const { reads } = await takeSnapshot(store, asOf);
  const filter = { ...where, statuses };
  const claims = () => iteratePages((page) => reads.list('claims', filter, page));
  return {
    async *nodes() {
      for await (const entity of entitiesOf(reads)) yield toNode(entity);
      for await (const claim of claims()) if (claim.value !== null) yield toValueNode(claim, claim.value);
    },
    async *edges() {
      const total = await reads.count('claims', filter);
      let done = 0;
      for await (const claim of claims()) {
        yield toEdge(claim);
        if (++done % 1000 === 0) onProgress?.(done, total);
      }
    },
  };
}

const entitiesOf = (reads: Reads) => iteratePages((page) => reads.list('entities', {}, page));

// Without its description, which may say what no claim of these statuses does.
const toNode = ({ id, name, kind }: Entity): GraphNode => ({ id, label: name, kind });

const valueNodeId = (claim: Claim): string => `${claim.id}-value`;

const toValueNode = (claim: Claim, value: Value): GraphNode => ({
  id: valueNodeId(claim),
  label: verbalizeValue(value),
  kind: 'VALUE',
});

function toEdge(claim: Claim): GraphEdge {
  const { id, subjectId, predicate, objectId, status, confidence, periods } = claim;
  return {
    id,
    source: subjectId,
    target: objectId ?? valueNodeId(claim),
    relation: qualifiedRelation(status, predicate),
    status,
    confidence,
    directed: isAttribute(predicate) || predicateDefinition(predicate).symmetric !== true,
    spells: periods
      .filter(({ known }) => known?.status === status)
      .map(({ start, end }: Period) => ({ start: dayOf(start), end: dayOf(end) })),
  };
}

/** The day of a sort key of time, if it has a year of four digits: `+002031-04-12T00:00:00.000Z`. */
function dayOf(sortKey: string): string | null {
  return /^\+00(\d{4}-\d\d-\d\d)T/.exec(sortKey)?.[1] ?? null;
}

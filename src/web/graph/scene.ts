import type { ClaimLineFragment, EntityNameFragment } from '../api/generated.ts';
import type { Point } from './point.ts';

export interface Graph {
  readonly entities: readonly EntityNameFragment[];
  readonly claims: readonly ClaimLineFragment[];
}

export interface SceneNode extends Point {
  readonly entity: EntityNameFragment;
  /** Number of claims at it in the graph. */
  readonly degree: number;
}

/** A claim as a curve: from its subject over a control point to its object. */
export interface SceneEdge {
  readonly claim: ClaimLineFragment;
  readonly from: Point;
  readonly control: Point;
  readonly to: Point;
  /** Whether the control point lies in the middle. */
  readonly straight: boolean;
}

/** What a graph looks like, before it is drawn on a canvas or as SVG. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
}

export const NODE_RADIUS = 8;
const PARALLEL_GAP = 26;

/** Places each claim; several between the same two entities are drawn beside each other, never over each other. */
export function buildScene({ entities, claims }: Graph, positions: ReadonlyMap<string, Point>): Scene {
  const degrees = new Map<string, number>();
  const parallel = new Map<string, ClaimLineFragment[]>();
  for (const claim of claims) {
    const { subject, object } = claim;
    if (object === null || !positions.has(subject.ref) || !positions.has(object.ref)) continue;
    for (const { ref } of [subject, object]) degrees.set(ref, (degrees.get(ref) ?? 0) + 1);
    const pair = subject.ref < object.ref ? `${subject.ref} ${object.ref}` : `${object.ref} ${subject.ref}`;
    const others = parallel.get(pair);
    if (others === undefined) parallel.set(pair, [claim]);
    else others.push(claim);
  }
  const edges: SceneEdge[] = [];
  for (const group of parallel.values())
    group.forEach((claim, index) => {
      const bend = (index - (group.length - 1) / 2) * PARALLEL_GAP;
      const edge = place(claim, positions, bend);
      if (edge !== null) edges.push(edge);
    });
  const nodes = entities.flatMap((entity) => {
    const point = positions.get(entity.ref);
    return point === undefined ? [] : [{ ...point, entity, degree: degrees.get(entity.ref) ?? 0 }];
  });
  return { nodes, edges };
}

/** A scene without one entity and its claims, and the graph of these. */
export function splitScene(
  graph: Graph,
  scene: Scene,
  ref: string,
): { readonly rest: Scene; readonly around: Graph } {
  const touches = ({ subject, object }: ClaimLineFragment) => subject.ref === ref || object?.ref === ref;
  return {
    rest: {
      nodes: scene.nodes.filter(({ entity }) => entity.ref !== ref),
      edges: scene.edges.filter(({ claim }) => !touches(claim)),
    },
    around: {
      entities: graph.entities.filter((entity) => entity.ref === ref),
      claims: graph.claims.filter(touches),
    },
  };
}

function place(
  claim: ClaimLineFragment,
  positions: ReadonlyMap<string, Point>,
  bend: number,
): SceneEdge | null {
  const subject = positions.get(claim.subject.ref);
  const object = positions.get(claim.object?.ref ?? '');
  if (subject === undefined || object === undefined) return null;
  if (claim.subject.ref === claim.object?.ref) return loop(claim, subject, bend);
  const [dx, dy] = [object.x - subject.x, object.y - subject.y];
  const length = Math.hypot(dx, dy) || 1;
  // Seen from the entity with the smaller id, so that both directions of a pair bend apart.
  const side = claim.subject.ref < (claim.object?.ref ?? '') ? 1 : -1;
  const control = {
    x: (subject.x + object.x) / 2 - (dy / length) * bend * 2 * side,
    y: (subject.y + object.y) / 2 + (dx / length) * bend * 2 * side,
  };
  return {
    claim,
    from: subject,
    control,
    to: towards(object, control, NODE_RADIUS + 2),
    straight: bend === 0,
  };
}

/** A claim about one entity at both ends. */
function loop(claim: ClaimLineFragment, { x, y }: Point, bend: number): SceneEdge {
  const size = 40 + Math.abs(bend);
  return {
    claim,
    from: { x: x - 4, y },
    control: { x, y: y - size },
    to: { x: x + 4, y: y - NODE_RADIUS },
    straight: false,
  };
}

/** The point at a distance from `from` in the direction of `to`. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  };
}

/** The three corners of the arrow at the end of an edge. */
export function arrowOf({ control, to }: SceneEdge): readonly [Point, Point, Point] {
  const length = Math.hypot(to.x - control.x, to.y - control.y) || 1;
  const [ux, uy] = [(to.x - control.x) / length, (to.y - control.y) / length];
  const back = { x: to.x - ux * 9, y: to.y - uy * 9 };
  return [to, { x: back.x - uy * 4, y: back.y + ux * 4 }, { x: back.x + uy * 4, y: back.y - ux * 4 }];
}

/** The point in the middle of an edge. */
export const middleOf = ({ from, control, to }: SceneEdge): Point => ({
  x: from.x / 4 + control.x / 2 + to.x / 4,
  y: from.y / 4 + control.y / 2 + to.y / 4,
});

/** The node at a point, if any. */
export const nodeAt = ({ nodes }: Scene, { x, y }: Point, reach: number): SceneNode | undefined =>
  nodes.findLast((node) => Math.hypot(node.x - x, node.y - y) <= reach);

const SAMPLES = 12;

/** The edge nearest to a point within reach, if any. */
export function edgeAt({ edges }: Scene, point: Point, reach: number): SceneEdge | undefined {
  let best: SceneEdge | undefined;
  let nearest = reach;
  for (const edge of edges) {
    const { from, control, to } = edge;
    if (
      point.x < Math.min(from.x, control.x, to.x) - reach ||
      point.x > Math.max(from.x, control.x, to.x) + reach
    )
      continue;
    for (let step = 0; step <= SAMPLES; step++) {
      const t = step / SAMPLES;
      const x = (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t ** 2 * to.x;
      const y = (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t ** 2 * to.y;
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance < nearest) [best, nearest] = [edge, distance];
    }
  }
  return best;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle around all nodes, with room for their labels. */
export function boundsOf({ nodes }: Scene): Bounds {
  if (nodes.length === 0) return { x: -100, y: -100, width: 200, height: 200 };
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, top] = [xs.reduce((a, b) => Math.min(a, b)) - 90, ys.reduce((a, b) => Math.min(a, b)) - 50];
  return {
    x: left,
    y: top,
    width: xs.reduce((a, b) => Math.max(a, b)) + 90 - left,
    height: ys.reduce((a, b) => Math.max(a, b)) + 50 - top,
  };
}

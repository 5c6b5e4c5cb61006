import {
  forceCenter,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What one step of exploration added: the neighborhood of the start, or of an entity that was expanded later. */
export interface Stage {
  /** The entity that was expanded; null for the start. */
  readonly around: string | null;
  readonly nodes: readonly string[];
  readonly links: readonly (readonly [string, string])[];
}

interface SimulatedNode extends SimulationNodeDatum {
  readonly ref: string;
}

const LINK_LENGTH = 110;
const REPULSION = -320;
/** Few enough steps for a first picture within a second. */
const ticksFor = (nodes: number): number => Math.round(Math.min(220, Math.max(20, 40_000 / nodes)));

/**
 * Positions by forces. The same stages give the same positions, on every visit. A later stage moves nothing of the earlier ones, so
 * that growing keeps the picture.
 */
export const layOut = (stages: readonly Stage[]): ReadonlyMap<string, Point> => createLayout()(stages);

/** `layOut` for a list that grows: the stages, as objects, that it begins with as before are not laid out again. */
export function createLayout(): typeof layOut {
  let last: readonly { readonly stage: Stage; readonly placed: ReadonlyMap<string, Point> }[] = [];
  return (stages) => {
    const changed = stages.findIndex((stage, index) => last[index]?.stage !== stage);
    const steps = last.slice(0, changed === -1 ? stages.length : changed);
    for (const stage of stages.slice(steps.length))
      steps.push({ stage, placed: addStage(stage, steps.at(-1)?.placed ?? new Map()) });
    last = steps;
    return steps.at(-1)?.placed ?? new Map();
  };
}

const addStage = (stage: Stage, placed: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> =>
  stage.nodes.every((ref) => placed.has(ref)) ? placed : new Map([...placed, ...simulate(stage, placed)]);

function simulate(stage: Stage, placed: ReadonlyMap<string, Point>): readonly [string, Point][] {
  const center = placed.get(stage.around ?? '') ?? { x: 0, y: 0 };
  const known = [...placed].map(([ref, { x, y }]): SimulatedNode => ({ ref, x, y, fx: x, fy: y }));
  const added = stage.nodes
    .filter((ref) => !placed.has(ref))
    .map((ref, index): SimulatedNode => ({ ref, ...spiral(center, index) }));
  const nodes = [...known, ...added];
  const refs = new Set(nodes.map(({ ref }) => ref));
  const links = stage.links
    .filter(([a, b]) => refs.has(a) && refs.has(b))
    .map(([source, target]) => ({ source, target }));
  const simulation = forceSimulation(nodes)
    .force(
      'link',
      forceLink<SimulatedNode, (typeof links)[number]>(links)
        .id(({ ref }) => ref)
        .distance(LINK_LENGTH),
    )
    .force('charge', forceManyBody<SimulatedNode>().strength(REPULSION).theta(1.2).distanceMax(1200))
    .force('x', forceX<SimulatedNode>(center.x).strength(0.04))
    .force('y', forceY<SimulatedNode>(center.y).strength(0.05))
    .stop();
  if (placed.size === 0) simulation.force('center', forceCenter(0, 0));
  const ticks = ticksFor(nodes.length);
  simulation.alphaDecay(1 - 0.001 ** (1 / ticks)).tick(ticks);
  return added.map(({ ref, x = 0, y = 0 }) => [ref, { x: Math.round(x), y: Math.round(y) }]);
}

/** Evenly spread around a center. */
function spiral({ x, y }: Point, index: number): Point {
  const radius = 30 * Math.sqrt(index + 0.5);
  const angle = index * Math.PI * (3 - Math.sqrt(5));
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

/** The positions with those that the user chose. What was expanded from an entity follows it, except what has a place of its own. */
export function withPins(
  positions: ReadonlyMap<string, Point>,
  stages: readonly Stage[],
  pins: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const shifted = new Map<string, Point>();
  for (const { around, nodes } of stages) {
    const from = positions.get(around ?? '');
    const to = shifted.get(around ?? '');
    const [dx, dy] = from === undefined || to === undefined ? [0, 0] : [to.x - from.x, to.y - from.y];
    for (const ref of nodes) {
      const point = positions.get(ref);
      if (point === undefined || shifted.has(ref)) continue;
      shifted.set(ref, pins.get(ref) ?? { x: point.x + dx, y: point.y + dy });
    }
  }
  return shifted;
}

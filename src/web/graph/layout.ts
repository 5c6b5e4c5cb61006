import { forceCenter, forceLink, forceSimulation, forceX, forceY } from 'd3-force';
import type { Point } from './point.ts';
import { createRepulsion } from './repulsion.ts';

/** What one step of exploration added: the neighborhood of the start, or of an entity that was expanded later. */
export interface Stage {
  /** The entity that was expanded; null for the start. */
  readonly around: string | null;
  readonly nodes: readonly string[];
  readonly links: readonly (readonly [string, string])[];
}

interface Body {
  readonly ref: string;
  x: number;
  y: number;
  vx: number;
  vy: number;
  /** Where a body stays that is not moved. */
  readonly fx: number | null;
  readonly fy: number | null;
}

const LINK_LENGTH = 110;
/** Few enough steps for a first picture within a second. */
const ticksFor = (nodes: number): number => Math.round(Math.min(220, Math.max(20, 20_000 / nodes)));

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
  const added = stage.nodes
    .filter((ref) => !placed.has(ref))
    .map((ref, index): Body => ({ ref, ...spiral(center, index), vx: 0, vy: 0, fx: null, fy: null }));
  const bodies = new Map(added.map((body) => [body.ref, body]));
  /** An entity that has its place takes part only if a link of this stage ends at it, and it is not moved. */
  const endOf = (ref: string): Body | null => {
    const point = placed.get(ref);
    if (point === undefined || bodies.has(ref)) return bodies.get(ref) ?? null;
    const body: Body = { ref, ...point, vx: 0, vy: 0, fx: point.x, fy: point.y };
    bodies.set(ref, body);
    return body;
  };
  const links = stage.links.flatMap(([a, b]) => {
    if (placed.has(a) && placed.has(b)) return [];
    const [source, target] = [endOf(a), endOf(b)];
    return source === null || target === null ? [] : [{ source, target }];
  });
  const simulation = forceSimulation([...bodies.values()])
    .force('link', forceLink<Body, (typeof links)[number]>(links).distance(LINK_LENGTH))
    .force('charge', createRepulsion(added, [...placed.values()]))
    .force('x', forceX<Body>(center.x).strength(0.04))
    .force('y', forceY<Body>(center.y).strength(0.05))
    .stop();
  if (placed.size === 0) simulation.force('center', forceCenter(0, 0));
  const ticks = ticksFor(added.length);
  simulation.alphaDecay(1 - 0.001 ** (1 / ticks)).tick(ticks);
  return added.map(({ ref, x, y }) => [ref, { x: Math.round(x), y: Math.round(y) }]);
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

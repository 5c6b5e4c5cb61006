import type { Point } from './point.ts';

interface Body extends Point {
  vx: number;
  vy: number;
}

/** Where a body or a fixed point is now. All have the same form, so that browsers read them fast. */
interface Place {
  x: number;
  y: number;
  readonly body: Body | null;
}

interface Cell {
  readonly column: number;
  readonly row: number;
  places: Place[];
  /** The middle of these. */
  x: number;
  y: number;
}

const STRENGTH = 320;
const CELL = 150;
/** In cells. */
const REACH = 8;
/** Bodies that are nearer than this give way until the end, so that none lies on another. */
const GAP = 30;

/**
 * A force that pushes bodies away from each other and from fixed points. Those of cells nearby push one by one, those of any other cell as
 * one from their middle. `forceManyBody` of d3-force also computes how the fixed points would move: most of its time in a graph that grew.
 */
export function createRepulsion(bodies: readonly Body[], fixed: readonly Point[]): (alpha: number) => void {
  const places = [
    ...fixed.map(({ x, y }): Place => ({ x, y, body: null })),
    ...bodies.map((body): Place => ({ x: body.x, y: body.y, body })),
  ];
  return (alpha) => {
    for (const place of places) {
      if (place.body === null) continue;
      place.x = place.body.x;
      place.y = place.body.y;
    }
    const cells = toCells(places);
    for (const cell of cells) pushBodies(cell, cells, STRENGTH * alpha);
  };
}

function toCells(places: readonly Place[]): readonly Cell[] {
  const cells = new Map<number, Cell>();
  for (const place of places) {
    const column = Math.floor(place.x / CELL);
    const row = Math.floor(place.y / CELL);
    const key = column * 65_536 + row;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { column, row, places: [place], x: place.x, y: place.y });
    else {
      cell.places.push(place);
      cell.x += (place.x - cell.x) / cell.places.length;
      cell.y += (place.y - cell.y) / cell.places.length;
    }
  }
  return [...cells.values()];
}

function pushBodies({ places, column, row }: Cell, cells: readonly Cell[], strength: number): void {
  if (places.every(({ body }) => body === null)) return;
  const near: Place[] = [];
  const far: Cell[] = [];
  for (const cell of cells) {
    const steps = Math.max(Math.abs(cell.column - column), Math.abs(cell.row - row));
    if (steps <= 1) near.push(...cell.places);
    else if (steps <= REACH) far.push(cell);
  }
  for (const { body, x, y } of places) {
    if (body === null) continue;
    let vx = 0;
    let vy = 0;
    for (const cell of far) {
      const dx = x - cell.x;
      const dy = y - cell.y;
      const share = (strength * cell.places.length) / (dx * dx + dy * dy);
      vx += dx * share;
      vy += dy * share;
    }
    for (const other of near) {
      const dx = x - other.x;
      const dy = y - other.y;
      const square = Math.max(1, dx * dx + dy * dy);
      let share = strength / square;
      if (square < GAP * GAP) share += (GAP / Math.sqrt(square) - 1) / 2;
      vx += dx * share;
      vy += dy * share;
    }
    body.vx += vx;
    body.vy += vy;
  }
}

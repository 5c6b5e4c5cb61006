import type { ClaimStatus } from '../api/generated.ts';
import type { Spot } from '../state/route.ts';
import { ALL_STATUSES, STATUS_STYLES } from '../statuses.ts';
import { arrowOf, NODE_RADIUS, type Scene, type SceneEdge, type SceneNode } from './scene.ts';

/** From the units of the layout to pixels: scale, then shift. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The camera that has a spot in the middle of the canvas. */
export const toCamera = (
  { x, y, scale }: Spot,
  { width, height }: { readonly width: number; readonly height: number },
): Camera => ({ scale, x: width / 2 - x * scale, y: height / 2 - y * scale });

export interface Palette {
  readonly dark: boolean;
  readonly ground: string;
  readonly text: string;
}

export interface Highlight {
  readonly entity: string | null;
  readonly claim: string | null;
  readonly pinned: ReadonlySet<string>;
}

const LABEL_SIZE = 12;

export function clear(context: CanvasRenderingContext2D, { ground }: Palette): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = ground;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/**
 * Draws a scene with the 2D canvas, above what is there. Without a GPU, a stroke for each edge is 1.5 to 14 times faster than one long path of
 * dashes.
 */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  camera: Camera,
  palette: Palette,
  highlight: Highlight,
): void {
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.translate(camera.x, camera.y);
  context.scale(camera.scale, camera.scale);
  const edges = new Map<ClaimStatus, SceneEdge[]>(ALL_STATUSES.map((status) => [status, []]));
  for (const edge of scene.edges) edges.get(edge.claim.status)?.push(edge);
  // The strongest last, so that it lies above.
  for (const status of ALL_STATUSES.toReversed())
    drawEdges(context, edges.get(status) ?? [], status, camera, palette);
  const open = scene.edges.find(({ claim }) => claim.ref === highlight.claim);
  if (open !== undefined) drawOpen(context, open, camera, palette);
  for (const node of scene.nodes) drawNode(context, node, palette, highlight);
  drawLabels(context, scene, camera, palette);
}

function drawEdges(
  context: CanvasRenderingContext2D,
  edges: readonly SceneEdge[],
  status: ClaimStatus,
  { scale }: Camera,
  { dark }: Palette,
): void {
  if (edges.length === 0) return;
  const { dash, width, light, dark: onDark } = STATUS_STYLES[status];
  const color = dark ? onDark : light;
  context.strokeStyle = color;
  context.fillStyle = color;
  // Lines and dashes keep their size on the screen, so that they mean the same at every scale.
  context.lineWidth = width / scale;
  context.setLineDash(dash.map((length) => length / scale));
  for (const { from, control, to, straight } of edges) {
    context.beginPath();
    context.moveTo(from.x, from.y);
    if (straight) context.lineTo(to.x, to.y);
    else context.quadraticCurveTo(control.x, control.y, to.x, to.y);
    context.stroke();
  }
  context.setLineDash([]);
  if (scale < 0.25) return;
  context.beginPath();
  for (const edge of edges) {
    const [tip, left, right] = arrowOf(edge);
    context.moveTo(tip.x, tip.y);
    context.lineTo(left.x, left.y);
    context.lineTo(right.x, right.y);
  }
  context.fill();
}

function drawOpen(
  context: CanvasRenderingContext2D,
  { from, control, to }: SceneEdge,
  { scale }: Camera,
  palette: Palette,
) {
  context.strokeStyle = palette.text;
  context.globalAlpha = 0.25;
  context.lineWidth = 12 / scale;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(control.x, control.y, to.x, to.y);
  context.stroke();
  context.globalAlpha = 1;
}

/** Circles for actors, squares for the rest; filled if the user pinned it. */
function drawNode(
  context: CanvasRenderingContext2D,
  node: SceneNode,
  { ground, text }: Palette,
  highlight: Highlight,
) {
  const { x, y, entity } = node;
  const radius = highlight.entity === entity.ref ? NODE_RADIUS + 3 : NODE_RADIUS;
  context.fillStyle = highlight.pinned.has(entity.ref) ? text : ground;
  context.strokeStyle = text;
  context.lineWidth = highlight.entity === entity.ref ? 3.5 : 1.8;
  context.beginPath();
  if (isActor(entity.kind)) context.arc(x, y, radius, 0, 2 * Math.PI);
  else context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  context.fill();
  context.stroke();
}

export const isActor = (kind: string): boolean =>
  ['STATE', 'ORGANIZATION', 'ARMED_GROUP', 'PERSON', 'PEOPLE'].includes(kind);

/** Names of the entities with the most claims first; a name that would cover another one waits until you zoom in. */
function drawLabels(
  context: CanvasRenderingContext2D,
  { nodes }: Scene,
  camera: Camera,
  { ground, text }: Palette,
): void {
  const { canvas } = context;
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = `${LABEL_SIZE}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  const taken = new Set<number>();
  for (const { x, y, entity } of nodes.toSorted((a, b) => b.degree - a.degree)) {
    const [left, top] = [
      x * camera.scale + camera.x,
      (y + NODE_RADIUS) * camera.scale + camera.y + LABEL_SIZE + 1,
    ];
    if (left < -50 || top < 0 || left > canvas.width / ratio + 50 || top > canvas.height / ratio + 20)
      continue;
    const label = shorten(entity.name);
    if (!reserve(taken, left, top, label.length * 6.4)) continue;
    context.strokeStyle = ground;
    context.strokeText(label, left, top);
    context.fillStyle = text;
    context.fillText(label, left, top);
  }
}

export const shorten = (name: string): string => (name.length > 32 ? `${name.slice(0, 31)}…` : name);

/** Takes the cells of a label; false if one is taken. */
function reserve(taken: Set<number>, x: number, y: number, width: number): boolean {
  const cells: number[] = [];
  for (let column = Math.floor((x - width / 2) / 12); column <= Math.floor((x + width / 2) / 12); column++)
    cells.push(Math.floor(y / 15) * 4096 + column);
  if (cells.some((cell) => taken.has(cell))) return false;
  for (const cell of cells) taken.add(cell);
  return true;
}

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ARROWS, type SpotProps, useSpot, zoomAt } from '../components/spot.ts';
import { ZoomButtons } from '../components/zoom-buttons.tsx';
import type { Spot } from '../state/route.ts';
import { type Camera, type Highlight, type Palette, toCamera } from './draw-canvas.ts';
import { createPainter } from './painter.ts';
import type { Point } from './point.ts';
import { boundsOf, buildScene, edgeAt, type Graph, nodeAt, type Scene, splitScene } from './scene.ts';

interface GraphCanvasProps extends SpotProps {
  readonly graph: Graph;
  readonly positions: ReadonlyMap<string, Point>;
  readonly highlight: Highlight;
  readonly label: string;
  readonly onEntity: (ref: string | null) => void;
  readonly onClaim: (ref: string) => void;
  readonly onMove: (ref: string, point: Point) => void;
}

interface Moving {
  readonly ref: string;
  readonly point: Point;
}

interface Drag {
  readonly ref: string | null;
  readonly startX: number;
  readonly startY: number;
  readonly spot: Spot;
  readonly origin: Point;
  moved: boolean;
}

const CLICK_REACH = 6;

/**
 * The graph on a canvas. Drag the ground to move it, a node to pin it; click a node or an edge. Keys: arrows move, plus and minus zoom, 0
 * fits; Shift and arrows move the chosen entity.
 */
export function GraphCanvas(props: GraphCanvasProps) {
  const { graph, positions, highlight, label, onEntity, onClaim, onMove } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const { spot: chosenSpot, setSpot } = useSpot(props);
  const [moving, setMoving] = useState<Moving | null>(null);
  const drag = useRef<Drag | null>(null);
  const { scene, rest, moved } = useScenes(graph, positions, moving);
  const spot = chosenSpot ?? fitAll(scene, size);
  const view = toCamera(spot, size);
  useDrawing(canvas, { scene: rest, moved, camera: view, highlight, size });
  const toScene = (event: MouseEvent) => pointIn(canvas.current, view, event);
  const onPointerDown = (event: PointerEvent) => {
    const point = toScene(event);
    const node = nodeAt(scene, point, 14 / view.scale);
    canvas.current?.setPointerCapture(event.pointerId);
    drag.current = {
      ref: node?.entity.ref ?? null,
      startX: event.clientX,
      startY: event.clientY,
      spot,
      origin: node ?? point,
      moved: false,
    };
  };
  const onPointerMove = (event: PointerEvent) => {
    const current = drag.current;
    if (current === null) return;
    const [dx, dy] = [event.clientX - current.startX, event.clientY - current.startY];
    if (!current.moved && Math.hypot(dx, dy) < CLICK_REACH) return;
    current.moved = true;
    if (current.ref === null)
      setSpot({ ...spot, x: current.spot.x - dx / spot.scale, y: current.spot.y - dy / spot.scale });
    else
      setMoving({
        ref: current.ref,
        point: { x: current.origin.x + dx / view.scale, y: current.origin.y + dy / view.scale },
      });
  };
  const onPointerUp = (event: PointerEvent) => {
    const current = drag.current;
    drag.current = null;
    if (moving !== null) onMove(moving.ref, moving.point);
    setMoving(null);
    if (current === null || current.moved) return;
    if (current.ref !== null) return onEntity(current.ref);
    const edge = edgeAt(scene, toScene(event), CLICK_REACH / view.scale);
    if (edge !== undefined) onClaim(edge.claim.ref);
    else onEntity(null);
  };
  const zoom = (factor: number, x = size.width / 2, y = size.height / 2) =>
    setSpot(zoomAt(spot, factor, { x: x - size.width / 2, y: y - size.height / 2 }, [0.02, 8]));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    const chosen = scene.nodes.find(({ entity }) => entity.ref === highlight.entity);
    if (step !== undefined && event.shiftKey && chosen !== undefined)
      onMove(chosen.entity.ref, { x: chosen.x + step.x * 20, y: chosen.y + step.y * 20 });
    else if (step !== undefined)
      setSpot({ ...spot, x: spot.x + (step.x * 40) / spot.scale, y: spot.y + (step.y * 40) / spot.scale });
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') setSpot(null);
    else return;
    event.preventDefault();
  };
  return (
    <div class="graph">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: it takes keys and clicks, as an application does */}
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-label={label}
        width={size.width * devicePixelRatio}
        height={size.height * devicePixelRatio}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onWheel={(event) => {
          event.preventDefault();
          zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.offsetX, event.offsetY);
        }}
        onKeyDown={onKeyDown}
      />
      <ZoomButtons zoom={zoom} showAll={() => setSpot(null)} />
    </div>
  );
}

/** The scene; and while an entity is moved, that entity with its edges, and the rest. */
function useScenes(graph: Graph, positions: ReadonlyMap<string, Point>, moving: Moving | null) {
  const scene = useMemo(() => buildScene(graph, positions), [graph, positions]);
  const ref = moving?.ref ?? null;
  const parts = useMemo(() => (ref === null ? null : splitScene(graph, scene, ref)), [graph, scene, ref]);
  if (moving === null || parts === null) return { scene, rest: scene, moved: null };
  const moved = buildScene(parts.around, new Map([...positions, [moving.ref, moving.point]]));
  return { scene, rest: parts.rest, moved };
}

/** Where in the scene an event is. */
function pointIn(canvas: HTMLCanvasElement | null, { scale, x, y }: Camera, event: MouseEvent): Point {
  const box = canvas?.getBoundingClientRect();
  return {
    x: (event.clientX - (box?.left ?? 0) - x) / scale,
    y: (event.clientY - (box?.top ?? 0) - y) / scale,
  };
}

interface Drawing {
  readonly scene: Scene;
  /** What the user drags, and its edges; drawn above the rest. */
  readonly moved: Scene | null;
  readonly camera: Camera;
  readonly highlight: Highlight;
  readonly size: Size;
}

/** Draws in the next frame after each render. */
function useDrawing(canvas: { readonly current: HTMLCanvasElement | null }, drawing: Drawing): void {
  const palette = usePalette();
  const painter = useMemo(createPainter, []);
  useEffect(() => painter.stop, [painter]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { alpha: false });
    if (context == null || drawing.size.width === 0) return;
    const frame = requestAnimationFrame(() => {
      const start = performance.now();
      painter.paint(context, { ...drawing, palette });
      // Tests and benchmarks read what the picture shows, and how long it took.
      context.canvas.dataset.drawMs = (performance.now() - start).toFixed(1);
      context.canvas.dataset.edges = String(drawing.scene.edges.length);
    });
    return () => cancelAnimationFrame(frame);
  });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The spot from which the whole scene is seen. */
function fitAll(scene: Scene, { width, height }: Size): Spot {
  const bounds = boundsOf(scene);
  const scale = Math.min(1.5, width / bounds.width, height / bounds.height) || 1;
  return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2, scale };
}

function useSize(canvas: { readonly current: HTMLCanvasElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const parent = canvas.current?.parentElement;
    if (parent == null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: parent.clientWidth, height: parent.clientHeight }),
    );
    observer.observe(parent);
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}

/** The colours of the page; they change with the scheme of the system. */
function usePalette(): Palette {
  const query = useMemo(() => matchMedia('(prefers-color-scheme: dark)'), []);
  const [dark, setDark] = useState(query.matches);
  useEffect(() => {
    const update = () => setDark(query.matches);
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, [query]);
  return dark ? { dark, ground: '#14171c', text: '#e8eaee' } : { dark, ground: '#ffffff', text: '#1a1d21' };
}

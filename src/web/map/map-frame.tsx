import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { ARROWS, type SpotProps, useSpot, zoomAt } from '../components/spot.ts';
import { ZoomButtons } from '../components/zoom-buttons.tsx';
import type { Spot } from '../state/route.ts';

interface MapFrameProps extends SpotProps {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Draws the map. `scale` is how much larger than the whole world it is shown. */
  readonly children: (scale: number) => ComponentChildren;
}

const MAX_SCALE = 40;
const CLICK_REACH = 6;

/** A map that can be moved and enlarged: by mouse, wheel, buttons, and the keys of the graph. */
export function MapFrame({ width, height, label, children, ...props }: MapFrameProps) {
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ x: number; y: number; spot: Spot; moved: boolean } | null>(null);
  const { spot: chosen, setSpot } = useSpot(props);
  const spot = chosen ?? { x: width / 2, y: height / 2, scale: 1 };
  /** Units of the map for each pixel of the screen, if the whole world is shown. */
  const unit = () => width / (svg.current?.clientWidth || width);
  const zoom = (factor: number, x = 0, y = 0) =>
    setSpot(zoomAt(spot, factor, { x: x * unit(), y: y * unit() }, [1, MAX_SCALE]));
  const moveBy = (from: Spot, dx: number, dy: number) =>
    setSpot({ ...from, x: from.x + (dx * unit()) / from.scale, y: from.y + (dy * unit()) / from.scale });
  const onPointerMove = (event: PointerEvent) => {
    const current = drag.current;
    if (current === null) return;
    const [dx, dy] = [event.clientX - current.x, event.clientY - current.y];
    if (!current.moved && Math.hypot(dx, dy) < CLICK_REACH) return;
    if (!current.moved) svg.current?.setPointerCapture(event.pointerId);
    current.moved = true;
    moveBy(current.spot, -dx, -dy);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = ARROWS[event.key];
    if (step !== undefined) moveBy(spot, step.x * 40, step.y * 40);
    else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') setSpot(null);
    else return;
    event.preventDefault();
  };
  const [w, h] = [width / spot.scale, height / spot.scale];
  return (
    <div class="map-frame">
      <svg
        ref={svg}
        class="map"
        viewBox={`${spot.x - w / 2} ${spot.y - h / 2} ${w} ${h}`}
        aria-label={label}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, spot, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          // The click that follows a drag opens nothing.
          setTimeout(() => {
            drag.current = null;
          });
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onClickCapture={(event) => drag.current?.moved && event.preventDefault()}
        onDragStart={(event) => event.preventDefault()}
        onWheel={(event) => {
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          const [x, y] = [event.clientX - box.x - box.width / 2, event.clientY - box.y - box.height / 2];
          zoom(event.deltaY < 0 ? 1.25 : 0.8, x, y);
        }}
        onKeyDown={onKeyDown}
      >
        {children(spot.scale)}
      </svg>
      <ZoomButtons zoom={zoom} showAll={() => setSpot(null)} />
    </div>
  );
}

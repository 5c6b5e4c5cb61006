import { useEffect, useRef, useState } from 'preact/hooks';
import type { Spot } from '../state/route.ts';

export interface SpotProps {
  /** What is in the middle, and how large; null to show everything. */
  readonly spot: Spot | null;
  readonly onSpot: (spot: Spot | null) => void;
}

const REST_MS = 250;

/** Where the view is. While it moves, the page draws at once; the address follows when it rests. */
export function useSpot({ spot, onSpot }: SpotProps) {
  const [draft, setDraft] = useState<Spot | null>(null);
  const latest = useRef(onSpot);
  latest.current = onSpot;
  useEffect(() => {
    if (draft === null) return;
    const timer = setTimeout(() => {
      setDraft(null);
      latest.current(draft);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  const setSpot = (next: Spot | null) => {
    setDraft(next);
    if (next === null) onSpot(null);
  };
  return { spot: draft ?? spot, setSpot };
}

interface Offset {
  readonly x: number;
  readonly y: number;
}

/** The spot after a zoom that keeps what is at a point in its place; `from` is that point in pixels from the middle. */
export function zoomAt(
  spot: Spot,
  factor: number,
  from: Offset,
  [least, most]: readonly [number, number],
): Spot {
  const scale = Math.min(most, Math.max(least, spot.scale * factor));
  const shift = 1 / spot.scale - 1 / scale;
  return { scale, x: spot.x + from.x * shift, y: spot.y + from.y * shift };
}

/** The directions of the keys that move a picture. */
export const ARROWS: Readonly<Record<string, Offset>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

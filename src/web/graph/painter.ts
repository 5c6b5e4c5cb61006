import { type Camera, clear, drawScene, type Highlight, type Palette } from './draw-canvas.ts';
import type { Scene } from './scene.ts';

interface Painting {
  readonly scene: Scene;
  /** Drawn above the scene; null for nothing. */
  readonly moved: Scene | null;
  readonly camera: Camera;
  readonly palette: Palette;
  readonly highlight: Highlight;
}

/** A scene with more edges takes longer than a frame to draw without a GPU. */
const DRAWN_AT_ONCE = 1000;
/** How much more than the canvas the kept picture has on each side, as a share of its size. */
const MARGIN = 0.5;
const REST_MS = 120;

interface Kept {
  readonly painting: Painting;
  readonly picture: HTMLCanvasElement;
}

/**
 * Draws scenes on one canvas. A large scene is drawn once, on a picture with a margin; while the view moves, that picture is moved and scaled
 * with all its labels, and it is drawn anew when the view rests.
 */
export function createPainter() {
  let kept: Kept | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const paint = (context: CanvasRenderingContext2D, painting: Painting): void => {
    const { scene, moved, camera, palette, highlight } = painting;
    clearTimeout(timer);
    clear(context, palette);
    if (scene.edges.length <= DRAWN_AT_ONCE) drawScene(context, scene, camera, palette, highlight);
    else {
      if (kept === null || !shows(kept, context.canvas, painting))
        kept = drawPicture(context.canvas, painting, kept?.picture);
      context.drawImage(kept.picture, ...placeOf(kept, context.canvas, camera));
      if (!isSameCamera(kept.painting.camera, camera))
        timer = setTimeout(() => {
          kept = null;
          requestAnimationFrame(() => paint(context, painting));
        }, REST_MS);
    }
    if (moved !== null) drawScene(context, moved, camera, palette, highlight);
  };
  return { paint, stop: () => clearTimeout(timer) };
}

type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** Where a kept picture lies on the canvas, in its pixels, for a camera. */
function placeOf(
  { painting: { camera: at }, picture }: Kept,
  canvas: HTMLCanvasElement,
  camera: Camera,
): Rectangle {
  const margin = marginOf(canvas);
  const scale = camera.scale / at.scale;
  return [
    (camera.x - at.x * scale) * devicePixelRatio - margin.x * scale,
    (camera.y - at.y * scale) * devicePixelRatio - margin.y * scale,
    picture.width * scale,
    picture.height * scale,
  ];
}

/** Whether a kept picture has all that a painting shows on the canvas. */
function shows(kept: Kept, canvas: HTMLCanvasElement, painting: Painting): boolean {
  const margin = marginOf(canvas);
  const { picture } = kept;
  if (picture.width !== canvas.width + 2 * margin.x || picture.height !== canvas.height + 2 * margin.y)
    return false;
  const [x, y, width, height] = placeOf(kept, canvas, painting.camera);
  return (
    x <= 0 &&
    y <= 0 &&
    x + width >= canvas.width &&
    y + height >= canvas.height &&
    hasSameContent(kept.painting, painting)
  );
}

const hasSameContent = (a: Painting, b: Painting): boolean =>
  a.scene === b.scene &&
  a.palette.ground === b.palette.ground &&
  a.highlight.entity === b.highlight.entity &&
  a.highlight.claim === b.highlight.claim &&
  [...a.highlight.pinned].join() === [...b.highlight.pinned].join();

const isSameCamera = (a: Camera, b: Camera): boolean => a.scale === b.scale && a.x === b.x && a.y === b.y;

const marginOf = ({ width, height }: HTMLCanvasElement) => ({
  x: Math.round(width * MARGIN),
  y: Math.round(height * MARGIN),
});

function drawPicture(
  canvas: HTMLCanvasElement,
  painting: Painting,
  picture: HTMLCanvasElement = document.createElement('canvas'),
): Kept {
  const margin = marginOf(canvas);
  const { scene, camera, palette, highlight } = painting;
  picture.width = canvas.width + 2 * margin.x;
  picture.height = canvas.height + 2 * margin.y;
  const context = picture.getContext('2d', { alpha: false });
  if (context === null) throw new Error('The browser has no 2D canvas');
  clear(context, palette);
  const [dx, dy] = [margin.x / devicePixelRatio, margin.y / devicePixelRatio];
  drawScene(context, scene, { ...camera, x: camera.x + dx, y: camera.y + dy }, palette, highlight);
  return { painting, picture };
}

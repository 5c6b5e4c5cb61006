import type { ClaimLineFragment } from '../api/generated.ts';
import { isActor, shorten } from '../graph/draw-canvas.ts';
import { arrowOf, type Bounds, boundsOf, NODE_RADIUS, type Scene } from '../graph/scene.ts';
import { ALL_STATUSES, STATUS_STYLES } from '../statuses.ts';
import { claimText, confidenceText } from '../words.ts';

/** Text inside XML, also in attributes. Control characters, which XML forbids, are replaced. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const INK = '#1a1d21';
const FONT = 'font-family="sans-serif"';

export const strokeOf = (status: keyof typeof STATUS_STYLES): string => {
  const { light, width, dash } = STATUS_STYLES[status];
  return `stroke="${light}" stroke-width="${width}"${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''}`;
};

const describe = (claim: ClaimLineFragment): string =>
  escapeXml(
    `${claimText(claim)}: ${STATUS_STYLES[claim.status].word}, confidence ${confidenceText(claim.confidence)}`,
  );

function frame(x: number, y: number, width: number, height: number, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}">
<title>${escapeXml(title)}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff"/>
${body}
</svg>
`;
}

/** What the lines mean, for pictures that travel without the page. */
function legend(x: number, y: number): string {
  return ALL_STATUSES.map((status, index) => {
    const left = x + index * 130;
    return `<line x1="${left}" y1="${y}" x2="${left + 34}" y2="${y}" ${strokeOf(status)}/><text x="${left + 40}" y="${y + 4}" font-size="12" fill="${STATUS_STYLES[status].light}">${STATUS_STYLES[status].word}</text>`;
  }).join('\n');
}

const LEGEND_WIDTH = 6 * 130;

/** A graph as SVG. The same scene gives the same bytes. */
export function graphSvg(scene: Scene, title: string, notes: readonly string[]): string {
  const { x, y, width, height } = boundsOf(scene);
  const edges = scene.edges.map((edge) => {
    const { claim, from, control, to } = edge;
    const color = STATUS_STYLES[claim.status].light;
    const arrow = arrowOf(edge)
      .map((point) => `${round(point.x)},${round(point.y)}`)
      .join(' ');
    return `<g><title>${describe(claim)}</title><path d="M${round(from.x)} ${round(from.y)}Q${round(control.x)} ${round(control.y)} ${round(to.x)} ${round(to.y)}" fill="none" ${strokeOf(claim.status)}/><polygon points="${arrow}" fill="${color}"/></g>`;
  });
  const nodes = scene.nodes.map(({ entity, x: left, y: top }) => {
    const shape = isActor(entity.kind)
      ? `<circle cx="${left}" cy="${top}" r="${NODE_RADIUS}"`
      : `<rect x="${left - NODE_RADIUS}" y="${top - NODE_RADIUS}" width="${2 * NODE_RADIUS}" height="${2 * NODE_RADIUS}"`;
    return `${shape} fill="#fff" stroke="${INK}" stroke-width="1.8"/><text x="${left}" y="${top + NODE_RADIUS + 13}" text-anchor="middle" font-size="12" fill="${INK}" stroke="#fff" stroke-width="3" paint-order="stroke">${escapeXml(shorten(entity.name))}</text>`;
  });
  return captionedFrame({ x, y, width, height }, title, notes, [...edges, ...nodes]);
}

/** A picture with its caption above and the legend below. */
export function captionedFrame(
  { x, y, width, height }: Bounds,
  title: string,
  notes: readonly string[],
  body: readonly string[],
): string {
  const lines = [title, ...notes];
  const top = lines.length * 18 + 20;
  const caption = lines.map(
    (line, index) =>
      `<text x="${x + 20}" y="${y - top + 28 + index * 18}" font-size="14" fill="${INK}">${escapeXml(line)}</text>`,
  );
  const content = [...body, ...caption, legend(x + 20, y + height + 15)].join('\n');
  const full = Math.max(width, LEGEND_WIDTH + 40);
  return frame(x, y - top, full, height + top + 40, title, `<g ${FONT}>\n${content}\n</g>`);
}

/** Claims as a picture of rows, for views that are lists. */
export function listSvg(
  claims: readonly ClaimLineFragment[],
  title: string,
  notes: readonly string[],
): string {
  const head = [title, ...notes].map(
    (line, index) =>
      `<text x="20" y="${28 + index * 18}" font-size="14" fill="${INK}">${escapeXml(line)}</text>`,
  );
  const top = head.length * 18 + 30;
  const rows = claims.map((claim, index) => {
    const y = top + index * 20;
    const { word, light } = STATUS_STYLES[claim.status];
    return `<line x1="20" y1="${y}" x2="54" y2="${y}" ${strokeOf(claim.status)}/><text x="62" y="${y + 4}" font-size="12" fill="${light}">${word}</text><text x="140" y="${y + 4}" font-size="12" fill="${INK}">${escapeXml(claimText(claim))} (${confidenceText(claim.confidence)})</text>`;
  });
  const height = top + claims.length * 20 + 40;
  const body = [...head, ...rows, legend(20, height - 20)];
  return frame(0, 0, LEGEND_WIDTH + 200, height, title, `<g ${FONT}>\n${body.join('\n')}\n</g>`);
}

const round = (value: number): number => Math.round(value * 10) / 10;

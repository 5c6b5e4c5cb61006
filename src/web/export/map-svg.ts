import type { ClaimLineFragment } from '../api/generated.ts';
import { claimText } from '../words.ts';
import { captionedFrame, escapeXml, strokeOf } from './svg.ts';

/** A map before it is drawn on the page or as a file. */
export interface MapPicture {
  readonly width: number;
  readonly height: number;
  readonly land: readonly {
    readonly name: string;
    readonly outline: string;
    /** Set if claims name the state; the shade, 0 to 1, grows with their number. */
    readonly state: {
      readonly ref: string;
      readonly name: string;
      readonly count: number;
      readonly shade: number;
    } | null;
  }[];
  readonly points: readonly { readonly x: number; readonly y: number; readonly claim: ClaimLineFragment }[];
}

/** A map as SVG. */
export function mapSvg(
  { width, height, land, points }: MapPicture,
  title: string,
  notes: readonly string[],
): string {
  const countries = land.map(({ outline, state }) =>
    state === null
      ? `<path d="${outline}" fill="#fff" stroke="#c4cad3" stroke-width="0.5"/>`
      : `<path d="${outline}" fill="#545b66" fill-opacity="${state.shade.toFixed(2)}" stroke="#1a1d21" stroke-width="0.5"><title>${escapeXml(`${state.name}: ${state.count}`)}</title></path>`,
  );
  const circles = points.map(
    ({ x, y, claim }) =>
      `<circle cx="${x}" cy="${y}" r="7" fill="none" ${strokeOf(claim.status)}><title>${escapeXml(claimText(claim))}</title></circle>`,
  );
  return captionedFrame({ x: 0, y: 0, width, height }, title, notes, [...countries, ...circles]);
}

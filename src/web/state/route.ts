import type { ClaimStatus } from '../api/generated.ts';
import { ALL_STATUSES } from '../statuses.ts';

/** What is read, and in which scope: the same in every view. */
export interface Scope {
  /** The statuses of the bar, strongest first. Nothing is read while there are none. */
  readonly statuses: readonly ClaimStatus[];
  /** An EDTF date or interval; null for all time. */
  readonly during: string | null;
  /** With `during`: also what is only possible then. */
  readonly undated: boolean;
  /** An RFC 3339 time; null for now. */
  readonly asOf: string | null;
}

/** A node of a graph that the user placed. */
export interface Pin {
  readonly x: number;
  readonly y: number;
}

/** Where a picture is looked at: the point in the middle, in the units of the picture, and pixels for each unit. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Everything that a permalink holds. */
export interface Route extends Scope {
  /** The name of the view, and its ids. */
  readonly view: string;
  readonly args: readonly string[];
  /** The claim whose evidence is open. */
  readonly claim: string | null;
  /** Other parameters of the view. */
  readonly options: Readonly<Record<string, string>>;
}

const SCOPE_KEYS = ['statuses', 'during', 'undated', 'asOf', 'claim'];

/** Reads the part of an address after `#`. Unknown statuses are omitted. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = splitOnce(hash.replace(/^#?\/?/, ''), '?');
  const [view = '', ...args] = path.split('/').map(decode);
  const parameters = new URLSearchParams(query);
  const named = new Set((parameters.get('statuses') ?? '').split(','));
  return {
    view,
    args: args.filter((arg) => arg !== ''),
    statuses: ALL_STATUSES.filter((status) => named.has(status)),
    during: parameters.get('during') || null,
    undated: parameters.get('undated') === 'true',
    asOf: parameters.get('asOf') || null,
    claim: parameters.get('claim') || null,
    options: Object.fromEntries([...parameters].filter(([key]) => !SCOPE_KEYS.includes(key))),
  };
}

/** The address of a route, beginning with `#`. Equal routes have equal addresses. */
export function formatRoute(route: Route): string {
  const path = [route.view, ...route.args].map(encodeSegment).join('/');
  const parameters: [string, string][] = [];
  if (route.statuses.length > 0) parameters.push(['statuses', route.statuses.join(',')]);
  if (route.during !== null) parameters.push(['during', route.during]);
  if (route.during !== null && route.undated) parameters.push(['undated', 'true']);
  if (route.asOf !== null) parameters.push(['asOf', route.asOf]);
  for (const [key, value] of Object.entries(route.options).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (value !== '') parameters.push([key, value]);
  if (route.claim !== null) parameters.push(['claim', route.claim]);
  const query = parameters.map(([key, value]) => `${key}=${encodeValue(value)}`).join('&');
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** The route to another view in the same scope. */
export const toView = (route: Route, view: string, ...args: readonly string[]): Route => ({
  ...route,
  view,
  args,
  claim: null,
  options: {},
});

export const setOption = (route: Route, key: string, value: string): Route => ({
  ...route,
  options: { ...route.options, [key]: value },
});

/** Options that list ids, such as the expanded entities of a graph. */
export const readList = (route: Route, key: string): readonly string[] =>
  (route.options[key] ?? '').split(',').filter((item) => item !== '');

/** `pins=iran:120:-40,…`: positions in the units of the layout. */
export function readPins(route: Route): ReadonlyMap<string, Pin> {
  const pins = readList(route, 'pins').flatMap((item): [string, Pin][] => {
    const [, id = '', x, y] = /^(.+):(-?\d{1,5}):(-?\d{1,5})$/.exec(item) ?? [];
    return id === '' ? [] : [[id, { x: Number(x), y: Number(y) }]];
  });
  return new Map(pins);
}

export const formatPins = (pins: ReadonlyMap<string, Pin>): string =>
  [...pins]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { x, y }]) => `${id}:${Math.round(x)}:${Math.round(y)}`)
    .join(',');

/** `spot=120:-40:1.25`; null without one. */
export function readSpot(route: Route): Spot | null {
  const [, x, y, scale] =
    /^(-?\d{1,6}(?:\.\d)?):(-?\d{1,6}(?:\.\d)?):(\d{1,2}(?:\.\d{1,3})?)$/.exec(route.options.spot ?? '') ??
    [];
  return Number(scale) > 0 ? { x: Number(x), y: Number(y), scale: Number(scale) } : null;
}

export const formatSpot = (spot: Spot | null): string =>
  spot === null ? '' : [spot.x.toFixed(1), spot.y.toFixed(1), spot.scale.toFixed(3)].map(Number).join(':');

/** The id of a claim in a scope: as `node` and `claim` of the API take it. */
export function scopedClaimId(ref: string, { during, undated, asOf }: Scope): string {
  const parts = [];
  if (asOf !== null) parts.push(`asOf=${asOf}`);
  if (during !== null) parts.push(`during=${during}`, ...(undated ? ['includeUndated'] : []));
  return parts.length === 0 ? ref : `${ref}@${parts.join(';')}`;
}

/** The variables that all operations on claims share. */
export const scopeVariables = ({ statuses, during, undated, asOf }: Scope) => ({
  statuses,
  during,
  undated: during !== null && undated,
  asOf,
});

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Ids keep their colons, and intervals their slashes, so that people can read a permalink. */
const encodeValue = (value: string): string =>
  encodeURIComponent(value).replace(/%(3A|2C|2F)/g, decodeURIComponent);

const encodeSegment = (value: string): string => encodeURIComponent(value).replaceAll('%3A', ':');

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

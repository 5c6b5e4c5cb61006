/**
 * A text made plain for comparison, with the way back: Unicode NFC, white space folded to one space, typographic quotes and
 * dashes made plain. Offsets are UTF-16 units in `plain`, and Unicode code points in the original.
 */
export interface NormalizedText {
  readonly normalized: string;
  /** For each unit of `plain`, the code point of the original where what it came from begins. */
  readonly starts: Uint32Array;
  /** And where that ends, exclusive. */
  readonly ends: Uint32Array;
  /** For each paragraph (a block between blank lines), where it begins in `plain`. */
  readonly paragraphs: readonly number[];
}

/**
 * What NFC may compose to one: a base with its marks, or the jamo of one Hangul syllable. Each is folded by itself, so that
 * offsets stay exact.
 */
const CLUSTER =
  /(?:[\u1100-\u115f\ua960-\ua97c]+[\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff]*|[\uac00-\ud7a3][\u1160-\u11ff]*|\P{M})?\p{M}*/gsuy;

const SPACE = /^\s+$/u;

/** Plain writings of one unit each, so that folding never changes a length. */
const TYPOGRAPHIC_EQUIVALENTS = new Map<string, string>([
  ...[...'‘’‚‛′‵ʼʹ`´‹›＇'].map((mark) => [mark, "'"] as const),
  ...[...'“”„‟″‶«»＂〝〞'].map((mark) => [mark, '"'] as const),
  ...[...'‐‑‒–—―−﹘﹣－⸺⸻'].map((mark) => [mark, '-'] as const),
]);

/** Text as it is compared, without the way back. */
export function normalize(text: string): string {
  return normalizeText(text).normalized.trim();
}

export function normalizeText(text: string): NormalizedText {
  const size = text.length * 3 + 1;
  const starts = new Uint32Array(size);
  const ends = new Uint32Array(size);
  const paragraphs = paragraphStarts(text);
  const paragraphsInPlain: number[] = [];
  const parts: string[] = [];
  let units = 0;
  let points = 0;
  let spaced = false;

  const push = (piece: string, from: number, to: number): void => {
    parts.push(piece);
    for (let index = 0; index < piece.length; index++) {
      starts[units] = from;
      ends[units] = to;
      units++;
    }
  };

  let offset = 0;
  while (offset < text.length) {
    const cluster = clusterAt(text, offset);
    const length = countCodePoints(cluster);
    if (offset >= (paragraphs[paragraphsInPlain.length] ?? Number.POSITIVE_INFINITY))
      paragraphsInPlain.push(units);
    if (SPACE.test(cluster)) {
      if (spaced) ends[units - 1] = points + length;
      else push(' ', points, points + length);
      spaced = true;
    } else {
      push(TYPOGRAPHIC_EQUIVALENTS.get(cluster) ?? foldCluster(cluster), points, points + length);
      spaced = false;
    }
    offset += cluster.length;
    points += length;
  }
  return {
    normalized: parts.join(''),
    starts: starts.subarray(0, units),
    ends: ends.subarray(0, units),
    paragraphs: paragraphsInPlain,
  };
}

/** Most text is ASCII, or one unit followed by one that is no mark: no pattern is asked for these. */
function clusterAt(text: string, offset: number): string {
  if (text.charCodeAt(offset) < 0x300 && !(text.charCodeAt(offset + 1) >= 0x300)) return text.charAt(offset);
  CLUSTER.lastIndex = offset;
  const found = CLUSTER.exec(text)?.[0] ?? '';
  return found === '' ? text.charAt(offset) : found;
}

function foldCluster(cluster: string): string {
  if (cluster.length === 1 && cluster.charCodeAt(0) < 0x300) return cluster;
  const composed = cluster.normalize('NFC');
  const [first = ''] = composed;
  const plain = TYPOGRAPHIC_EQUIVALENTS.get(first);
  return plain === undefined ? composed : plain + composed.slice(first.length);
}

function countCodePoints(cluster: string): number {
  if (cluster.length === 1) return 1;
  let count = 0;
  for (const _ of cluster) count++;
  return count;
}

/** Where each block between blank lines begins, in UTF-16 units. */
function paragraphStarts(text: string): number[] {
  const blocks = text.matchAll(/\S[\s\S]*?(?=\r?\n[^\S\n]*\r?\n|$)/g);
  return [...blocks].map((block) => block.index);
}

/** The paragraph in which an offset of `plain` stands, from 1. */
export function paragraphAt({ paragraphs }: NormalizedText, offset: number): number {
  let low = 0;
  let high = paragraphs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paragraphs[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}

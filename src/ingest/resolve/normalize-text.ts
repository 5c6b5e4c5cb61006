/**
 * A text in the form in which quotes are compared: Unicode NFC, white space folded to one space, typographic quotes and
 * dashes replaced by ASCII. Maps UTF-16 code units of `normalized` back to Unicode code points of the original.
 */
export interface NormalizedText {
  readonly normalized: string;
  /** For each code unit of `normalized`, the code point of the original at which its source begins. */
  readonly starts: Uint32Array;
  /** And at which it ends, exclusive. */
  readonly ends: Uint32Array;
  /** For each paragraph (a block between blank lines), its offset in `normalized`. */
  readonly paragraphs: readonly number[];
}

/**
 * Characters that NFC may compose: a base with its marks, or the jamo of one Hangul syllable. Each cluster is
 * normalized separately, so that offsets stay exact. At most 30 marks, as in the Stream-Safe Text Format of Unicode (UAX 15):
 * a longer repeat would overflow the stack.
 */
const CLUSTER =
  /(?:[\u1100-\u115f\ua960-\ua97c]{1,30}[\u1160-\u11a7\ud7b0-\ud7c6]{0,30}[\u11a8-\u11ff]{0,30}|[\uac00-\ud7a3][\u1160-\u11ff]{0,30}|\P{M})?\p{M}{0,30}/gsuy;

/** Without the byte order mark, which `\s` takes for white space: nobody sees it inside a word. */
const SPACE = /^[^\S\ufeff]+$/u;

/** Replacements of one code unit each, so that they never change a length. */
const TYPOGRAPHIC_EQUIVALENTS = new Map<string, string>([
  ...[...'‘’‚‛′‵ʼʹ`´‹›＇'].map((mark) => [mark, "'"] as const),
  ...[...'“”„‟″‶«»＂〝〞'].map((mark) => [mark, '"'] as const),
  ...[...'‐‑‒–—―−﹘﹣－⸺⸻'].map((mark) => [mark, '-'] as const),
]);

/** ASCII on one line, of which only spaces are folded: the grave accent is a quote. */
const PLAIN = /^[ -_a-~]*$/;

/** The normalized text alone, trimmed. */
export function normalize(text: string): string {
  return (PLAIN.test(text) ? text.replace(/ {2,}/g, ' ') : normalizeText(text).normalized).trim();
}

export function normalizeText(text: string): NormalizedText {
  const size = text.length * 3 + 1;
  const starts = new Uint32Array(size);
  const ends = new Uint32Array(size);
  const paragraphs = paragraphStarts(text);
  const normalizedParagraphs: number[] = [];
  const parts: string[] = [];
  let units = 0;
  let points = 0;
  let afterSpace = false;

  const append = (piece: string, from: number, to: number): void => {
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
    if (offset >= (paragraphs[normalizedParagraphs.length] ?? Number.POSITIVE_INFINITY))
      normalizedParagraphs.push(units);
    if (SPACE.test(cluster)) {
      if (afterSpace) ends[units - 1] = points + length;
      else append(' ', points, points + length);
      afterSpace = true;
    } else {
      append(TYPOGRAPHIC_EQUIVALENTS.get(cluster) ?? foldCluster(cluster), points, points + length);
      afterSpace = false;
    }
    offset += cluster.length;
    points += length;
  }
  return {
    normalized: parts.join(''),
    starts: starts.subarray(0, units),
    ends: ends.subarray(0, units),
    paragraphs: normalizedParagraphs,
  };
}

/** Skips the regular expression for the common case: a character below U+0300 that is not followed by a mark. */
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
  const ascii = TYPOGRAPHIC_EQUIVALENTS.get(first);
  return ascii === undefined ? composed : ascii + composed.slice(first.length);
}

function countCodePoints(cluster: string): number {
  if (cluster.length === 1) return 1;
  let count = 0;
  for (const _ of cluster) count++;
  return count;
}

/** The offset of each block between blank lines, in UTF-16 code units. */
function paragraphStarts(text: string): number[] {
  const starts: number[] = [];
  let lineIsBlank = true;
  let betweenBlocks = true;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === NEWLINE) {
      betweenBlocks ||= lineIsBlank;
      lineIsBlank = true;
    } else if (!isSpace(code)) {
      if (betweenBlocks) starts.push(offset);
      betweenBlocks = false;
      lineIsBlank = false;
    }
  }
  return starts;
}

const NEWLINE = 0x0a;
/** As `SPACE`. */
const isSpace = (code: number): boolean =>
  code <= 0x20
    ? code === 0x20 || (code >= 0x09 && code <= 0x0d)
    : code >= 0xa0 && SPACE.test(String.fromCharCode(code));

/** The paragraph that contains an offset of `normalized`, from 1. */
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

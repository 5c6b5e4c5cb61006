/** A stretch of a text, as offsets in UTF-16 code units. `to` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A word that was found in a text. */
export interface WordMatch extends Span {
  readonly word: string;
}

const SENTENCE_END = /[.!?…]["')\]]*\s+(?=["'([]*[\p{Lu}\p{N}])/gu;
/** "Mr. Orne", "U.S. officials", "J. Tarn": the period ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Gov|Sen|Rep|Prof|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|(?:\p{L}\.)*\p{L})\.\s+$/iu;

/** The sentences of a text, without gaps. */
export function sentenceSpans(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const to = match.index + match[0].length;
    if (ABBREVIATION.test(text.slice(Math.max(0, to - 20), to))) continue;
    spans.push({ from, to });
    from = to;
  }
  if (from < text.length) spans.push({ from, to: text.length });
  return spans;
}

const PUNCTUATION = /,(?!\d)|[;()—–]|:(?!\d)| - |--/gu;
const PUNCTUATION_OR_BUT = /,(?!\d)|[;()—–]|:(?!\d)| - |--| but(?= )/giu;
const PUNCTUATION_OR_CONJUNCTION =
  /,(?!\d)|[;()—–]|:(?!\d)| - |--| (?:and|but|while|when|because|although|though|after|before|that|which|who|whose|where)(?= )/giu;

/** What parts a sentence into clauses: punctuation, and with it "but", or all conjunctions. */
const MARKS = { JOIN: PUNCTUATION, CONTRAST: PUNCTUATION_OR_BUT, PART: PUNCTUATION_OR_CONJUNCTION } as const;

/** The parts of a sentence between commas, semicolons, colons, dashes and brackets, and if asked for, between conjunctions. */
export function clauseSpans(sentence: string, conjunctions: keyof typeof MARKS): Span[] {
  const marks = [...sentence.matchAll(MARKS[conjunctions])];
  const starts = [0, ...marks.map(({ index, 0: mark }) => index + mark.length)];
  const ends = [...marks.map(({ index }) => index), sentence.length];
  return starts.map((from, at) => ({ from, to: ends[at] ?? sentence.length }));
}

/** The span that holds an offset; the last one if none does. */
export function spanAt(spans: readonly Span[], offset: number): Span {
  return spans.find(({ to }) => offset < to) ?? spans.at(-1) ?? { from: 0, to: 0 };
}

export const countWordsBetween = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

import { wordingProblems } from '#ascribe/domain/analysis/wording-problems.js';
import type { Citation } from '#ascribe/domain/records.js';
import { BLIND, LATER } from './later-sentences.js';
import { CLAIMS, ENTITIES, HELD_OUT, type SentenceSet, TUNING } from './sentences.js';

/** How many sentences of one label got a warning, and those that got the wrong answer. */
interface WordingRow {
  readonly label: keyof typeof LABELS;
  readonly set: 'tuning' | 'held out' | 'later' | 'blind';
  readonly sentences: number;
  readonly warned: number;
  readonly wrong: readonly string[];
}

/** What is cited, and whether a warning is right. */
const LABELS = {
  soft: { stance: 'SUPPORTS', code: 'HEDGE_IGNORED', warn: true },
  facts: { stance: 'SUPPORTS', code: null, warn: false },
  negated: { stance: 'SUPPORTS', code: 'WRONG_STANCE', warn: true },
  denials: { stance: 'DENIES', code: null, warn: false },
  affirmed: { stance: 'DENIES', code: 'WRONG_STANCE', warn: true },
} as const;

const names = new Map(ENTITIES.map(({ id, name, aliases }) => [id, [name, ...aliases]]));

/** The codes of the warnings for a sentence that is cited for a claim as a reported fact. */
export function wordingCodes(
  claim: keyof typeof CLAIMS,
  quote: string,
  stance: Citation['stance'],
): string[] {
  const citation = { quote, stance, modality: 'REPORTED_AS_FACT', assertedBy: [] } as unknown as Citation;
  return wordingProblems(CLAIMS[claim], citation, names).map(({ code }) => code);
}

function measureSet(set: WordingRow['set'], sentences: SentenceSet): WordingRow[] {
  return (Object.keys(LABELS) as WordingRow['label'][]).map((label) => {
    const { stance, code, warn } = LABELS[label];
    const results = sentences[label].map(([claim, sentence]) => {
      const codes = wordingCodes(claim, sentence, stance);
      return { sentence, warned: code === null ? codes.length > 0 : codes.includes(code) };
    });
    return {
      label,
      set,
      sentences: results.length,
      warned: results.filter(({ warned }) => warned).length,
      wrong: results.filter(({ warned }) => warned !== warn).map(({ sentence }) => sentence),
    };
  });
}

export const measureWording = (): WordingRow[] => [
  ...measureSet('tuning', TUNING),
  ...measureSet('held out', HELD_OUT),
  ...measureSet('later', LATER),
  ...measureSet('blind', BLIND),
];

/** The measurement as a table in Markdown, and the sentences with the wrong answer. */
export function describeWording(): string {
  const rows = measureWording();
  return [
    '| set | label | sentences | with a warning |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ set, label, sentences, warned }) =>
        `| ${set} | ${label} | ${sentences} | ${warned} (${Math.round((100 * warned) / sentences)} %) |`,
    ),
    '',
    'Wrong answers:',
    '',
    ...rows.flatMap(({ set, label, wrong }) => wrong.map((sentence) => `- ${set}, ${label}: "${sentence}"`)),
  ].join('\n');
}

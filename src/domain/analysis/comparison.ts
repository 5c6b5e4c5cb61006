import { type Evidence, possibleSpan } from '../derivation/evidence.js';
import { verbalizeSpan } from '../derivation/list-periods.js';
import { elementarySpans } from '../derivation/periods.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import { compareCitations } from '../order.js';
import { type Citation, type Claim, type Modality, modalities, type Stance, stances } from '../records.js';
import { overlaps, type TimeSpan } from '../time-span.js';
import { verbalizeProposition } from './verbalize.js';

export const DIFFERENCE_KINDS = {
  STANCE: 'One side supports the claim and the other denies it, or one side does both.',
  MODALITY:
    'Both sides take the same stance, one more firmly than the other, such as a fact against an accusation.',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;

/** The position of one side, a source or an article, on a claim, according to its live citations. */
export interface ComparisonSide {
  /** One stance, or both if the side supports and denies the claim. */
  readonly stances: readonly Stance[];
  /** The strongest modality of its support; of its denials if it only denies. */
  readonly modality: Modality;
  /** Support first, strongest modality first, best credibility first, then by id. */
  readonly citations: readonly Citation[];
}

/**
 * The position of a source or article, given by `id`, on the claim that the evidence belongs to. Null if it has no live
 * citation of the claim. The order of the input does not matter.
 */
export function summarizeSide(evidence: readonly Evidence[], id: string): ComparisonSide | null {
  const citations = evidence
    .filter((one) => one.live && (one.sourceId === id || one.citation.articleId === id))
    .map(({ citation }) => citation)
    .sort(compareCitations);
  const [strongest] = citations;
  if (strongest === undefined) return null;
  return {
    stances: stances.filter((stance) => citations.some((citation) => citation.stance === stance)),
    modality: strongest.modality,
    citations,
  };
}

/** How two sides differ at one time. */
export interface SideDifference {
  readonly kinds: readonly DifferenceKind[];
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  /** The time that the difference is about; null if no citation has a date. */
  readonly period: TimeSpan | null;
}

/**
 * Compares what two sources or articles, given by their ids, say of one claim about one time. Null if they do not both cite it for any time,
 * or agree at all times. If they differ at several times: the first at which their stances differ, otherwise the first.
 */
export function compareSides(evidence: readonly Evidence[], a: string, b: string): SideDifference | null {
  const cited = evidence
    .filter((one) => one.live)
    .map((one) => ({ one, ...possibleSpan(one) }))
    .filter(({ one }) => [a, b].some((id) => one.sourceId === id || one.citation.articleId === id));
  const spans = elementarySpans(cited);
  const differences = spans.flatMap((span): SideDifference[] => {
    const then = cited.filter((one) => overlaps(one, span)).map(({ one }) => one);
    const sides = { a: summarizeSide(then, a), b: summarizeSide(then, b) };
    if (sides.a === null || sides.b === null) return [];
    const kinds = findDifferences(sides.a, sides.b);
    const period = spans.length === 1 ? null : span;
    return kinds.length === 0 ? [] : [{ kinds, a: sides.a, b: sides.b, period }];
  });
  return differences.find(({ kinds }) => kinds.includes('STANCE')) ?? differences[0] ?? null;
}

/** The kinds of difference between two sides that both cite a claim; empty if they agree. */
export function findDifferences(a: ComparisonSide, b: ComparisonSide): DifferenceKind[] {
  const sameLead = a.stances[0] === b.stances[0];
  return [
    ...(a.stances.join() === b.stances.join() ? [] : ['STANCE' as const]),
    ...(sameLead && a.modality !== b.modality ? ['MODALITY' as const] : []),
  ];
}

const MODALITY_VERBS: Record<Modality, string> = {
  ADJUDICATED: 'gives as found by a court or inquiry',
  ADMITTED: 'gives as admitted',
  REPORTED_AS_FACT: 'reports as fact',
  ASSESSED: 'gives as an assessment',
  ACCUSED_BY_AUTHORITIES: 'gives as an accusation by authorities',
  ACCUSED: 'gives as an accusation',
  POSSIBLE: 'gives as possible',
};

/** Modalities without a hedge. For these, the sentence does not say that the weaker side "only" states it so. */
const UNHEDGED_MODALITIES: readonly Modality[] = ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'];

interface NamedSide extends ComparisonSide {
  readonly name: string;
}

/**
 * Describes in one sentence how two sides differ on a claim: `Daily reports as fact what Herald only gives as an accusation:
 * Arland FUNDS River Front.` With a period: `In 2031, Daily …`. The sides must differ (see `findDifferences`).
 */
export function verbalizeDifference(
  claim: Claim,
  a: NamedSide,
  b: NamedSide,
  names: EntityNames,
  period: TimeSpan | null = null,
): string {
  const sentence = describeDifference(claim, a, b, names);
  return period === null ? sentence : `${capitalize(verbalizeSpan(period))}, ${sentence}`;
}

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function describeDifference(claim: Claim, a: NamedSide, b: NamedSide, names: EntityNames): string {
  const proposition = verbalizeProposition(claim, names);
  if (findDifferences(a, b).includes('STANCE')) {
    const [first, second] = stanceRank(a) <= stanceRank(b) ? [a, b] : [b, a];
    return `${first.name} ${describeStance(first, names)} what ${second.name} ${describeStance(second, names)}: ${proposition}.`;
  }
  const [firmer, weaker] = modalities.indexOf(a.modality) <= modalities.indexOf(b.modality) ? [a, b] : [b, a];
  const only = UNHEDGED_MODALITIES.includes(weaker.modality) ? '' : 'only ';
  const topic = leadingStance(a) === 'DENIES' ? `the denial that ${proposition}` : proposition;
  return `${firmer.name} ${describeModality(firmer, names)} what ${weaker.name} ${only}${describeModality(weaker, names)}: ${topic}.`;
}

const leadingStance = ({ stances: [first] }: ComparisonSide): Stance => first as Stance;
const stanceRank = (side: ComparisonSide): number => stances.indexOf(leadingStance(side));

function describeStance(side: NamedSide, names: EntityNames): string {
  if (side.stances.length > 1)
    return `both supports and denies${speakersInBrackets(side, side.citations, names)}`;
  return leadingStance(side) === 'DENIES'
    ? `denies${speakersInBrackets(side, side.citations, names)}`
    : describeModality(side, names);
}

function describeModality(side: NamedSide, names: EntityNames): string {
  const strongest = side.citations.filter(
    ({ stance, modality }) => stance === leadingStance(side) && modality === side.modality,
  );
  return `${MODALITY_VERBS[side.modality]}${speakersInBrackets(side, strongest, names)}`;
}

/** Original speakers whom the side quotes: ` (by Arland and Ilva)`. Empty if the side also says so itself. */
function speakersInBrackets({ name }: NamedSide, citations: readonly Citation[], names: EntityNames): string {
  const speakers = citations.map(({ assertedBy }) => assertedBy.at(-1));
  if (speakers.includes(undefined)) return '';
  const speakerNames = [...new Set(speakers as string[])].map((id) => nameOrId(id, names)).sort();
  return speakerNames.includes(name) ? '' : ` (by ${joinWords(speakerNames, 'and')})`;
}

import type { Evidence } from '../derivation/evidence.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import { compareCitations } from '../order.js';
import { type Citation, type Claim, type Modality, modalities, type Stance, stances } from '../records.js';
import { verbalizeProposition } from './verbalize.js';

export const DIFFERENCE_KINDS = {
  STANCE: 'One side supports the claim and the other denies it, or one side does both.',
  MODALITY:
    'Both sides take the same stance, one more firmly than the other, such as a fact against an accusation.',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;

/** What one side, a source or an article, says of a claim by its live citations. */
export interface ComparisonSide {
  /** One, or both where it speaks for and against. */
  readonly stances: readonly Stance[];
  /** The strongest with which it supports the claim, or denies it where it does only that. */
  readonly modality: Modality;
  /** Support first, strongest modality first, best credibility first, then by id. */
  readonly citations: readonly Citation[];
}

/** Of the evidence of one claim what is live and of this source or article; null where there is none. Order of input never matters. */
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

/** In what two sides that both speak of a claim differ; empty where they say the same. */
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

/** What is said without a hedge: where the firmer side goes further still, the other does not say it "only" so. */
const UNHEDGED_MODALITIES: readonly Modality[] = ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'];

interface NamedSide extends ComparisonSide {
  readonly name: string;
}

/** How two sides differ over a claim, in one sentence: who asserts what the other only gives as an accusation, who denies what the other supports. */
export function verbalizeDifference(claim: Claim, a: NamedSide, b: NamedSide, names: EntityNames): string {
  const said = verbalizeProposition(claim, names);
  if (findDifferences(a, b).includes('STANCE')) {
    const [first, second] = rank(a) <= rank(b) ? [a, b] : [b, a];
    return `${first.name} ${describeStance(first, names)} what ${second.name} ${describeStance(second, names)}: ${said}.`;
  }
  const [firmer, weaker] = modalities.indexOf(a.modality) <= modalities.indexOf(b.modality) ? [a, b] : [b, a];
  const only = UNHEDGED_MODALITIES.includes(weaker.modality) ? '' : 'only ';
  const what = leadingStance(a) === 'DENIES' ? `the denial that ${said}` : said;
  return `${firmer.name} ${describeModality(firmer, names)} what ${weaker.name} ${only}${describeModality(weaker, names)}: ${what}.`;
}

const leadingStance = ({ stances: [first] }: ComparisonSide): Stance => first as Stance;
const rank = (side: ComparisonSide): number => stances.indexOf(leadingStance(side));

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

/** In brackets, as the words are theirs and not of the side; nothing where one of them is in its own voice. */
function speakersInBrackets({ name }: NamedSide, citations: readonly Citation[], names: EntityNames): string {
  const speakers = citations.map(({ assertedBy }) => assertedBy.at(-1));
  if (speakers.includes(undefined)) return '';
  const told = [...new Set(speakers as string[])].map((id) => nameOrId(id, names)).sort();
  return told.includes(name) ? '' : ` (by ${joinWords(told, 'and')})`;
}

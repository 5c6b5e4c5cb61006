import type { Evidence } from '../derivation/evidence.js';
import type { Names } from '../derivation/explain.js';
import { byForce } from '../order.js';
import { type Citation, type Claim, MODALITIES, type Modality, STANCES, type Stance } from '../records.js';
import { enumerated, named, propositionInWords } from './verbalize.js';

export const DIFFERENCE_KINDS = {
  STANCE: 'One supports what the other denies, or one does both.',
  MODALITY:
    'Both take the same stance, one more firmly than the other: as a fact what the other gives as an accusation.',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;

/** What one side, a source or an article, says of a claim by its live citations. */
export interface Side {
  /** One, or both where it speaks for and against. */
  readonly stances: readonly Stance[];
  /** The strongest with which it supports the claim, or denies it where it does only that. */
  readonly modality: Modality;
  /** Support first, strongest modality first, best credibility first, then by id. */
  readonly citations: readonly Citation[];
}

const stances = Object.keys(STANCES) as Stance[];
const modalities = Object.keys(MODALITIES) as Modality[];

/** Of the evidence of one claim what is live and of this source or article; null where there is none. Order of input never matters. */
export function sideOf(evidence: readonly Evidence[], id: string): Side | null {
  const citations = evidence
    .filter((one) => one.live && (one.sourceId === id || one.citation.articleId === id))
    .map(({ citation }) => citation)
    .sort(byForce);
  const [strongest] = citations;
  if (strongest === undefined) return null;
  return {
    stances: stances.filter((stance) => citations.some((citation) => citation.stance === stance)),
    modality: strongest.modality,
    citations,
  };
}

/** In what two sides that both speak of a claim differ; empty where they say the same. */
export function differencesOf(a: Side, b: Side): DifferenceKind[] {
  const sameLead = a.stances[0] === b.stances[0];
  return [
    ...(a.stances.join() === b.stances.join() ? [] : ['STANCE' as const]),
    ...(sameLead && a.modality !== b.modality ? ['MODALITY' as const] : []),
  ];
}

const PUTS: Record<Modality, string> = {
  ADJUDICATED: 'gives as found by a court or inquiry',
  ADMITTED: 'gives as admitted',
  REPORTED_AS_FACT: 'reports as fact',
  ASSESSED: 'gives as an assessment',
  ACCUSED_BY_AUTHORITIES: 'gives as an accusation by authorities',
  ACCUSED: 'gives as an accusation',
  POSSIBLE: 'gives as possible',
};

/** What is said without a hedge: where the firmer side goes further still, the other does not say it "only" so. */
const FIRM: readonly Modality[] = ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'];

interface NamedSide extends Side {
  readonly name: string;
}

/** How two sides differ over a claim, in one sentence: who asserts what the other only gives as an accusation, who denies what the other supports. */
export function differenceInWords(claim: Claim, a: NamedSide, b: NamedSide, names: Names): string {
  const said = propositionInWords(claim, names);
  if (differencesOf(a, b).includes('STANCE')) {
    const [first, second] = rank(a) <= rank(b) ? [a, b] : [b, a];
    return `${first.name} ${takes(first, names)} what ${second.name} ${takes(second, names)}: ${said}.`;
  }
  const [firmer, weaker] = modalities.indexOf(a.modality) <= modalities.indexOf(b.modality) ? [a, b] : [b, a];
  const only = FIRM.includes(weaker.modality) ? '' : 'only ';
  const what = leadOf(a) === 'DENIES' ? `the denial that ${said}` : said;
  return `${firmer.name} ${puts(firmer, names)} what ${weaker.name} ${only}${puts(weaker, names)}: ${what}.`;
}

const leadOf = ({ stances: [first] }: Side): Stance => first as Stance;
const rank = (side: Side): number => stances.indexOf(leadOf(side));

function takes(side: NamedSide, names: Names): string {
  if (side.stances.length > 1) return `both supports and denies${speakersOf(side, side.citations, names)}`;
  return leadOf(side) === 'DENIES' ? `denies${speakersOf(side, side.citations, names)}` : puts(side, names);
}

function puts(side: NamedSide, names: Names): string {
  const strongest = side.citations.filter(
    ({ stance, modality }) => stance === leadOf(side) && modality === side.modality,
  );
  return `${PUTS[side.modality]}${speakersOf(side, strongest, names)}`;
}

/** In brackets, as the words are theirs and not of the side; nothing where one of them is in its own voice. */
function speakersOf({ name }: NamedSide, citations: readonly Citation[], names: Names): string {
  const speakers = citations.map(({ assertedBy }) => assertedBy.at(-1));
  if (speakers.includes(undefined)) return '';
  const told = [...new Set(speakers as string[])].map((id) => named(id, names)).sort();
  return told.includes(name) ? '' : ` (by ${enumerated(told)})`;
}

import { joinWords } from '../join-words.js';
import { type ClaimStatus, type Modality, modalities, type Reliability, reliabilities } from '../records.js';
import type { Policy } from './policy.js';

/** A row of the table of statuses, in words. */
export interface StatusRule {
  readonly status: ClaimStatus;
  readonly rule: string;
}

/** What `derive` does by this policy, row by row in the order in which it tries them. Made of the numbers, so that the words cannot differ from them. */
export function describeRules(policy: Policy): StatusRule[] {
  return [
    { status: 'RETRACTED', rule: 'No live citation is left.' },
    { status: 'DENIED', rule: 'Only denials are live.' },
    { status: 'DISPUTED', rule: disputedRule(policy) },
    { status: 'CONFIRMED', rule: confirmedRule(policy) },
    { status: 'REPORTED', rule: reportedRule(policy) },
    { status: 'ALLEGED', rule: allegedRule(policy) },
  ];
}

function disputedRule({ denial }: Policy): string {
  const effect = denial.interestedLeaves < 1 ? 'lowers confidence and is' : 'is';
  return `A supporting citation and a disinterested denying one are live. The own denial of a party to the claim ${effect} not by itself a dispute.`;
}

function confirmedRule({ confirm }: Policy): string {
  const { adjudicatedThrough, factThrough, exceptGenres, factOrigins } = confirm;
  const genres = exceptGenres.length === 0 ? '' : `, not ${joinWords(exceptGenres, 'or')},`;
  const ways = [
    ...(adjudicatedThrough.length === 0
      ? []
      : [
          `a court or inquiry found so, as told by a source of reliability ${formatGrades(adjudicatedThrough)}`,
        ]),
    'the actor admitted it and one more independent origin supports it',
    ...(factThrough.length === 0
      ? []
      : [
          `${NUMBER_WORDS[factOrigins] ?? factOrigins} or more independent, disinterested origins of reliability ${formatGrades(factThrough)}${genres} report it as fact`,
        ]),
  ];
  return sentence(ways.join('; or '));
}

function reportedRule({ allegations }: Policy): string {
  const firm = modalities.filter((modality) => !allegations.includes(modality)).reverse();
  if (firm.length === 0) return 'Never: each modality alone leaves a claim ALLEGED.';
  return `At least one citation ${joinWords(
    firm.map((modality) => MODALITY_VERB_PHRASES[modality]),
    'or',
  )}, short of CONFIRMED.`;
}

function allegedRule({ allegations }: Policy): string {
  if (allegations.length === 0) return 'Never: no modality leaves a claim ALLEGED.';
  const both = allegations.includes('ACCUSED') && allegations.includes('ACCUSED_BY_AUTHORITIES');
  const named = modalities
    .filter((modality) => allegations.includes(modality) && !(both && modality === 'ACCUSED'))
    .map((modality) =>
      both && modality === 'ACCUSED_BY_AUTHORITIES' ? 'an accusation' : MODALITY_NOUN_PHRASES[modality],
    );
  return `All support is ${joinWords(named, 'or')}.`;
}

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const MODALITY_VERB_PHRASES: Readonly<Record<Modality, string>> = {
  ADJUDICATED: 'tells of a ruling',
  ADMITTED: 'admits it',
  REPORTED_AS_FACT: 'reports it as fact',
  ASSESSED: 'assesses it so',
  ACCUSED_BY_AUTHORITIES: 'accuses in the name of authorities',
  ACCUSED: 'accuses in the name of others than authorities',
  POSSIBLE: 'says that it is possible',
};
const MODALITY_NOUN_PHRASES: Readonly<Record<Modality, string>> = {
  ADJUDICATED: 'a ruling',
  ADMITTED: 'an admission',
  REPORTED_AS_FACT: 'a report of fact',
  ASSESSED: 'an assessment',
  ACCUSED_BY_AUTHORITIES: 'an accusation by authorities',
  ACCUSED: 'an accusation by others than authorities',
  POSSIBLE: 'a possibility',
};

/** `A to C`, where three or more stand side by side. */
function formatGrades(among: readonly Reliability[]): string {
  const places = among.map((grade) => reliabilities.indexOf(grade)).sort((a, b) => a - b);
  const sorted = places.map((place) => reliabilities[place] as Reliability);
  const sideBySide = places.every((place, index) => place === (places[0] as number) + index);
  return sideBySide && sorted.length > 2 ? `${sorted[0]} to ${sorted.at(-1)}` : joinWords(sorted, 'or');
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

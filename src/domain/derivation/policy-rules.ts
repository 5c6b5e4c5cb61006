import { joinWords } from '../join-words.js';
import { type ClaimStatus, type Modality, modalities, type Reliability, reliabilities } from '../records.js';
import type { DecidingModality, Policy } from './policy.js';

/** The rule for one status, in words. */
export interface StatusRule {
  readonly status: ClaimStatus;
  readonly rule: string;
}

/** The rules of `derive` under this policy, in the order in which it tries them. Generated from the policy's values, so that text and behaviour agree. */
export function describeRules(policy: Policy): StatusRule[] {
  return [
    { status: 'RETRACTED', rule: 'No live citation is left.' },
    { status: 'DENIED', rule: deniedRule(policy) },
    { status: 'DISPUTED', rule: disputedRule(policy) },
    { status: 'CONFIRMED', rule: confirmedRule(policy) },
    { status: 'REPORTED', rule: reportedRule(policy) },
    { status: 'ALLEGED', rule: allegedRule(policy) },
  ];
}

function disputedRule({ denial }: Policy): string {
  const effect = denial.interestedLeaves < 1 ? 'lowers confidence, but ' : '';
  return `At least one supporting citation and one disinterested denial are live. A denial by a party to the claim ${effect}does not make it DISPUTED.`;
}

function deniedRule({ denial, confirm }: Policy): string {
  if (denial.adjudicatedThrough.length === 0) return 'Only denials are live.';
  const through = formatGrades(denial.adjudicatedThrough);
  return `Only denials are live; or a court or inquiry that is not a party to the claim found that it is not so, as reported by a source of reliability ${through}${exceptIn(confirm, 'ADJUDICATED')}, and no such ruling supports the claim.`;
}

function confirmedRule({ confirm }: Policy): string {
  const { adjudicatedThrough, factThrough, factOrigins } = confirm;
  const ways = [
    ...(adjudicatedThrough.length === 0
      ? []
      : [
          `a court or inquiry found so, as reported by a source of reliability ${formatGrades(adjudicatedThrough)}${exceptIn(confirm, 'ADJUDICATED')}`,
        ]),
    `the actor admitted it and another independent origin supports it${exceptIn(confirm, 'ADMITTED')}`,
    ...(factThrough.length === 0
      ? []
      : [
          `${NUMBER_WORDS[factOrigins] ?? factOrigins} or more independent, disinterested origins of reliability ${formatGrades(factThrough)} report it as fact${exceptIn(confirm, 'REPORTED_AS_FACT')}`,
        ]),
  ];
  return sentence(ways.join('; or '));
}

function exceptIn({ notGenres, notGenresFor }: Policy['confirm'], way: DecidingModality): string {
  return notGenres.length === 0 || !notGenresFor.includes(way)
    ? ''
    : `, not in ${joinWords(notGenres, 'or')}`;
}

function reportedRule({ allegations }: Policy): string {
  const firm = modalities.filter((modality) => !allegations.includes(modality)).reverse();
  if (firm.length === 0) return 'Never: every modality counts as an allegation.';
  return `At least one citation ${joinWords(
    firm.map((modality) => MODALITY_VERB_PHRASES[modality]),
    'or',
  )}, and no rule for CONFIRMED applies.`;
}

function allegedRule({ allegations }: Policy): string {
  if (allegations.length === 0) return 'Never: no modality counts as an allegation.';
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
  ADJUDICATED: 'reports a ruling',
  ADMITTED: 'admits it',
  REPORTED_AS_FACT: 'reports it as fact',
  ASSESSED: 'assesses it as true',
  ACCUSED_BY_AUTHORITIES: 'reports an accusation by authorities',
  ACCUSED: 'reports an accusation by someone other than authorities',
  POSSIBLE: 'says that it is possible',
};
const MODALITY_NOUN_PHRASES: Readonly<Record<Modality, string>> = {
  ADJUDICATED: 'a ruling',
  ADMITTED: 'an admission',
  REPORTED_AS_FACT: 'a report of fact',
  ASSESSED: 'an assessment',
  ACCUSED_BY_AUTHORITIES: 'an accusation by authorities',
  ACCUSED: 'an accusation by someone other than authorities',
  POSSIBLE: 'a possibility',
};

/** Three or more consecutive grades are written as a range: `A to C`. */
function formatGrades(grades: readonly Reliability[]): string {
  const ranks = grades.map((grade) => reliabilities.indexOf(grade)).sort((a, b) => a - b);
  const sorted = ranks.map((rank) => reliabilities[rank] as Reliability);
  const consecutive = ranks.every((rank, index) => rank === (ranks[0] as number) + index);
  return consecutive && sorted.length > 2 ? `${sorted[0]} to ${sorted.at(-1)}` : joinWords(sorted, 'or');
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

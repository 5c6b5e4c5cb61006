import { isNarrowerOrSame, type Predicate } from '../../domain/ontology.js';
import { type Credibility, type Modality, modalities } from '../../domain/records.js';
import { HEDGES } from '../../domain/wording/hedge-words.js';

/** The weakest of some modalities. */
export const weakest = (...some: readonly Modality[]): Modality =>
  some.reduce((a, b) => (modalities.indexOf(a) >= modalities.indexOf(b) ? a : b));

/**
 * The strongest modality that the English words of a text allow. Every hedge counts, whatever it is about: a text that says "suspected"
 * anywhere is not a report of fact.
 */
export function allowedByWords(text: string, predicate: Predicate): Modality {
  const plain = text.replaceAll('’', "'").replaceAll(/\s+/g, ' ');
  const allowed = HEDGES.filter(
    ({ predicates, words }) =>
      (predicates === undefined || isNarrowerOrSame(predicate, predicates)) && plain.search(words) !== -1,
  ).map(({ allows }) => allows);
  return weakest('REPORTED_AS_FACT', ...allowed);
}

/** The Admiralty credibility of a confidence, 0 to 100, by the scale in appendix A of STIX 2.1. */
export function credibilityOf(confidence: number): Credibility {
  if (confidence >= 80) return 1;
  if (confidence >= 60) return 2;
  if (confidence >= 40) return 3;
  return confidence >= 20 ? 4 : 5;
}

/** The strongest modality that a confidence allows, 0 to 100: what its author holds for doubtful is a possibility. */
export const allowedByConfidence = (confidence: number): Modality =>
  confidence < 40 ? 'POSSIBLE' : confidence < 80 ? 'ASSESSED' : 'REPORTED_AS_FACT';

import { type EntityKind, type Predicate, predicates } from '../../domain/ontology.js';
import type { Modality } from '../../domain/records.js';

/** The claim that a relationship makes. */
export interface Relation {
  readonly predicate: Predicate;
  /** The target is the subject. */
  readonly reversed?: boolean;
  /** The most that it can be, whatever its words: an attribution is a judgement. */
  readonly atMost?: Modality;
}

/** Words before a predicate that say how sure it is. */
const HEDGED: Readonly<Record<string, Modality>> = {
  reported: 'ASSESSED',
  assessed: 'ASSESSED',
  likely: 'ASSESSED',
  alleged: 'ACCUSED',
  accused: 'ACCUSED',
  disputed: 'POSSIBLE',
  suspected: 'POSSIBLE',
  possible: 'POSSIBLE',
  possibly: 'POSSIBLE',
};

/** The claim of a relationship type between these kinds; null if ascribe has no predicate for it. Denied relations make none. */
export function relationOf(type: string, source: EntityKind): Relation | null {
  switch (type) {
    case 'attributed-to':
      if (source === 'EVENT') return { predicate: 'PARTICIPATED_IN', reversed: true, atMost: 'ASSESSED' };
      return { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' };
    case 'targets':
      return { predicate: source === 'ATTACK' ? 'TARGETED' : 'TARGETS' };
    case 'located-at':
      return { predicate: 'LOCATED_IN' };
    case 'originates-from':
      return source === 'EVENT' ? null : { predicate: 'LOCATED_IN', atMost: 'ASSESSED' };
    case 'owns':
      return { predicate: 'OPERATES' };
    case 'duplicate-of':
    case 'revoked-by':
      return { predicate: 'SAME_AS', atMost: 'ASSESSED' };
    case 'related-to':
      return { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' };
    default:
      return ownRelation(type);
  }
}

/** A type that is a predicate of ours, such as `funds`, alone or after a word such as `suspected`. */
function ownRelation(type: string): Relation | null {
  const plain = findPredicate(type);
  if (plain !== undefined) return { predicate: plain };
  const at = type.indexOf('-');
  const atMost = HEDGED[type.slice(0, at)];
  const predicate = findPredicate(type.slice(at + 1));
  return atMost === undefined || predicate === undefined ? null : { predicate, atMost };
}

const findPredicate = (type: string): Predicate | undefined =>
  predicates.find((name) => name.toLowerCase().replaceAll('_', '-') === type);

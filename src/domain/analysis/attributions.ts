import type { Evidence } from '../derivation/evidence.js';
import { earliestSortKey, latestSortKey } from '../edtf.js';
import type { Predicate } from '../ontology.js';
import { compareClaims, compareKeys, compareText, confidenceKey, statusRank } from '../order.js';
import type { Claim } from '../records.js';

/** To have said that one did it is not to have done it: a claim of this predicate makes a candidate, and lends it no status. */
const RESPONSIBILITY: Predicate = 'CLAIMED_RESPONSIBILITY_FOR';

/** One who may have done it, by the claims that say so. */
export interface Attribution {
  readonly actorId: string;
  /** Strongest first. */
  readonly claims: readonly Claim[];
  /** The strongest that says that the actor did it or took part; null where the actor is only said to have claimed it. */
  readonly strongest: Claim | null;
  /** The claim that the actor claimed responsibility; null where nobody says so. */
  readonly responsibility: Claim | null;
}

/** Where an attribution stands in its list: by status, confidence and actor. */
type AttributionKey = readonly [number, number, string];

/**
 * Each subject of these claims of one attack once, with all of them: the strongest attribution first, by status, confidence and actor's
 * id; after them those who are only said to have claimed it. Order of input never matters.
 */
export function groupAttributions(claims: readonly Claim[]): Attribution[] {
  const ofActor = new Map<string, Claim[]>();
  for (const claim of [...claims].sort(compareClaims))
    ofActor.set(claim.subjectId, [...(ofActor.get(claim.subjectId) ?? []), claim]);
  return [...ofActor]
    .map(([actorId, own]) => ({
      actorId,
      claims: own,
      strongest: own.find(({ predicate }) => predicate !== RESPONSIBILITY) ?? null,
      responsibility: own.find(({ predicate }) => predicate === RESPONSIBILITY) ?? null,
    }))
    .sort((a, b) => compareKeys(attributionKey(a), attributionKey(b)));
}

export function attributionKey({ actorId, strongest, responsibility }: Attribution): AttributionKey {
  const of = strongest ?? responsibility;
  if (of === null) return [0, 0, actorId];
  // More than any status has: after all who are said to have done it.
  const after = strongest === null ? 100 : 0;
  return [after + statusRank(of.status), confidenceKey(of.confidence), actorId];
}

/** The live support that was published first, going by the earliest moment that its date may mean; null where none of it has a date. */
export function earliestSupport(evidence: readonly Evidence[]): Evidence | null {
  const dated = evidence
    .filter(({ live, citation }) => live && citation.stance === 'SUPPORTS')
    .map((one) => ({ one, key: earliestSortKey(one.publishedAt) }))
    .filter(({ key }) => key !== '')
    .map(({ one, key }) => [key, latestSortKey(one.publishedAt as string), one.citation.id, one] as const);
  // Of two that may be of one moment, the one that is sure of it.
  const [first] = dated.sort(
    (a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2], b[2]),
  );
  return first?.[3] ?? null;
}

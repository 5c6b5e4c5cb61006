import type { Evidence } from '../derivation/evidence.js';
import { earliestSortKey, latestSortKey } from '../edtf.js';
import type { Predicate } from '../ontology.js';
import { compareClaims, compareKeys, compareText, confidenceKey, statusRank } from '../order.js';
import type { Claim } from '../records.js';

/** A claim of responsibility makes an actor a candidate, but does not say that the actor did it. */
const RESPONSIBILITY: Predicate = 'CLAIMED_RESPONSIBILITY_FOR';

/** An actor who may have carried out an attack, with the claims that say so. */
export interface Attribution {
  readonly actorId: string;
  /** Strongest first. */
  readonly claims: readonly Claim[];
  /** The strongest claim that the actor did it or took part; null if the actor only claimed responsibility. */
  readonly strongest: Claim | null;
  /** The claim that the actor claimed responsibility; null if there is none. */
  readonly responsibility: Claim | null;
}

/** Sort key: status, confidence, actor id. */
type AttributionKey = readonly [number, number, string];

/**
 * Groups the claims about one attack by actor. The strongest attribution comes first, by status, confidence and actor id;
 * actors who only claimed responsibility come last. The order of the input does not matter.
 */
export function groupAttributions(claims: readonly Claim[]): Attribution[] {
  const byActor = new Map<string, Claim[]>();
  for (const claim of [...claims].sort(compareClaims))
    byActor.set(claim.subjectId, [...(byActor.get(claim.subjectId) ?? []), claim]);
  return [...byActor]
    .map(([actorId, ofActor]) => ({
      actorId,
      claims: ofActor,
      strongest: ofActor.find(({ predicate }) => predicate !== RESPONSIBILITY) ?? null,
      responsibility: ofActor.find(({ predicate }) => predicate === RESPONSIBILITY) ?? null,
    }))
    .sort((a, b) => compareKeys(attributionKey(a), attributionKey(b)));
}

/** The sort key of an attribution; also the content of its cursor. */
export function attributionKey({ actorId, strongest, responsibility }: Attribution): AttributionKey {
  const deciding = strongest ?? responsibility;
  if (deciding === null) return [0, 0, actorId];
  // The offset is larger than any status rank: actors who only claimed responsibility sort last.
  const offset = strongest === null ? 100 : 0;
  return [offset + statusRank(deciding.status), confidenceKey(deciding.confidence), actorId];
}

/** The live support that was published first, by the earliest time that its date may mean; null if none has a date. */
export function earliestSupport(evidence: readonly Evidence[]): Evidence | null {
  const dated = evidence
    .filter(({ live, citation }) => live && citation.stance === 'SUPPORTS')
    .map((one) => ({ one, key: earliestSortKey(one.publishedAt) }))
    .filter(({ key }) => key !== '')
    .map(({ one, key }) => [key, latestSortKey(one.publishedAt as string), one.citation.id, one] as const);
  // At equal earliest times, the more precise date comes first.
  const [first] = dated.sort(
    (a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2], b[2]),
  );
  return first?.[3] ?? null;
}

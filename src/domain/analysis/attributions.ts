import type { Evidence } from '../derivation/evidence.js';
import { earliestSortKey, latestSortKey } from '../edtf.js';
import type { Predicate } from '../ontology.js';
import { compareClaims, compareKeys, compareText, confidenceKey, statusRank } from '../order.js';
import type { Claim } from '../records.js';
import type { BodiesOf } from '../voices.js';

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

/**
 * Whether actors are rival explanations: none of them is the body that all others belong to, directly or through others. `bodiesOf` names
 * the bodies that an actor is an organ, a part, a member or the leader of.
 */
export function areCompeting(actorIds: readonly string[], bodiesOf: BodiesOf): boolean {
  const reaches = actorIds.map((id) => reachableFrom(id, bodiesOf));
  return actorIds.length > 1 && !actorIds.some((body) => reaches.every((reached) => reached.has(body)));
}

/** The actor itself and the bodies above it. */
function reachableFrom(id: string, bodiesOf: BodiesOf): ReadonlySet<string> {
  const reached = new Set([id]);
  for (const one of reached) for (const body of bodiesOf(one)) reached.add(body);
  return reached;
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

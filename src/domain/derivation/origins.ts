import { connectedGroups } from '../connected-groups.js';
import { type Predicate, predicateDefinition } from '../ontology.js';
import { compareText } from '../order.js';
import { modalities, type Proposition, reliabilities, type Stance } from '../records.js';
import { shareVoice } from '../voices.js';
import type { Evidence, EvidenceVoices } from './evidence.js';
import type { Policy } from './policy.js';
import { groupSameTexts } from './same-texts.js';

/** Why citations count as one origin. `id` is the source, root article, or voice of the owners or speakers that they share. */
export interface OriginReason {
  readonly kind: 'SAME_SOURCE' | 'SAME_OWNER' | 'SAME_ROOT' | 'SAME_SPEAKER' | 'SAME_TEXT' | 'SAME_VOICE';
  readonly id: string;
}

/** Evidence of one stance that goes back to one place. Ten copies of a wire story are one origin. */
export interface Origin {
  readonly stance: Stance;
  readonly evidence: readonly Evidence[];
  readonly citationIds: readonly string[];
  /** True if every citation comes from a party to the claim. For support, echoes do not count: a copy is no other speaker. */
  readonly interested: boolean;
  /** Weight of the strongest citation, 0–1; null if none is judged. Echoes add no weight to support (see `withoutEchoes`). */
  readonly weight: number | null;
  /** The citation that gives the weight. */
  readonly strongest: Evidence;
  /** The citation with the strongest modality, judged or not; of several, the one with the best weight or grades. Not an echo, for support. */
  readonly firmest: Evidence;
  readonly reasons: readonly OriginReason[];
}

/**
 * Groups the live evidence of one stance into independent origins: citations that share a source, an article they derive from, a text,
 * or the voice of an owner or speaker, directly or through other citations.
 *
 * Returns the strongest origin first, then by citation id. The order of the input does not matter.
 */
export function groupIntoOrigins(evidence: readonly Evidence[], stance: Stance, policy: Policy): Origin[] {
  const ofStance = evidence
    .filter((one) => one.live && one.citation.stance === stance)
    .sort((a, b) => compareText(a.citation.id, b.citation.id));
  const origins = groupBySharedKeys(ofStance).map(({ members, reasons }) => {
    // Repeated denials keep their weight: adding a denial must never raise confidence.
    const counted = stance === 'DENIES' ? members : withoutEchoes(members);
    const strongest = counted.reduce((best, one) => (isStronger(one, best, policy) ? one : best));
    return {
      stance,
      evidence: members,
      citationIds: members.map((one) => one.citation.id),
      interested: counted.every(isInterested),
      weight: weightOf(strongest, policy),
      strongest,
      firmest: counted.reduce((best, one) => (isFirmer(one, best, policy) ? one : best)),
      reasons,
    };
  });
  return origins.sort(
    (a, b) =>
      (b.weight ?? -1) - (a.weight ?? -1) || compareText(a.citationIds[0] ?? '', b.citationIds[0] ?? ''),
  );
}

/** True if the owner of the source, or the original speaker, speaks with the voice of the subject or the object of the claim. */
export function isInterested({ voices: { speaker, owner, subject, object } }: Evidence): boolean {
  return [speaker, owner].some((voice) => shareVoice(voice, subject) || shareVoice(voice, object));
}

/** True if the actor itself admits the claim. */
export function isAdmission({ citation, voices }: Evidence, { predicate }: Proposition): boolean {
  return citation.modality === 'ADMITTED' && canAdmit(voices, predicate);
}

/**
 * True if a speaker can admit a claim: it has the voice of the subject, or of either end of a symmetric claim. The import refuses
 * other admissions.
 */
export function canAdmit(
  { speaker, subject, object }: Pick<EvidenceVoices, 'speaker' | 'subject' | 'object'>,
  predicate: Predicate,
): boolean {
  return (
    shareVoice(speaker, subject) ||
    (predicateDefinition(predicate).symmetric === true && shareVoice(speaker, object))
  );
}

/** Weight of one citation, 0–1: source reliability × credibility × modality. Null if either grade is unjudged (F or 6). */
export function weightOf({ reliability, citation }: Evidence, policy: Policy): number | null {
  const source = policy.reliability[reliability];
  const information = policy.credibility[citation.credibility];
  return source === null || information === null
    ? null
    : source * information * policy.modality[citation.modality];
}

/**
 * Removes echoes: citations of an article that derives from another article in this list. However firmly a copy puts the
 * matter, it adds nothing to the original. Articles that derive from each other in a cycle all stay.
 */
export function withoutEchoes(evidence: readonly Evidence[]): Evidence[] {
  const lineages = new Map(evidence.map((one) => [one.citation.articleId, one.lineage]));
  const derives = (article: string, from: string) => lineages.get(article)?.slice(1).includes(from) ?? false;
  return evidence.filter(({ citation: { articleId }, lineage }) =>
    lineage.slice(1).every((earlier) => !lineages.has(earlier) || derives(earlier, articleId)),
  );
}

function isStronger(one: Evidence, best: Evidence, policy: Policy): boolean {
  return (weightOf(one, policy) ?? -1) > (weightOf(best, policy) ?? -1);
}

function isFirmer(one: Evidence, best: Evidence, policy: Policy): boolean {
  const [first = 0] = [
    modalities.indexOf(best.citation.modality) - modalities.indexOf(one.citation.modality),
    (weightOf(one, policy) ?? -1) - (weightOf(best, policy) ?? -1),
    reliabilities.indexOf(best.reliability) - reliabilities.indexOf(one.reliability),
    best.citation.credibility - one.citation.credibility,
  ].filter((difference) => difference !== 0);
  return first > 0;
}

/**
 * Citations that share one of these keys belong to one origin. An article derives from at most one other article, so
 * lineages that meet anywhere share a root, even if they form a cycle.
 */
function originKeys(
  { citation, sourceId, lineage, voices }: Evidence,
  textIds: ReadonlyMap<string, string>,
): OriginReason[] {
  const textId = textIds.get(citation.articleId);
  return [
    { kind: 'SAME_SOURCE', id: sourceId },
    ...voices.owner.map((id) => ({ kind: 'SAME_OWNER', id }) as const),
    ...lineage.map((id) => ({ kind: 'SAME_ROOT', id }) as const),
    ...voices.speaker.map((id) => ({ kind: 'SAME_SPEAKER', id }) as const),
    ...(textId === undefined ? [] : [{ kind: 'SAME_TEXT', id: textId } as const]),
    ...[...voices.owner, ...voices.speaker].map((id) => ({ kind: 'SAME_VOICE', id }) as const),
  ];
}

const keyText = ({ kind, id }: OriginReason): string => `${kind} ${id}`;

function groupBySharedKeys(
  evidence: readonly Evidence[],
): { members: readonly Evidence[]; reasons: OriginReason[] }[] {
  // Most claims have one article, whose citations share its source; a reason joins several articles.
  const [first] = evidence;
  if (first === undefined) return [];
  if (evidence.every((one) => one.citation.articleId === first.citation.articleId))
    return [{ members: evidence, reasons: [] }];
  const textIds = groupSameTexts(evidence);
  const keysOf = evidence.map((one) => originKeys(one, textIds));
  const groupOf = connectedGroups(keysOf.map((keys) => keys.map(keyText)));
  const groups = new Map<number, { members: Evidence[]; reasons: OriginReason[] }>();
  const sharing = new Map<string, { reason: OriginReason; group: number; members: Evidence[] }>();
  evidence.forEach((one, index) => {
    const group = groupOf[index] as number;
    if (!groups.has(group)) groups.set(group, { members: [], reasons: [] });
    groups.get(group)?.members.push(one);
    for (const reason of keysOf[index] as OriginReason[]) {
      const key = keyText(reason);
      if (!sharing.has(key)) sharing.set(key, { reason, group, members: [] });
      sharing.get(key)?.members.push(one);
    }
  });
  for (const { reason, group, members } of sharing.values())
    if (isReported(reason, members)) groups.get(group)?.reasons.push(reason);
  return [...groups.values()].map(({ members, reasons }) => ({
    members,
    reasons: reasons.sort((a, b) => compareText(keyText(a), keyText(b))),
  }));
}

/**
 * A reason is reported only if it joins two or more articles. For a lineage, only the root is reported; for an owner and a speaker of one
 * voice, only what does not follow from the owners or the speakers alone.
 */
function isReported({ kind, id }: OriginReason, sharing: readonly Evidence[]): boolean {
  if (new Set(sharing.map((one) => one.citation.articleId)).size < 2) return false;
  if (kind === 'SAME_ROOT') return sharing.some((one) => one.lineage.at(-1) === id);
  const isOnly = (role: 'owner' | 'speaker', other: 'owner' | 'speaker') =>
    sharing.some(({ voices }) => voices[role].includes(id) && !voices[other].includes(id));
  return kind !== 'SAME_VOICE' || (isOnly('owner', 'speaker') && isOnly('speaker', 'owner'));
}

import { predicateDefinition } from '../ontology.js';
import { compareText } from '../order.js';
import type { Proposition, Stance } from '../records.js';
import type { Evidence } from './evidence.js';
import type { Policy } from './policy.js';

/** Why citations are one origin. `id` is the source, owner, root article or speaker that they share. */
export interface OriginReason {
  readonly kind: 'SAME_SOURCE' | 'SAME_OWNER' | 'SAME_ROOT' | 'SAME_SPEAKER';
  readonly id: string;
}

/** Evidence of one stance that goes back to one place: ten copies of a wire story are one origin. */
export interface Origin {
  readonly stance: Stance;
  readonly evidence: readonly Evidence[];
  readonly citationIds: readonly string[];
  /** Each of its citations comes from a party to the claim. */
  readonly interested: boolean;
  /** 0–1, of the strongest citation; null where none is judged. An echo of another one here lends no strength to support. */
  readonly weight: number | null;
  /** The citation that the weight is of. */
  readonly strongest: Evidence;
  readonly reasons: readonly OriginReason[];
}

/** Groups the live evidence of one stance; strongest origin first, then by citation id. Order of input never matters. */
export function groupIntoOrigins(
  proposition: Proposition,
  evidence: readonly Evidence[],
  stance: Stance,
  policy: Policy,
): Origin[] {
  const own = evidence
    .filter((one) => one.live && one.citation.stance === stance)
    .sort((a, b) => compareText(a.citation.id, b.citation.id));
  const origins = groupBySharedKeys(own).map(({ members, reasons }) => {
    // A denial is heard whoever repeats it: adding one must never raise confidence.
    const heard = stance === 'DENIES' ? members : withoutEchoes(members);
    const strongest = heard.reduce((best, one) => (isStronger(one, best, policy) ? one : best));
    return {
      stance,
      evidence: members,
      citationIds: members.map((one) => one.citation.id),
      interested: members.every((one) => isInterested(one, proposition)),
      weight: weightOf(strongest, policy),
      strongest,
      reasons,
    };
  });
  return origins.sort(
    (a, b) =>
      (b.weight ?? -1) - (a.weight ?? -1) || compareText(a.citationIds[0] ?? '', b.citationIds[0] ?? ''),
  );
}

/** A citation is interested when its source's owner, or the one whose words they are, is a party to the claim. */
export function isInterested(evidence: Evidence, { subjectId, objectId }: Proposition): boolean {
  return [evidence.affiliation, evidence.citation.assertedBy.at(-1)].some(
    (party) => party != null && (party === subjectId || party === objectId),
  );
}

/** An admission is the actor's own: its last speaker is the subject, or either end of a symmetric claim. */
export function isAdmission(evidence: Evidence, { subjectId, objectId, predicate }: Proposition): boolean {
  if (evidence.citation.modality !== 'ADMITTED') return false;
  const speaker = evidence.citation.assertedBy.at(-1);
  return speaker === subjectId || (predicateDefinition(predicate).symmetric === true && speaker === objectId);
}

/** Source reliability × credibility × modality; null where either grade is unjudged. */
export function weightOf({ reliability, citation }: Evidence, policy: Policy): number | null {
  const source = policy.reliability[reliability];
  const information = policy.credibility[citation.credibility];
  return source === null || information === null
    ? null
    : source * information * policy.modality[citation.modality];
}

/**
 * Leaves out echoes: a citation of an article that derives from another one here adds nothing to the original, however
 * much more firmly it puts the matter. Articles that derive from each other in a circle are heard once each.
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

/**
 * What makes citations one: each shared thing is a key, and citations that share any key, directly or through others, belong
 * together. An article derives from one other at most, so lineages that meet anywhere have one root, also where they go in a circle.
 */
function originKeys({ sourceId, affiliation, lineage, citation }: Evidence): OriginReason[] {
  const speaker = citation.assertedBy.at(-1);
  return [
    { kind: 'SAME_SOURCE', id: sourceId },
    ...(affiliation === null ? [] : [{ kind: 'SAME_OWNER', id: affiliation } as const]),
    ...lineage.map((id) => ({ kind: 'SAME_ROOT', id }) as const),
    ...(speaker === undefined ? [] : [{ kind: 'SAME_SPEAKER', id: speaker } as const]),
  ];
}

function groupBySharedKeys(
  evidence: readonly Evidence[],
): { members: Evidence[]; reasons: OriginReason[] }[] {
  const parents = evidence.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = index; at !== root; ) {
      const next = parents[at] as number;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const holders = new Map<string, { reason: OriginReason; indexes: number[] }>();
  evidence.forEach((one, index) => {
    for (const reason of originKeys(one)) {
      const key = `${reason.kind} ${reason.id}`;
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, { reason, indexes: [index] });
      else {
        parents[find(index)] = find(holder.indexes[0] as number);
        holder.indexes.push(index);
      }
    }
  });
  const groups = new Map<number, { members: Evidence[]; reasons: OriginReason[] }>();
  evidence.forEach((one, index) => {
    const group = groups.get(find(index)) ?? { members: [], reasons: [] };
    group.members.push(one);
    groups.set(find(index), group);
  });
  for (const { reason, indexes } of holders.values()) {
    const sharing = indexes.map((index) => evidence[index] as Evidence);
    // Told only where it binds two articles or more, and of a lineage only its root.
    const binds = new Set(sharing.map((one) => one.citation.articleId)).size > 1;
    const isRoot = reason.kind !== 'SAME_ROOT' || sharing.some((one) => one.lineage.at(-1) === reason.id);
    if (binds && isRoot) groups.get(find(indexes[0] as number))?.reasons.push(reason);
  }
  return [...groups.values()].map(({ members, reasons }) => ({
    members,
    reasons: reasons.sort((a, b) => compareText(`${a.kind} ${a.id}`, `${b.kind} ${b.id}`)),
  }));
}

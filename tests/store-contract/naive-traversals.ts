import { predicateDefinition } from '#ascribe/domain/ontology.js';
import { compareClaims } from '#ascribe/domain/order.js';
import type { Claim } from '#ascribe/domain/records.js';
import { claimCost } from '#ascribe/domain/traversal/edge.js';
import type { PathRequest } from '#ascribe/domain/traversal/paths.js';
import type { Direction } from '#ascribe/store/store.js';

interface Step {
  readonly claim: Claim;
  readonly from: string;
  readonly to: string;
}

/** The traversals by definition: exhaustive search over claims that already match the filter. */
export function naiveTraversals(claims: readonly Claim[], direction: Direction) {
  const steps = claims.flatMap((claim) => toSteps(claim, direction));
  const from = (id: string) => steps.filter((step) => step.from === id);

  const neighborhood = (entityId: string, depth: number, maxEntities: number, maxClaims: number) => {
    const distances = new Map([[entityId, 0]]);
    let truncated = false;
    for (let distance = 1; distance <= depth && !truncated; distance += 1) {
      const ring = [...distances].filter(([, at]) => at === distance - 1).flatMap(([id]) => from(id));
      for (const id of [...new Set(ring.map(({ to }) => to))].sort()) {
        if (distances.has(id)) continue;
        if (distances.size === maxEntities) truncated = true;
        else distances.set(id, distance);
      }
    }
    const among = claims.filter(
      ({ subjectId, objectId }) => distances.has(subjectId) && distances.has(objectId ?? ''),
    );
    return {
      entities: [...distances],
      claims: among
        .sort(compareClaims)
        .slice(0, maxClaims)
        .map(({ id }) => id),
      truncated: truncated || among.length > maxClaims,
    };
  };

  const paths = ({ fromId, toId, maxLength, limit, avoid, through }: PathRequest) => {
    const found: Step[][] = [];
    const follow = (path: readonly Step[], at: string) => {
      if (at === toId) {
        const met = path.map(({ to }) => to);
        if (through.every((id) => met.includes(id))) found.push([...path]);
        return;
      }
      if (path.length === maxLength) return;
      for (const step of from(at))
        if (step.to !== fromId && !avoid.includes(step.to) && !path.some(({ to }) => to === step.to))
          follow([...path, step], step.to);
    };
    follow([], fromId);
    const ordered = found.sort(
      (a, b) => a.length - b.length || weakest(a) - weakest(b) || compare(ids(a), ids(b)),
    );
    return {
      paths: ordered.slice(0, limit).map((path) => ({
        entityIds: [fromId, ...path.map(({ to }) => to)],
        claims: ids(path),
      })),
      truncated: ordered.length > limit,
    };
  };

  const chainsFrom = (entityId: string, depth: number) => {
    const best = new Map<string, readonly Step[]>([[entityId, []]]);
    const chains: Step[][] = [];
    let ring = [entityId];
    for (let distance = 1; distance <= depth; distance += 1) {
      const ending = ring.flatMap((id) =>
        from(id)
          .filter(({ to }) => to !== entityId)
          .map((step) => [...(best.get(id) ?? []), step]),
      );
      const last = (path: readonly Step[]) => path.at(-1) as Step;
      chains.push(
        ...ending.toSorted(
          (a, b) =>
            weakest(a) - weakest(b) || compare([last(a).claim.id, ...ids(a)], [last(b).claim.id, ...ids(b)]),
        ),
      );
      const extended = ending
        .filter((path) => !best.has(last(path).to))
        .sort((a, b) => weakest(a) - weakest(b) || compare(ids(a), ids(b)));
      for (const path of extended) if (!best.has(last(path).to)) best.set(last(path).to, path);
      ring = [...new Set(extended.map((path) => last(path).to))];
    }
    return chains.map((path) => ({ entityIds: [entityId, ...path.map(({ to }) => to)], claims: ids(path) }));
  };
  return { neighborhood, paths, chainsFrom };
}

function toSteps(claim: Claim, direction: Direction): Step[] {
  const { subjectId, objectId, predicate } = claim;
  if (objectId === null || subjectId === objectId) return [];
  const out = { claim, from: subjectId, to: objectId };
  const back = { claim, from: objectId, to: subjectId };
  if (direction === 'BOTH' || predicateDefinition(predicate).symmetric) return [out, back];
  return direction === 'OUT' ? [out] : [back];
}

const ids = (path: readonly Step[]): string[] => path.map(({ claim }) => claim.id);
const weakest = (path: readonly Step[]): number =>
  Math.max(0, ...path.map(({ claim }) => claimCost(claim.status, claim.confidence)));
const compare = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((id, n) => id !== b[n]);
  return at === -1 ? 0 : (a[at] as string) < (b[at] as string) ? -1 : 1;
};

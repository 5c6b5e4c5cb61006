import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { buildAdjacency, type Edge, reverseEdge } from '#ascribe/domain/traversal/edge.js';
import { findPaths } from '#ascribe/domain/traversal/paths.js';
import { createPause } from '#ascribe/store/neo4j/connection/yield.js';
import { worstCaseEdges } from './worst-case-graph.js';

const REQUEST = { fromId: 'from', toId: 'to', maxLength: 8, limit: 10, avoid: [], through: [] };

/** Links that are at hand; each leads both ways. */
function inMemoryReads(ends: readonly (readonly [string, string])[]) {
  const links = ends.map(([from, to], n): Edge => ({ claimId: `claim:${n}`, from, to, cost: n % 7 }));
  const leading = buildAdjacency([...links, ...links.map(reverseEdge)]);
  const expand = async (ids: readonly string[]) => ids.flatMap((id) => leading.get(id) ?? []);
  return {
    forward: expand,
    backward: expand,
    between: async (from: readonly string[], to: readonly string[]) =>
      (await expand(from)).filter((link) => to.includes(link.to)),
  };
}

it('a hard search for paths lets timers fire, and ends where one of them gives it up', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  const search = findPaths(REQUEST, inMemoryReads(worstCaseEdges(30)), createPause(controller.signal));
  await expect(search).rejects.toThrow('enough');
});

it('a hard search for paths leaves many turns to others, and finds what there is', async () => {
  let turns = 0;
  let over = false;
  const others = (async () => {
    for (; !over; turns += 1) await setImmediate();
  })();
  const found = await findPaths(REQUEST, inMemoryReads(worstCaseEdges(30)), createPause(undefined));
  over = true;
  await others;
  expect(found).toMatchObject({ truncated: true, paths: [[{ to: 'gate' }, { to: 'to' }]] });
  expect(turns).toBeGreaterThan(20);
});

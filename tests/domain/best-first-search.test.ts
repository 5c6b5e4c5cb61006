import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPause } from '#ascribe/async/time-slicer.js';
import { buildAdjacency, type Edge, reverseEdge } from '#ascribe/domain/traversal/edge.js';
import { findPaths } from '#ascribe/domain/traversal/paths.js';
import { worstCaseEdges } from './worst-case-graph.js';

const REQUEST = { fromId: 'from', toId: 'to', maxLength: 8, limit: 10, avoid: [], through: [] };

/** Reads edges from memory; each edge leads both ways. */
function inMemoryReads(ends: readonly (readonly [string, string])[]) {
  const edges = ends.map(([from, to], n): Edge => ({ claimId: `claim:${n}`, from, to, cost: n % 7 }));
  const adjacency = buildAdjacency([...edges, ...edges.map(reverseEdge)]);
  const expand = async (ids: readonly string[]) => ids.flatMap((id) => adjacency.get(id) ?? []);
  return {
    forward: expand,
    backward: expand,
    between: async (from: readonly string[], to: readonly string[]) =>
      (await expand(from)).filter((edge) => to.includes(edge.to)),
  };
}

it('a hard path search lets timers fire and can be cancelled by one', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('enough')), 20);
  const search = findPaths(REQUEST, inMemoryReads(worstCaseEdges(30)), createPause(controller.signal));
  await expect(search).rejects.toThrow('enough');
});

it('a hard path search yields often and finds the only path', async () => {
  let turns = 0;
  let finished = false;
  const otherWork = (async () => {
    for (; !finished; turns += 1) await setImmediate();
  })();
  const found = await findPaths(REQUEST, inMemoryReads(worstCaseEdges(30)), createPause(undefined));
  finished = true;
  await otherWork;
  expect(found).toMatchObject({ truncated: true, paths: [[{ to: 'gate' }, { to: 'to' }]] });
  expect(turns).toBeGreaterThan(20);
});

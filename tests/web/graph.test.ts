import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClaimLineFragment } from '../../src/web/api/generated.ts';
import { claimsCsv } from '../../src/web/export/csv.ts';
import { htmlReport, markdownReport } from '../../src/web/export/report.ts';
import { graphSvg, listSvg } from '../../src/web/export/svg.ts';
import { layOut, type Stage, withPins } from '../../src/web/graph/layout.ts';
import { buildScene, NODE_RADIUS } from '../../src/web/graph/scene.ts';
import { ALL_STATUSES } from '../../src/web/statuses.ts';

const star = (around: string | null, center: string, prefix: string, count: number): Stage => {
  const nodes = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  return { around, nodes: [center, ...nodes], links: nodes.map((node) => [center, node]) };
};

const chain = (count: number): Stage => {
  const nodes = Array.from({ length: count }, (_, index) => `c${index}`);
  return { around: null, nodes, links: nodes.slice(1).map((node, index) => [`c${index}`, node]) };
};

const named = (ref: string, name = ref) => ({ ref, name, kind: 'STATE' }) as const;
const claim = (ref: string, subject: string, object: string, name = subject): ClaimLineFragment => ({
  id: ref,
  ref,
  status: 'ALLEGED',
  confidence: 20,
  contested: false,
  predicate: 'SPONSORS',
  subject: named(subject, name),
  object: named(object),
  value: null,
  validity: [],
  soleSource: null,
});

it('the same graph has the same positions on every visit', () => {
  const stages = [star(null, 'a', 'b', 30), star('b3', 'b3', 'c', 12)];
  expect(layOut(stages)).toEqual(layOut(structuredClone(stages)));
});

it('a graph that grows keeps the positions of what was there', () => {
  const first = [star(null, 'a', 'b', 20)];
  const before = layOut(first);
  const after = layOut([...first, star('b3', 'b3', 'c', 12)]);
  expect(new Map([...after].filter(([ref]) => before.has(ref)))).toEqual(before);
  expect(after.size).toBe(before.size + 12);
});

it.each([
  ['a star', [star(null, 'a', 'b', 150)]],
  [
    'a graph that grew',
    [star(null, 'a', 'b', 150), ...['b0', 'b1', 'b2'].map((ref) => star(ref, ref, `${ref}-`, 200))],
  ],
  ['a chain', [chain(300)]],
])('no two entities lie on each other: %s', (_, stages) => {
  const points = [...layOut(stages).values()];
  const nearest = points.map((a) =>
    Math.min(...points.filter((b) => b !== a).map((b) => Math.hypot(a.x - b.x, a.y - b.y))),
  );
  expect(Math.min(...nearest)).toBeGreaterThan(2 * NODE_RADIUS);
});

it('a pinned entity is where it was put, and what was expanded from it follows', () => {
  const stages = [star(null, 'a', 'b', 5), star('b1', 'b1', 'c', 3)];
  const free = layOut(stages);
  const pinned = withPins(free, stages, new Map([['b1', { x: 500, y: -300 }]]));
  expect(pinned.get('b1')).toEqual({ x: 500, y: -300 });
  expect(pinned.get('b2')).toEqual(free.get('b2'));
  const [b1, c0] = [free.get('b1'), free.get('c0')];
  expect((pinned.get('c0')?.x ?? 0) - 500).toBe((c0?.x ?? 0) - (b1?.x ?? 0));
});

it('claims between the same two entities never lie on each other', () => {
  const claims = [claim('1', 'a', 'b'), claim('2', 'a', 'b'), claim('3', 'b', 'a')];
  const positions = layOut([{ around: null, nodes: ['a', 'b'], links: [['a', 'b']] }]);
  const { edges } = buildScene({ entities: [named('a'), named('b')], claims }, positions);
  expect(new Set(edges.map(({ control }) => `${control.x.toFixed(3)} ${control.y.toFixed(3)}`)).size).toBe(3);
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=y>',
    ']]>&<!--',
    '](javascript:x)',
    "=cmd|' /C calc'!A1",
  ),
);

it('pictures and reports carry any name as text', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const claims = [claim('1', 'a', 'b', name)];
      const positions = layOut([{ around: null, nodes: ['a', 'b'], links: [['a', 'b']] }]);
      const scene = buildScene({ entities: [named('a', name), named('b')], claims }, positions);
      const report = {
        title: name,
        scope: { statuses: ALL_STATUSES, during: null, undated: false, asOf: null },
        notes: [],
        permalink: 'http://127.0.0.1/#/',
        claims: [],
      };
      const tags = (markup: string) =>
        markup
          .match(/<(?!\/)[^\s>]+/g)
          ?.sort()
          .join(' ');
      expect(tags(graphSvg(scene, name, []))).toBe(tags(graphSvg(scene, 'plain', [])));
      expect(tags(listSvg(claims, name, []))).toBe(tags(listSvg(claims, 'plain', [])));
      expect(tags(htmlReport(report))).toBe(tags(htmlReport({ ...report, title: 'plain' })));
      expect(markdownReport(report).split('\n').length).toBe(
        markdownReport({ ...report, title: 'plain' }).split('\n').length,
      );
      expect(markdownReport(report)).not.toMatch(/(?<!\\)(?:\\\\)*<|(?<!\\)(?:\\\\)*\]\(/);
    }),
  );
});

it('a cell of CSV is never a formula', () => {
  const [, row = ''] = claimsCsv([claim('1', 'a', 'b', '=cmd|"x"')]).split('\r\n');
  expect(row).toContain('"\'=cmd|""x"""');
  expect(row.split(',').filter((cell) => /^"?[=+@-]/.test(cell))).toEqual([]);
});

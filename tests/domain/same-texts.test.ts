import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { explain } from '#ascribe/domain/derivation/explain.js';
import { isSameText } from '#ascribe/domain/text-sketch.js';
import { buildDenial, buildEvidence, FUNDING } from './evidence-builder.js';

/** Sketches that differ in some values; each chain of steps of 20 is nearly the same from one to the next, not from end to end. */
const sketchAt = (step: number): string => {
  const bytes = Buffer.alloc(256, 7);
  for (let at = 0; at < Math.min(step, 128); at++) bytes[2 * at] = 9;
  return bytes.toString('base64');
};
const unlike = (seed: number): string => Buffer.alloc(256, seed).toString('base64');
const derived = (...evidence: Evidence[]) => derive(FUNDING, evidence);

describe('articles whose texts are nearly the same', () => {
  const copies = [buildEvidence('b', { sketch: sketchAt(20) }), buildEvidence('a', { sketch: sketchAt(0) })];

  test('are one origin, whose reason is the first of them, and the explanation says so', () => {
    const derivation = derived(...copies);
    expect(derivation.status).toBe('REPORTED');
    expect(derivation.origins.map(({ reasons }) => reasons)).toEqual([
      [{ kind: 'SAME_TEXT', id: 'article:a' }],
    ]);
    expect(explain(derivation)).toContain('2 citations count as one (nearly the same text)');
  });

  test('are two origins if their texts differ, or if one has no sketch', () => {
    expect(
      derived(buildEvidence('a', { sketch: sketchAt(0) }), buildEvidence('b', { sketch: sketchAt(40) }))
        .status,
    ).toBe('CONFIRMED');
    expect(derived(buildEvidence('a', { sketch: sketchAt(0) }), buildEvidence('b')).status).toBe('CONFIRMED');
  });

  test('are joined through a third that is like both, while that one is live', () => {
    const chain = [0, 20, 40].map((step, at) => buildEvidence(`c${at}`, { sketch: sketchAt(step) }));
    expect(derived(...chain).origins).toHaveLength(1);
    const [first, middle, last] = chain as [Evidence, Evidence, Evidence];
    expect(derived(first, { ...middle, live: false }, last).status).toBe('CONFIRMED');
  });

  test('stay apart on the two sides of a claim', () => {
    expect(
      derived(buildEvidence('a', { sketch: sketchAt(0) }), buildDenial('b', { sketch: sketchAt(0) })).status,
    ).toBe('DISPUTED');
  });

  test('are grouped as by comparing each with each', () => {
    const article = fc.record({
      step: fc.nat({ max: 8 }).map((at) => at * 13),
      seed: fc.constantFrom(0, 0, 1, 2, 3),
    });
    fc.assert(
      fc.property(fc.array(article, { minLength: 2, maxLength: 9 }), (articles) => {
        const sketches = articles.map(({ step, seed }) => (seed === 0 ? sketchAt(step) : unlike(seed)));
        const { origins } = derived(...sketches.map((sketch, at) => buildEvidence(`c${at}`, { sketch })));
        const found = origins.map(({ citationIds }) => citationIds.join()).sort();
        expect(found).toEqual(
          naiveGroups(sketches)
            .map((group) => group.map((at) => `citation:c${at}`).join())
            .sort(),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('are grouped in under 3 s of CPU time if there are thousands of them', () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      buildEvidence(`c${at}`, { sketch: sketchAt(at % 24) }),
    );
    const started = process.cpuUsage();
    expect(derived(...many).origins).toHaveLength(1);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(3_000);
  });
});

/** Joins each pair until nothing changes. */
function naiveGroups(sketches: readonly string[]): number[][] {
  const groups = sketches.map((_, at) => at);
  for (const _ of sketches)
    for (const [a, one] of sketches.entries())
      for (const [b, other] of sketches.entries())
        if (isSameText(one, other)) {
          const first = Math.min(groups[a] as number, groups[b] as number);
          groups[a] = first;
          groups[b] = first;
        }
  return [...new Set(groups)].map((group) => sketches.flatMap((_, at) => (groups[at] === group ? [at] : [])));
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComparisonSide,
  findDifferences,
  summarizeSide,
  verbalizeDifference,
} from '#ascribe/domain/analysis/comparison.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { buildClaim } from './claim-builder.js';
import { buildDenial, buildEvidence } from './evidence-builder.js';
import { randomEvidence } from './random-evidence.js';

const funds = buildClaim({ subjectId: 'norland', predicate: 'FUNDS', objectId: 'lanterns' });
const names = new Map([
  ['norland', 'Norland'],
  ['lanterns', 'Lanterns'],
  ['ministry', 'Ministry'],
]);
const [A, B] = ['source:a', 'source:b'] as const;
const side = (evidence: readonly Evidence[], id: string) => summarizeSide(evidence, id) as ComparisonSide;
const difference = (evidence: readonly Evidence[]) => findDifferences(side(evidence, A), side(evidence, B));
const words = (evidence: readonly Evidence[]) =>
  verbalizeDifference(
    funds,
    { name: 'Wire', ...side(evidence, A) },
    { name: 'Post', ...side(evidence, B) },
    names,
  );
const a = { source: A };
const b = { source: B };

describe('a side', () => {
  it('has only live citations, firmest first', () => {
    const evidence = [
      buildDenial('no', a),
      buildEvidence('weak', { ...a, modality: 'POSSIBLE' }),
      buildEvidence('firm', a),
      buildEvidence('gone', { ...a, modality: 'ADJUDICATED', live: false }),
      buildEvidence('other', b),
    ];
    const { stances, modality, citations } = side(evidence, A);
    expect(citations.map(({ id }) => id)).toEqual(['citation:firm', 'citation:weak', 'citation:no']);
    expect([stances, modality]).toEqual([['SUPPORTS', 'DENIES'], 'REPORTED_AS_FACT']);
  });

  it('is a source or an article, or null without citations', () => {
    const evidence = [
      buildEvidence('one', { ...a, article: 'article:one' }),
      buildEvidence('two', { ...a, article: 'article:two' }),
    ];
    expect(side(evidence, A).citations).toHaveLength(2);
    expect(side(evidence, 'article:two').citations).toHaveLength(1);
    expect(summarizeSide(evidence, B)).toBeNull();
  });

  it('does not depend on the order of the evidence', () => {
    fc.assert(
      fc.property(
        randomEvidence.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(summarizeSide(shuffled, 'source:s0')).toEqual(summarizeSide(all, 'source:s0'));
        },
      ),
    );
  });
});

describe('two sides', () => {
  it('do not differ with equal stance and modality', () => {
    expect(difference([buildEvidence('one', a), buildEvidence('two', b)])).toEqual([]);
  });

  it('differ in modality if one reports as fact what the other gives as an accusation', () => {
    const evidence = [
      buildEvidence('one', { ...b }),
      buildEvidence('two', { ...a, modality: 'ACCUSED_BY_AUTHORITIES', by: ['ministry'] }),
    ];
    expect(difference(evidence)).toEqual(['MODALITY']);
    expect(words(evidence)).toBe(
      'Post reports as fact what Wire only gives as an accusation by authorities (by Ministry): Norland FUNDS Lanterns.',
    );
  });

  it('differ in stance if one denies what the other supports', () => {
    const evidence = [
      buildDenial('one', { ...a, by: ['norland'] }),
      buildEvidence('two', { ...b, modality: 'ACCUSED' }),
    ];
    expect(difference(evidence)).toEqual(['STANCE']);
    expect(words(evidence)).toBe(
      'Post gives as an accusation what Wire denies (by Norland): Norland FUNDS Lanterns.',
    );
  });

  it('differ in both if one supports more firmly and also quotes a denial', () => {
    const evidence = [
      buildEvidence('one', a),
      buildDenial('two', { ...a, by: ['norland'] }),
      buildEvidence('three', { ...b, modality: 'POSSIBLE' }),
    ];
    expect(difference(evidence)).toEqual(['STANCE', 'MODALITY']);
    expect(words(evidence)).toBe(
      'Wire both supports and denies what Post gives as possible: Norland FUNDS Lanterns.',
    );
  });

  it('differ in the same way in either order', () => {
    fc.assert(
      fc.property(randomEvidence, (evidence) => {
        const [one, other] = [summarizeSide(evidence, 'source:s0'), summarizeSide(evidence, 'source:s1')];
        if (one === null || other === null) return;
        expect(findDifferences(other, one)).toEqual(findDifferences(one, other));
        const [x, y] = [
          { name: 'X', ...one },
          { name: 'Y', ...other },
        ];
        if (one.stances.join() !== other.stances.join() && one.stances[0] === other.stances[0]) return;
        if (findDifferences(one, other).length > 0)
          expect(verbalizeDifference(funds, y, x, names)).toBe(verbalizeDifference(funds, x, y, names));
      }),
    );
  });
});

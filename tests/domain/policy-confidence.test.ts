import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { explain } from '#ascribe/domain/derivation/explain.js';
import { confidenceLevel, POLICY } from '#ascribe/domain/derivation/policy.js';
import { cites, denies, FUNDING } from './evidence.js';

const confidence = (...evidence: Evidence[]) => derive(FUNDING, evidence).confidence;
const explanation = (...evidence: Evidence[]) => explain(derive(FUNDING, evidence));
const accusation = cites('courier', {
  reliability: 'C',
  credibility: 3,
  modality: 'ACCUSED_BY_AUTHORITIES',
  by: ['police'],
});

describe('confidence, worked by hand', () => {
  test.each([
    ['B 2 reported as fact: .85 × .85 × .9 = .650', [cites('a')], 65],
    ['C 3 accused by authorities: .7 × .7 × .7 = .343', [accusation], 34],
    [
      'A 1 ruled: .95 × .95 × 1 = .903',
      [cites('a', { reliability: 'A', credibility: 1, modality: 'ADJUDICATED' })],
      90,
    ],
    [
      'E 5 possible: .15 × .15 × .35 = .008',
      [cites('a', { reliability: 'E', credibility: 5, modality: 'POSSIBLE' })],
      1,
    ],
    [
      'D 4 admitted: .4 × .4 × .95 = .152',
      [cites('a', { reliability: 'D', credibility: 4, modality: 'ADMITTED' })],
      15,
    ],
    ['two B 2 facts: 1 − .350² = .878', [cites('a'), cites('b')], 88],
    ['a B 2 fact and the accusation: 1 − .350 × .657 = .770', [cites('a'), accusation], 77],
    [
      'of one origin only the strongest counts',
      [cites('a', { source: 'source:x', modality: 'ACCUSED' }), cites('b', { source: 'source:x' })],
      65,
    ],
    ['the accused denies: .650 × .85 = .553', [cites('a'), denies('b', { by: ['norland'] })], 55],
    [
      'both parties deny, which counts once',
      [cites('a'), denies('b', { by: ['norland'] }), denies('c', { owner: 'lanterns' })],
      55,
    ],
    ['a third party denies as firmly: .650 × .350 = .227', [cites('a'), denies('b')], 23],
    [
      'of third parties only the strongest denial counts',
      [cites('a'), denies('b'), denies('c', { modality: 'ACCUSED' })],
      23,
    ],
    [
      'a weak denial still leaves no more than .85',
      [cites('a'), denies('b', { reliability: 'E', credibility: 5 })],
      55,
    ],
    ['an unjudged denial leaves .85', [cites('a'), denies('b', { reliability: 'F' })], 55],
    [
      'a third party and the accused deny: .650 × .350 × .85 = .193',
      [cites('a'), denies('b'), denies('c', { by: ['norland'] })],
      19,
    ],
    ['a retracted denial takes nothing', [cites('a'), denies('b', { live: false })], 65],
    ['an unjudged second report adds nothing', [cites('a'), cites('b', { reliability: 'F' })], 65],
  ] as const)('%s', (_, evidence, expected) => {
    expect(confidence(...evidence)).toBe(expected);
  });

  test('F and 6 are never a number', () => {
    expect(POLICY.reliability.F).toBeNull();
    expect(POLICY.credibility[6]).toBeNull();
    expect(confidence(cites('a', { reliability: 'F' }))).toBeNull();
    expect(confidence(cites('a', { credibility: 6 }))).toBeNull();
    expect(confidence(cites('a', { reliability: 'F', credibility: 1, modality: 'ADJUDICATED' }))).toBeNull();
    expect(confidence(cites('a', { credibility: 6 }), denies('b'))).toBeNull();
  });

  test('what is only denied, or retracted, has no number', () => {
    expect(confidence(denies('a'))).toBeNull();
    expect(confidence(cites('a', { live: false }))).toBeNull();
    expect(confidence()).toBeNull();
  });
});

test.each([
  [null, 'UNJUDGED'],
  [0, 'LOW'],
  [29, 'LOW'],
  [30, 'MEDIUM'],
  [69, 'MEDIUM'],
  [70, 'HIGH'],
  [100, 'HIGH'],
] as const)('confidence %s is %s', (number, level) => {
  expect(confidenceLevel(number)).toBe(level);
});

describe('the explanation', () => {
  test('of a single accusation can be checked by hand', () => {
    expect(explanation(accusation)).toBe(
      'ALLEGED, 34 (MEDIUM): 1 independent origin: police (accused by authorities, through courier (NEWS), ' +
        'reliability C, credibility 3, weight 0.34). Policy 1.',
    );
  });

  test('tells the support, strongest first, then the denials and what they leave', () => {
    expect(explanation(accusation, cites('gazette'), denies('envoy-says', { by: ['norland'] }))).toBe(
      'REPORTED, 65 (MEDIUM): 2 independent origins: own voice (reported as fact, through gazette (NEWS), ' +
        'reliability B, credibility 2, weight 0.65) + police (accused by authorities, through courier (NEWS), ' +
        'reliability C, credibility 3, weight 0.34); 1 denying origin: norland (denied, a party to the claim, ' +
        'through envoy-says (NEWS), reliability B, credibility 2), leaving 0.85 of the confidence. Policy 1.',
    );
  });

  test('says that F and 6 are unjudged, and gives them no weight', () => {
    const unjudged = explanation(cites('a', { reliability: 'F', credibility: 6 }));
    expect(unjudged).toContain('REPORTED, confidence unjudged: ');
    expect(unjudged).toContain('reliability F (unjudged), credibility 6 (unjudged), no weight)');
  });

  test('says that copies count once', () => {
    expect(explanation(cites('a'), cites('b', { from: ['article:a'] }))).toContain('2 citations count once');
  });

  test('counts each retracted article once', () => {
    const gone = { article: 'article:gone', live: false };
    expect(explanation(cites('a', gone), cites('b', gone))).toBe(
      'RETRACTED, confidence unjudged: no live support; 1 article retracted and left out. Policy 1.',
    );
  });

  test('tells five origins and counts the others', () => {
    const many = explanation(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => cites(name)));
    expect(many).toContain('7 independent origins: ');
    expect(many.match(/own voice/g)).toHaveLength(5);
    expect(many).toContain('+ and 2 more. Policy 1.');
  });
});

test('another policy gives another answer, and says which it was', () => {
  const strict = { ...POLICY, version: 7, confirm: { ...POLICY.confirm, factOrigins: 3 } };
  const derivation = derive(FUNDING, [cites('a'), cites('b')], strict);
  expect(derivation.status).toBe('REPORTED');
  expect(explain(derivation)).toMatch(/Policy 7\.$/);
});

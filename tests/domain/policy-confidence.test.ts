import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { explain } from '#ascribe/domain/derivation/explain.js';
import { confidenceLevel, DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { buildDenial, buildEvidence, FUNDING } from './evidence-builder.js';

const confidence = (...evidence: Evidence[]) => derive(FUNDING, evidence).confidence;
const explanation = (...evidence: Evidence[]) => explain(derive(FUNDING, evidence));
const accusation = buildEvidence('courier', {
  reliability: 'C',
  credibility: 3,
  modality: 'ACCUSED_BY_AUTHORITIES',
  by: ['police'],
});

describe('confidence, calculated by hand', () => {
  test.each([
    ['B 2 reported as fact: .85 × .85 × .9 = .650', [buildEvidence('a')], 65],
    ['C 3 accused by authorities: .7 × .7 × .7 = .343', [accusation], 34],
    [
      'A 1 ruled: .95 × .95 × 1 = .903',
      [buildEvidence('a', { reliability: 'A', credibility: 1, modality: 'ADJUDICATED' })],
      90,
    ],
    [
      'E 5 possible: .15 × .15 × .35 = .008',
      [buildEvidence('a', { reliability: 'E', credibility: 5, modality: 'POSSIBLE' })],
      1,
    ],
    [
      'D 4 admitted: .4 × .4 × .95 = .152',
      [buildEvidence('a', { reliability: 'D', credibility: 4, modality: 'ADMITTED' })],
      15,
    ],
    ['two B 2 facts: 1 − .350² = .878', [buildEvidence('a'), buildEvidence('b')], 88],
    ['a B 2 fact and the accusation: 1 − .350 × .657 = .770', [buildEvidence('a'), accusation], 77],
    [
      'of one origin only the strongest counts',
      [
        buildEvidence('a', { source: 'source:x', modality: 'ACCUSED' }),
        buildEvidence('b', { source: 'source:x' }),
      ],
      65,
    ],
    [
      'the accused denies: .650 × .85 = .553',
      [buildEvidence('a'), buildDenial('b', { by: ['norland'] })],
      55,
    ],
    [
      'both parties deny, which counts once',
      [buildEvidence('a'), buildDenial('b', { by: ['norland'] }), buildDenial('c', { owner: 'lanterns' })],
      55,
    ],
    ['a third party denies as firmly: .650 × .350 = .227', [buildEvidence('a'), buildDenial('b')], 23],
    [
      'of third parties only the strongest denial counts',
      [buildEvidence('a'), buildDenial('b'), buildDenial('c', { modality: 'ACCUSED' })],
      23,
    ],
    [
      'a weak denial still leaves no more than .85',
      [buildEvidence('a'), buildDenial('b', { reliability: 'E', credibility: 5 })],
      55,
    ],
    ['an unjudged denial leaves .85', [buildEvidence('a'), buildDenial('b', { reliability: 'F' })], 55],
    [
      'a third party and the accused deny: .650 × .350 × .85 = .193',
      [buildEvidence('a'), buildDenial('b'), buildDenial('c', { by: ['norland'] })],
      19,
    ],
    [
      'a court found not, credibility unjudged: .650 × .1 = .065',
      [buildEvidence('a'), buildDenial('b', { modality: 'ADJUDICATED', credibility: 6 })],
      7,
    ],
    [
      'a court found not, B 2: .650 × .1 = .065, because its own factor, .278, is higher',
      [buildEvidence('a'), buildDenial('b', { modality: 'ADJUDICATED' })],
      7,
    ],
    [
      'one court found so, another found not: .723 × .278 = .200',
      [buildEvidence('a', { modality: 'ADJUDICATED' }), buildDenial('b', { modality: 'ADJUDICATED' })],
      20,
    ],
    ['a retracted denial takes nothing', [buildEvidence('a'), buildDenial('b', { live: false })], 65],
    [
      'an unjudged second report adds nothing',
      [buildEvidence('a'), buildEvidence('b', { reliability: 'F' })],
      65,
    ],
  ] as const)('%s', (_, evidence, expected) => {
    expect(confidence(...evidence)).toBe(expected);
  });

  test('F and 6 have no weight', () => {
    expect(DEFAULT_POLICY.reliability.F).toBeNull();
    expect(DEFAULT_POLICY.credibility[6]).toBeNull();
    expect(confidence(buildEvidence('a', { reliability: 'F' }))).toBeNull();
    expect(confidence(buildEvidence('a', { credibility: 6 }))).toBeNull();
    expect(
      confidence(buildEvidence('a', { reliability: 'F', credibility: 1, modality: 'ADJUDICATED' })),
    ).toBeNull();
    expect(confidence(buildEvidence('a', { credibility: 6 }), buildDenial('b'))).toBeNull();
  });

  test('claims with only denials or retracted support have no confidence', () => {
    expect(confidence(buildDenial('a'))).toBeNull();
    expect(confidence(buildEvidence('a', { live: false }))).toBeNull();
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
  test('lists the values behind the confidence of a single accusation', () => {
    expect(explanation(accusation)).toBe(
      'ALLEGED, 34 (MEDIUM): 1 independent origin: police (accused by authorities, through courier (NEWS), ' +
        'reliability C, credibility 3, weight 0.34). Policy 2.',
    );
  });

  test('lists support, strongest first, then denials with their factor', () => {
    expect(
      explanation(accusation, buildEvidence('gazette'), buildDenial('envoy-says', { by: ['norland'] })),
    ).toBe(
      'REPORTED, 65 (MEDIUM): 2 independent origins: own voice (reported as fact, through gazette (NEWS), ' +
        'reliability B, credibility 2, weight 0.65) + police (accused by authorities, through courier (NEWS), ' +
        'reliability C, credibility 3, weight 0.34); 1 denying origin: norland (denied, a party to the claim, ' +
        'through envoy-says (NEWS), reliability B, credibility 2), multiplying confidence by 0.85. Policy 2.',
    );
  });

  test('names the firmest of several citations of one origin, also if none is judged', () => {
    const oneSource = { source: 'source:courier', credibility: 6 } as const;
    for (const [first, second] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      expect(
        explanation(
          buildEvidence(first, { ...oneSource, modality: 'POSSIBLE' }),
          buildEvidence(second, oneSource),
        ),
      ).toBe(
        'REPORTED, unjudged: 1 independent origin: own voice (reported as fact, through courier (NEWS), reliability B, ' +
          'credibility 6 (unjudged), no weight, 2 citations count as one (one source)). Policy 2.',
      );
  });

  test('names the citation that gives the weight, if it is not the firmest', () => {
    expect(
      explanation(
        buildEvidence('a', { source: 'source:courier', modality: 'POSSIBLE' }),
        buildEvidence('b', { source: 'source:courier', credibility: 6 }),
      ),
    ).toBe(
      'REPORTED, 25 (LOW): 1 independent origin: own voice (reported as fact, through courier (NEWS), reliability B, ' +
        'credibility 6 (unjudged), no weight, 2 citations count as one (one source), its weight is that of another: said to be possible, ' +
        'through courier (NEWS), reliability B, credibility 2, weight 0.25). Policy 2.',
    );
  });

  test('lists what decides the status first, before judged citations without effect on it', () => {
    const possible = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      buildEvidence(name, { modality: 'POSSIBLE' }),
    );
    expect(
      explanation(...possible, buildEvidence('ruling', { modality: 'ADJUDICATED', credibility: 6 })),
    ).toMatch(/: 7 independent origins: own voice \(found by a court or inquiry, through ruling /);
  });

  test('says that a court found not, and speaks of no confidence if nothing was judged', () => {
    expect(
      explanation(
        buildEvidence('a', { modality: 'POSSIBLE', credibility: 6 }),
        buildDenial('record', { modality: 'ADJUDICATED', by: ['court'], genre: 'COURT', credibility: 6 }),
      ),
    ).toBe(
      'DENIED, unjudged: 1 independent origin: own voice (said to be possible, through a (NEWS), reliability B, ' +
        'credibility 6 (unjudged), no weight); 1 denying origin: court (a court found not, through record (COURT), ' +
        'reliability B, credibility 6 (unjudged)), which wins over support without a ruling. Policy 2.',
    );
  });

  test('says by how much an acquittal lowers the confidence', () => {
    expect(
      explanation(buildEvidence('a'), buildDenial('record', { modality: 'ADJUDICATED', by: ['court'] })),
    ).toMatch(
      /^DENIED, 7 \(LOW\): .*, which wins over support without a ruling, multiplying confidence by 0\.10\. Policy 2\.$/,
    );
  });

  test('marks F and 6 as unjudged without weight', () => {
    const unjudged = explanation(buildEvidence('a', { reliability: 'F', credibility: 6 }));
    expect(unjudged).toContain('REPORTED, unjudged: ');
    expect(unjudged).toContain('reliability F (unjudged), credibility 6 (unjudged), no weight)');
  });

  test('says that copies count as one citation', () => {
    expect(explanation(buildEvidence('a'), buildEvidence('b', { from: ['article:a'] }))).toContain(
      '2 citations count as one',
    );
  });

  test('counts each retracted article once', () => {
    const gone = { article: 'article:gone', live: false };
    expect(explanation(buildEvidence('a', gone), buildEvidence('b', gone))).toBe(
      'RETRACTED: no live support; 1 retracted article not counted. Policy 2.',
    );
  });

  test('lists five origins and counts the others', () => {
    const many = explanation(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => buildEvidence(name)));
    expect(many).toContain('7 independent origins: ');
    expect(many.match(/own voice/g)).toHaveLength(5);
    expect(many).toContain('+ and 2 more. Policy 2.');
  });
});

test('a different policy gives a different result and is named', () => {
  const strict = { ...DEFAULT_POLICY, version: 7, confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 } };
  const derivation = derive(FUNDING, [buildEvidence('a'), buildEvidence('b')], strict);
  expect(derivation.status).toBe('REPORTED');
  expect(explain(derivation)).toMatch(/Policy 7\.$/);
});

import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { MODALITIES, type Proposition } from '#ascribe/domain/records.js';
import { buildDenial, buildEvidence, type EvidenceSpec } from './evidence-builder.js';
import { type Case, testStatuses } from './status-table.js';

const TOLL: Proposition = {
  subjectId: 'harbour-raid',
  predicate: 'KILLED',
  objectId: null,
  value: { type: 'COUNT', min: 12, max: 12 },
};

const acquittal = (name: string, spec: EvidenceSpec = {}) =>
  buildDenial(name, { modality: 'ADJUDICATED', by: ['court'], ...spec });

testStatuses({
  'no live support is left': [
    ['a claim without evidence is RETRACTED', 'RETRACTED', []],
    [
      'a claim whose only article was retracted is RETRACTED',
      'RETRACTED',
      [buildEvidence('a', { live: false })],
    ],
    [
      'a claim whose support and denial are both retracted is RETRACTED',
      'RETRACTED',
      [buildEvidence('a', { live: false }), buildDenial('b', { live: false })],
    ],
    ['a claim with only denials is DENIED', 'DENIED', [buildDenial('a')]],
    [
      'a claim that only the accused party denies is DENIED',
      'DENIED',
      [buildDenial('a', { by: ['norland'] })],
    ],
    [
      'a claim whose supporting article is retracted is DENIED',
      'DENIED',
      [buildEvidence('a', { live: false }), buildDenial('b')],
    ],
  ],
  'support and denial are live': [
    [
      'one outlet supports and one denies: DISPUTED',
      'DISPUTED',
      [buildEvidence('a', { modality: 'ACCUSED' }), buildDenial('b')],
    ],
    [
      'a third party denies what two good reports would confirm: DISPUTED before CONFIRMED',
      'DISPUTED',
      [buildEvidence('a'), buildEvidence('b'), buildDenial('c')],
    ],
    [
      'a ruling that somebody else denies is DISPUTED',
      'DISPUTED',
      [buildEvidence('a', { modality: 'ADJUDICATED' }), buildDenial('b')],
    ],
    [
      'even an unjudged denial of a third party makes it DISPUTED',
      'DISPUTED',
      [buildEvidence('a'), buildDenial('b', { reliability: 'F', credibility: 6 })],
    ],
    [
      'the accused state denies it: that alone is not a dispute',
      'REPORTED',
      [buildEvidence('a'), buildDenial('b', { by: ['norland'] })],
    ],
    [
      'the group that would be paid denies it: that alone is not a dispute',
      'REPORTED',
      [buildEvidence('a'), buildDenial('b', { by: ['lanterns'] })],
    ],
    [
      'a broadcaster that the accused state owns denies it: that alone is not a dispute',
      'REPORTED',
      [buildEvidence('a'), buildDenial('b', { owner: 'norland' })],
    ],
    [
      'an agency reports what the accused state told an envoy: still a denial by a party',
      'REPORTED',
      [buildEvidence('a'), buildDenial('b', { by: ['envoy', 'norland'] })],
    ],
    [
      'the accused state reports the denial of an envoy: the envoy is the original speaker, so DISPUTED',
      'DISPUTED',
      [buildEvidence('a'), buildDenial('b', { by: ['norland', 'envoy'] })],
    ],
    [
      'a third party joins the denial of the accused in the same outlet: DISPUTED',
      'DISPUTED',
      [
        buildEvidence('a'),
        buildDenial('b', { source: 'source:x', by: ['norland'] }),
        buildDenial('c', { source: 'source:x' }),
      ],
    ],
    [
      'the dispute ends when the denial is retracted',
      'CONFIRMED',
      [buildEvidence('a'), buildEvidence('b'), buildDenial('c', { live: false })],
    ],
    [
      'a denial by a party does not undo two good reports',
      'CONFIRMED',
      [buildEvidence('a'), buildEvidence('b'), buildDenial('c', { by: ['norland'] })],
    ],
    [
      'a denial of a death toll has no interested party: DISPUTED',
      'DISPUTED',
      [buildEvidence('a'), buildDenial('b')],
      TOLL,
    ],
  ],
  'a court found not': [
    [
      'an acquittal wins over a possibility: DENIED',
      'DENIED',
      [buildEvidence('a', { modality: 'POSSIBLE' }), acquittal('b')],
    ],
    [
      'an acquittal wins over two good reports: DENIED',
      'DENIED',
      [buildEvidence('a'), buildEvidence('b'), acquittal('c')],
    ],
    [
      'an acquittal wins over an admission with a second origin: DENIED',
      'DENIED',
      [
        buildEvidence('a', { modality: 'ADMITTED', by: ['norland'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
        acquittal('c'),
      ],
    ],
    [
      'a conviction and an acquittal: DISPUTED',
      'DISPUTED',
      [buildEvidence('a', { modality: 'ADJUDICATED' }), acquittal('b')],
    ],
    [
      'a conviction that only a copy of a report adds does not count: DENIED',
      'DENIED',
      [
        buildEvidence('a'),
        buildEvidence('b', { modality: 'ADJUDICATED', from: ['article:a'] }),
        acquittal('c'),
      ],
    ],
    [
      'a conviction through a source of reliability D does not count: DENIED',
      'DENIED',
      [buildEvidence('a', { modality: 'ADJUDICATED', reliability: 'D' }), acquittal('b')],
    ],
    ...(['A', 'B', 'C'] as const).map(
      (reliability): Case => [
        `an acquittal through a source of reliability ${reliability} wins: DENIED`,
        'DENIED',
        [buildEvidence('a'), acquittal('b', { reliability })],
      ],
    ),
    ...(['D', 'E', 'F'] as const).map(
      (reliability): Case => [
        `an acquittal through a source of reliability ${reliability} does not win: DISPUTED`,
        'DISPUTED',
        [buildEvidence('a'), acquittal('b', { reliability })],
      ],
    ),
    ...(['OPINION', 'PROPAGANDA'] as const).map(
      (genre): Case => [
        `an acquittal that ${genre} reports does not win: DISPUTED`,
        'DISPUTED',
        [buildEvidence('a'), acquittal('b', { genre })],
      ],
    ),
    [
      'an acquittal wins whatever the credibility',
      'DENIED',
      [buildEvidence('a'), acquittal('b', { credibility: 6 })],
    ],
    [
      'a court of a party to the claim cannot acquit it: REPORTED',
      'REPORTED',
      [buildEvidence('a'), acquittal('b', { by: ['norland'] })],
    ],
    [
      'an acquittal in a retracted article has no effect',
      'REPORTED',
      [buildEvidence('a'), acquittal('b', { live: false })],
    ],
  ],
  'only allegations are left': [
    ...(['ASSESSED', 'ACCUSED_BY_AUTHORITIES', 'ACCUSED', 'POSSIBLE'] as const).map(
      (modality): Case => [
        `any number of ${modality} is still ALLEGED`,
        'ALLEGED',
        ['a', 'b', 'c'].map((name) => buildEvidence(name, { modality, reliability: 'A', credibility: 1 })),
      ],
    ),
    ...(['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'] as const).map(
      (modality): Case => [
        `one ${modality} among accusations makes it REPORTED`,
        'REPORTED',
        [buildEvidence('a', { modality, reliability: 'E' }), buildEvidence('b', { modality: 'ACCUSED' })],
      ],
    ),
    [
      'the accused denies an accusation: it stays ALLEGED',
      'ALLEGED',
      [buildEvidence('a', { modality: 'ACCUSED' }), buildDenial('b', { by: ['norland'] })],
    ],
  ],
});

test('the policy lists each modality once, strongest first', () => {
  expect(Object.keys(DEFAULT_POLICY.modality)).toEqual(Object.keys(MODALITIES));
  const weights = Object.values(DEFAULT_POLICY.modality);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
});

import { expect, test } from 'vitest';
import { POLICY } from '#ascribe/domain/derivation/policy.js';
import { MODALITIES, type Proposition } from '#ascribe/domain/records.js';
import { cites, denies } from './evidence.js';
import { type Case, testStatuses } from './status-table.js';

const TOLL: Proposition = {
  subjectId: 'harbour-raid',
  predicate: 'KILLED',
  objectId: null,
  value: { type: 'COUNT', min: 12, max: 12 },
};

testStatuses({
  'nothing that speaks for it is left': [
    ['a claim without evidence is RETRACTED', 'RETRACTED', []],
    ['a claim whose only article was retracted is RETRACTED', 'RETRACTED', [cites('a', { live: false })]],
    [
      'when support and denial are both retracted it is RETRACTED',
      'RETRACTED',
      [cites('a', { live: false }), denies('b', { live: false })],
    ],
    ['what is only denied is DENIED', 'DENIED', [denies('a')]],
    [
      'what is only denied by the accused party is DENIED all the same',
      'DENIED',
      [denies('a', { by: ['norland'] })],
    ],
    [
      'once the supporting article is retracted, the denial alone leaves it DENIED',
      'DENIED',
      [cites('a', { live: false }), denies('b')],
    ],
  ],
  'a denial stands against support': [
    [
      'one outlet says it, another that it is not so: DISPUTED',
      'DISPUTED',
      [cites('a', { modality: 'ACCUSED' }), denies('b')],
    ],
    [
      'two good reports would confirm it, but a third party denies: DISPUTED before CONFIRMED',
      'DISPUTED',
      [cites('a'), cites('b'), denies('c')],
    ],
    [
      'a ruling that somebody else denies is DISPUTED',
      'DISPUTED',
      [cites('a', { modality: 'ADJUDICATED' }), denies('b')],
    ],
    [
      'even an unjudged denial of a third party makes it DISPUTED',
      'DISPUTED',
      [cites('a'), denies('b', { reliability: 'F', credibility: 6 })],
    ],
    [
      'the accused state denies it: that alone is not a dispute',
      'REPORTED',
      [cites('a'), denies('b', { by: ['norland'] })],
    ],
    [
      'the group that would be paid denies it: that alone is not a dispute',
      'REPORTED',
      [cites('a'), denies('b', { by: ['lanterns'] })],
    ],
    [
      'a broadcaster that the accused state owns denies it: that alone is not a dispute',
      'REPORTED',
      [cites('a'), denies('b', { owner: 'norland' })],
    ],
    [
      'an agency relays what the accused state told an envoy: still its own denial',
      'REPORTED',
      [cites('a'), denies('b', { by: ['envoy', 'norland'] })],
    ],
    [
      'the accused state relays the denial of an envoy: the envoy is the last speaker, and it is DISPUTED',
      'DISPUTED',
      [cites('a'), denies('b', { by: ['norland', 'envoy'] })],
    ],
    [
      'a third party joins the own denial of the accused: DISPUTED, also in the same outlet',
      'DISPUTED',
      [cites('a'), denies('b', { source: 'source:x', by: ['norland'] }), denies('c', { source: 'source:x' })],
    ],
    [
      'the dispute ends when the denial is retracted',
      'CONFIRMED',
      [cites('a'), cites('b'), denies('c', { live: false })],
    ],
    [
      'own denial does not undo two good reports',
      'CONFIRMED',
      [cites('a'), cites('b'), denies('c', { by: ['norland'] })],
    ],
    [
      'a death toll has no second party whose denial would be its own',
      'DISPUTED',
      [cites('a'), denies('b')],
      TOLL,
    ],
  ],
  'only allegations are left': [
    ...(['ASSESSED', 'ACCUSED_BY_AUTHORITIES', 'ACCUSED', 'POSSIBLE'] as const).map(
      (modality): Case => [
        `any number of ${modality} is still ALLEGED`,
        'ALLEGED',
        ['a', 'b', 'c'].map((name) => cites(name, { modality, reliability: 'A', credibility: 1 })),
      ],
    ),
    ...(['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'] as const).map(
      (modality): Case => [
        `one ${modality} among accusations makes it REPORTED`,
        'REPORTED',
        [cites('a', { modality, reliability: 'E' }), cites('b', { modality: 'ACCUSED' })],
      ],
    ),
    [
      'the accused denies an accusation: it stays ALLEGED',
      'ALLEGED',
      [cites('a', { modality: 'ACCUSED' }), denies('b', { by: ['norland'] })],
    ],
  ],
});

test('the table names each modality once, the strongest first', () => {
  expect(Object.keys(POLICY.modality)).toEqual(Object.keys(MODALITIES));
  const weights = Object.values(POLICY.modality);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
});

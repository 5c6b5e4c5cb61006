import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derive.js';
import type { Evidence } from '#ascribe/domain/evidence.js';
import { POLICY } from '#ascribe/domain/policy.js';
import { type ClaimStatus, MODALITIES, type Proposition, STATUSES } from '#ascribe/domain/records.js';
import { cites, denies, FUNDING } from './evidence.js';

const ALLIANCE: Proposition = { ...FUNDING, predicate: 'ALLIED_WITH' };
const TOLL: Proposition = {
  subjectId: 'harbour-raid',
  predicate: 'KILLED',
  objectId: null,
  value: { type: 'COUNT', min: 12, max: 12 },
};
const confession = cites('confession', { modality: 'ADMITTED', by: ['norland'] });

type Case = readonly [said: string, status: ClaimStatus, evidence: readonly Evidence[], about?: Proposition];

const CASES: Record<string, readonly Case[]> = {
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
  'a court found so': [
    ...(['A', 'B', 'C'] as const).map(
      (reliability): Case => [
        `a ruling told by a source of reliability ${reliability} makes it CONFIRMED`,
        'CONFIRMED',
        [cites('a', { modality: 'ADJUDICATED', reliability })],
      ],
    ),
    ...(['D', 'E', 'F'] as const).map(
      (reliability): Case => [
        `a ruling told by a source of reliability ${reliability} is REPORTED`,
        'REPORTED',
        [cites('a', { modality: 'ADJUDICATED', reliability })],
      ],
    ),
    [
      'a ruling confirms whatever the credibility',
      'CONFIRMED',
      [cites('a', { modality: 'ADJUDICATED', credibility: 6 })],
    ],
    [
      'a ruling in a retracted article confirms nothing',
      'ALLEGED',
      [cites('a', { modality: 'ADJUDICATED', live: false }), cites('b', { modality: 'ACCUSED' })],
    ],
  ],
  'the actor admits it': [
    [
      'the actor admits it and another origin accuses: CONFIRMED',
      'CONFIRMED',
      [confession, cites('b', { modality: 'ACCUSED' })],
    ],
    ['the actor admits it and nobody else says so: REPORTED', 'REPORTED', [confession]],
    [
      'one admission, told by two outlets, is one origin: REPORTED',
      'REPORTED',
      [confession, cites('b', { modality: 'ADMITTED', by: ['norland'] })],
    ],
    [
      'a rewrite of the article with the admission is no other origin: REPORTED',
      'REPORTED',
      [confession, cites('b', { from: ['article:confession'] })],
    ],
    ['the other origin is retracted: REPORTED again', 'REPORTED', [confession, cites('b', { live: false })]],
    [
      'somebody else cannot admit it for the actor: REPORTED',
      'REPORTED',
      [cites('a', { modality: 'ADMITTED', by: ['envoy'] }), cites('b', { modality: 'ACCUSED' })],
    ],
    [
      'the one who is paid cannot admit that the other pays: REPORTED',
      'REPORTED',
      [cites('a', { modality: 'ADMITTED', by: ['lanterns'] }), cites('b', { modality: 'ACCUSED' })],
    ],
    [
      'an outlet cannot admit it in its own voice: REPORTED',
      'REPORTED',
      [cites('a', { modality: 'ADMITTED' }), cites('b', { modality: 'ACCUSED' })],
    ],
    [
      'that the actor is said to have told it to police counts as its admission',
      'CONFIRMED',
      [cites('a', { modality: 'ADMITTED', by: ['police', 'norland'] }), cites('b', { modality: 'ACCUSED' })],
    ],
    [
      'either ally may admit an alliance',
      'CONFIRMED',
      [cites('a', { modality: 'ADMITTED', by: ['lanterns'] }), cites('b', { modality: 'ACCUSED' })],
      ALLIANCE,
    ],
    [
      'the actor accuses itself of nothing by a mere report: ALLEGED stays ALLEGED',
      'ALLEGED',
      [cites('a', { modality: 'ASSESSED', by: ['norland'] }), cites('b', { modality: 'ACCUSED' })],
    ],
  ],
  'good sources report it as fact': [
    ['one good report is REPORTED', 'REPORTED', [cites('a')]],
    [
      'two independent good reports make it CONFIRMED',
      'CONFIRMED',
      [cites('a'), cites('b', { reliability: 'A' })],
    ],
    [
      'a report of a C source does not count: REPORTED',
      'REPORTED',
      [cites('a'), cites('b', { reliability: 'C' })],
    ],
    [
      'a report of an F source does not count: REPORTED',
      'REPORTED',
      [cites('a'), cites('b', { reliability: 'F' })],
    ],
    ['an opinion piece does not count: REPORTED', 'REPORTED', [cites('a'), cites('b', { genre: 'OPINION' })]],
    [
      'an opinion piece does not spoil two reports',
      'CONFIRMED',
      [cites('a'), cites('b'), cites('c', { genre: 'OPINION' })],
    ],
    [
      'an outlet that a party owns does not count: REPORTED',
      'REPORTED',
      [cites('a'), cites('b', { owner: 'norland' })],
    ],
    [
      'a statement of a party does not count: REPORTED',
      'REPORTED',
      [cites('a'), cites('b', { by: ['lanterns'] })],
    ],
    [
      'an assessment beside a report does not count: REPORTED',
      'REPORTED',
      [cites('a'), cites('b', { modality: 'ASSESSED', reliability: 'A' })],
    ],
    [
      'credibility 6 does not keep two reports from confirming',
      'CONFIRMED',
      [cites('a', { credibility: 6 }), cites('b')],
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
};

for (const [when, cases] of Object.entries(CASES)) {
  describe(`when ${when}`, () => {
    test.each(cases)('%s', (_, status, evidence, about = FUNDING) => {
      expect(derive(about, evidence).status).toBe(status);
    });
  });
}

test('the table has one row for each status, and names each modality once', () => {
  expect(POLICY.rules.map((row) => row.status).sort()).toEqual(Object.keys(STATUSES).sort());
  expect(Object.keys(POLICY.modality)).toEqual(Object.keys(MODALITIES));
  const weights = Object.values(POLICY.modality);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
});

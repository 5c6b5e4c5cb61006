import type { Proposition } from '#ascribe/domain/records.js';
import { buildEvidence, FUNDING } from './evidence-builder.js';
import { type Case, testStatuses } from './status-table.js';

const ALLIANCE: Proposition = { ...FUNDING, predicate: 'ALLIED_WITH' };
const confession = buildEvidence('confession', { modality: 'ADMITTED', by: ['norland'] });

testStatuses({
  'a court found so': [
    ...(['A', 'B', 'C'] as const).map(
      (reliability): Case => [
        `a ruling told by a source of reliability ${reliability} makes it CONFIRMED`,
        'CONFIRMED',
        [buildEvidence('a', { modality: 'ADJUDICATED', reliability })],
      ],
    ),
    ...(['D', 'E', 'F'] as const).map(
      (reliability): Case => [
        `a ruling told by a source of reliability ${reliability} is REPORTED`,
        'REPORTED',
        [buildEvidence('a', { modality: 'ADJUDICATED', reliability })],
      ],
    ),
    [
      'a ruling confirms whatever the credibility',
      'CONFIRMED',
      [buildEvidence('a', { modality: 'ADJUDICATED', credibility: 6 })],
    ],
    [
      'a ruling in a retracted article confirms nothing',
      'ALLEGED',
      [
        buildEvidence('a', { modality: 'ADJUDICATED', live: false }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
  ],
  'the actor admits it': [
    [
      'the actor admits it and another origin accuses: CONFIRMED',
      'CONFIRMED',
      [confession, buildEvidence('b', { modality: 'ACCUSED' })],
    ],
    ['the actor admits it and nobody else says so: REPORTED', 'REPORTED', [confession]],
    [
      'one admission, told by two outlets, is one origin: REPORTED',
      'REPORTED',
      [confession, buildEvidence('b', { modality: 'ADMITTED', by: ['norland'] })],
    ],
    [
      'a rewrite of the article with the admission is no other origin: REPORTED',
      'REPORTED',
      [confession, buildEvidence('b', { from: ['article:confession'] })],
    ],
    [
      'the other origin is retracted: REPORTED again',
      'REPORTED',
      [confession, buildEvidence('b', { live: false })],
    ],
    [
      'somebody else cannot admit it for the actor: REPORTED',
      'REPORTED',
      [
        buildEvidence('a', { modality: 'ADMITTED', by: ['envoy'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
    [
      'the one who is paid cannot admit that the other pays: REPORTED',
      'REPORTED',
      [
        buildEvidence('a', { modality: 'ADMITTED', by: ['lanterns'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
    [
      'an outlet cannot admit it in its own voice: REPORTED',
      'REPORTED',
      [buildEvidence('a', { modality: 'ADMITTED' }), buildEvidence('b', { modality: 'ACCUSED' })],
    ],
    [
      'that the actor is said to have told it to police counts as its admission',
      'CONFIRMED',
      [
        buildEvidence('a', { modality: 'ADMITTED', by: ['police', 'norland'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
    [
      'either ally may admit an alliance',
      'CONFIRMED',
      [
        buildEvidence('a', { modality: 'ADMITTED', by: ['lanterns'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
      ALLIANCE,
    ],
    [
      'the actor accuses itself of nothing by a mere report: ALLEGED stays ALLEGED',
      'ALLEGED',
      [
        buildEvidence('a', { modality: 'ASSESSED', by: ['norland'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
  ],
  'good sources report it as fact': [
    ['one good report is REPORTED', 'REPORTED', [buildEvidence('a')]],
    [
      'two independent good reports make it CONFIRMED',
      'CONFIRMED',
      [buildEvidence('a'), buildEvidence('b', { reliability: 'A' })],
    ],
    [
      'a report of a C source does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { reliability: 'C' })],
    ],
    [
      'a report of an F source does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { reliability: 'F' })],
    ],
    [
      'an opinion piece does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { genre: 'OPINION' })],
    ],
    [
      'an opinion piece does not spoil two reports',
      'CONFIRMED',
      [buildEvidence('a'), buildEvidence('b'), buildEvidence('c', { genre: 'OPINION' })],
    ],
    [
      'an outlet that a party owns does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { owner: 'norland' })],
    ],
    [
      'a statement of a party does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { by: ['lanterns'] })],
    ],
    [
      'an assessment beside a report does not count: REPORTED',
      'REPORTED',
      [buildEvidence('a'), buildEvidence('b', { modality: 'ASSESSED', reliability: 'A' })],
    ],
    [
      'credibility 6 does not keep two reports from confirming',
      'CONFIRMED',
      [buildEvidence('a', { credibility: 6 }), buildEvidence('b')],
    ],
  ],
});

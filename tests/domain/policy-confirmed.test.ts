import type { Proposition } from '#ascribe/domain/records.js';
import { buildEvidence, FUNDING } from './evidence-builder.js';
import { type Case, testStatuses } from './status-table.js';

const ALLIANCE: Proposition = { ...FUNDING, predicate: 'ALLIED_WITH' };
const confession = buildEvidence('confession', { modality: 'ADMITTED', by: ['norland'] });

testStatuses({
  'a court found so': [
    ...(['A', 'B', 'C'] as const).map(
      (reliability): Case => [
        `a ruling reported by a source of reliability ${reliability} makes it CONFIRMED`,
        'CONFIRMED',
        [buildEvidence('a', { modality: 'ADJUDICATED', reliability })],
      ],
    ),
    ...(['D', 'E', 'F'] as const).map(
      (reliability): Case => [
        `a ruling reported by a source of reliability ${reliability} is REPORTED`,
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
      'one admission in two outlets is one origin: REPORTED',
      'REPORTED',
      [confession, buildEvidence('b', { modality: 'ADMITTED', by: ['norland'] })],
    ],
    [
      'a rewrite of the article with the admission is not a second origin: REPORTED',
      'REPORTED',
      [confession, buildEvidence('b', { from: ['article:confession'] })],
    ],
    [
      'the second origin is retracted: REPORTED again',
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
      'the object cannot admit it for the subject: REPORTED',
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
      'an admission that police report counts as an admission of the actor',
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
      'an assessment by the actor is not an admission: ALLEGED',
      'ALLEGED',
      [
        buildEvidence('a', { modality: 'ASSESSED', by: ['norland'] }),
        buildEvidence('b', { modality: 'ACCUSED' }),
      ],
    ],
  ],
  ...Object.fromEntries(
    (['OPINION', 'PROPAGANDA'] as const).map((genre) => [
      `its genre is ${genre}`,
      [
        [
          'a report of fact does not count: REPORTED',
          'REPORTED',
          [buildEvidence('a'), buildEvidence('b', { genre })],
        ],
        [
          'two reports of fact do not count: REPORTED',
          'REPORTED',
          [buildEvidence('a', { genre }), buildEvidence('b', { genre })],
        ],
        [
          'it does not prevent two reports from confirming',
          'CONFIRMED',
          [buildEvidence('a'), buildEvidence('b'), buildEvidence('c', { genre })],
        ],
        [
          'a ruling does not count: REPORTED',
          'REPORTED',
          [buildEvidence('a', { modality: 'ADJUDICATED', genre })],
        ],
        [
          'it is no second origin for an admission: REPORTED',
          'REPORTED',
          [confession, buildEvidence('b', { genre })],
        ],
        [
          'an admission in it does not count: REPORTED',
          'REPORTED',
          [
            buildEvidence('a', { modality: 'ADMITTED', by: ['norland'], genre }),
            buildEvidence('b', { modality: 'ACCUSED' }),
          ],
        ],
        [
          'an admission that other articles report too counts',
          'CONFIRMED',
          [
            buildEvidence('a', { modality: 'ADMITTED', by: ['norland'], genre }),
            confession,
            buildEvidence('b', { modality: 'ACCUSED' }),
          ],
        ],
      ] satisfies Case[],
    ]),
  ),
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
      'credibility 6 does not prevent two reports from confirming',
      'CONFIRMED',
      [buildEvidence('a', { credibility: 6 }), buildEvidence('b')],
    ],
  ],
});

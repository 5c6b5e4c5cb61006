import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from '../random.js';

// Data as others write it, which has to be converted: a bundle of STIX, and a galaxy of MISP.

const COUNTRIES = [
  'China',
  'France',
  'Germany',
  'Iran',
  'Japan',
  'Kenya',
  'Peru',
  'Russia',
  'Spain',
  'Yemen',
];
const TYPES = ['attributed-to', 'targets', 'related-to', 'funds', 'suspected-funds'];
const TIME = '2031-04-12T00:00:00.000Z';

const uuid = (number: number): string => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
const words = (number: number): string =>
  `Report ${number} says that the unit received money, machines and people in the spring, and that its staff denied it twice.`;

function writeItems(file: string, head: string, items: Iterable<object>, tail: string): void {
  const descriptor = openSync(file, 'w');
  let text = head;
  let separator = '\n';
  for (const item of items) {
    text += `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
    if (text.length > 100_000) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  writeSync(descriptor, `${text}${tail}`);
  closeSync(descriptor);
}

/** A bundle with this many relationships and opinions on them. */
export function writeStixBundle(file: string, citations: number): void {
  const random = seededRandom(1);
  const actors = Math.ceil(citations / 10);
  const common = (type: string, number: number) => ({
    type,
    spec_version: '2.1',
    id: `${type}--${uuid(number)}`,
    created: TIME,
    modified: TIME,
  });
  function* objects(): Generator<object> {
    for (let number = 0; number < actors; number++)
      yield { ...common('intrusion-set', number), name: `Unit ${number}`, aliases: [`The ${number}th`] };
    for (let number = 0; number < citations; number++) {
      const isOpinion = number % 10 === 9;
      const [source, target] = [random.below(actors), random.below(actors)];
      yield isOpinion
        ? {
            ...common('opinion', number),
            explanation: words(number),
            opinion: 'disagree',
            object_refs: [`relationship--${uuid(number - 1)}`],
          }
        : {
            ...common('relationship', number),
            relationship_type: random.pick(TYPES),
            source_ref: `intrusion-set--${uuid(source)}`,
            target_ref: `intrusion-set--${uuid(target)}`,
            description: words(number),
            confidence: random.below(101),
            external_references: [{ source_name: 'wire', url: `https://wire.example/${number % 5000}` }],
          };
    }
  }
  writeItems(file, `{"type":"bundle","id":"bundle--${uuid(1)}","objects":[`, objects(), '\n]}\n');
}

/** A galaxy whose clusters say about five things each, this many in all. */
export function writeMispGalaxy(file: string, citations: number): void {
  const random = seededRandom(2);
  const clusters = Math.ceil(citations / 5);
  function* values(): Generator<object> {
    for (let number = 0; number < clusters; number++)
      yield {
        uuid: uuid(number),
        value: `Unit ${number}`,
        description: words(number),
        meta: {
          synonyms: [`The ${number}th`],
          refs: [`https://wire.example/${number % 5000}`],
          country: 'IR',
          'attribution-confidence': String(random.below(101)),
          'cfr-suspected-state-sponsor': random.pick(COUNTRIES),
          'cfr-suspected-victims': [COUNTRIES[number % 10], COUNTRIES[(number + 3) % 10]],
        },
        related: [{ 'dest-uuid': uuid((number + 1) % clusters), type: 'similar' }],
      };
  }
  writeItems(file, `{"type":"threat-actor","uuid":"${uuid(1)}","values":[`, values(), '\n]}\n');
}

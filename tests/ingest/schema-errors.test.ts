import { describe, expect, it } from 'vitest';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
} from './document-builder.js';

const ELEVEN_MISTAKES = `ascribe: 1
article:
  id: courier-1
  title: Harbour blast
  titel: Harbour blast
  genre: NEWZ
  source: { id: courier, name: Courier, reliability: B, affiliation: arlan }
  publishedAt: 2031-13
  text: |
    The ministry accused Arland of paying the River Front.

    Arland denies any link.
entities:
  - { id: arland, kind: STATE, name: Arland }
  - { id: river-front, kind: ARMED_GRUOP, name: River Front }
  - { id: blast, kind: ATTACK, name: Blast }
claims:
  - subject: arland
    predicate: FUND
    object: river-front
    citations:
      - quote: accused Arland of paing the River Front
        modality: ACUSED
  - subject: blast
    predicate: FUNDS
    object: river-frnt
    citations:
      - { quote: Arland denies, modality: ADMITTED }
`;

describe('a document with eleven mistakes', () => {
  it('reports each with its location, what was found, what was expected and the most similar word', async () => {
    expect(await checkFiles({ 'many.yaml': ELEVEN_MISTAKES })).toEqual([
      'many.yaml:5:3: INVALID_DOCUMENT unknown key "titel"; did you mean title? (article.titel)',
      'many.yaml:6:10: INVALID_DOCUMENT expected one of NEWS, OPINION, ANALYSIS, OFFICIAL, COURT, ACADEMIC, INTERVIEW, PROPAGANDA, DATASET, found "NEWZ"; did you mean NEWS? (article.genre)',
      'many.yaml:7:70: UNKNOWN_REFERENCE no entity "arlan" is declared in the document, in the run or in the store; did you mean arland? (article.source.affiliation)',
      'many.yaml:8:16: INVALID_DOCUMENT "2031-13" is not a date: there is no month 13; expected a month from 01 to 12 (article.publishedAt)',
      'many.yaml:15:30: INVALID_DOCUMENT expected one of STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE, ATTACK, EVENT, CORRIDOR, AGREEMENT, PLACE, ASSET, found "ARMED_GRUOP"; did you mean ARMED_GROUP? (entities[1].kind)',
      'many.yaml:19:16: INVALID_DOCUMENT expected a predicate of the ontology, found "FUND"; did you mean FUNDS? (claims[0].predicate)',
      'many.yaml:22:16: QUOTE_NOT_FOUND "accused Arland of paing the River Front" is not in the text of the article; the most similar passage, in paragraph 1, is "accused Arland of paying the River Front" (claims[0].citations[0].quote)',
      'many.yaml:23:19: INVALID_DOCUMENT expected one of ADJUDICATED, ADMITTED, REPORTED_AS_FACT, ASSESSED, ACCUSED_BY_AUTHORITIES, ACCUSED, POSSIBLE, found "ACUSED"; did you mean ACCUSED? (claims[0].citations[0].modality)',
      'many.yaml:24:14: OUTSIDE_DOMAIN "blast" is of kind ATTACK; the subject of FUNDS must be one of STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE (claims[1].subject)',
      'many.yaml:26:13: UNKNOWN_REFERENCE no entity "river-frnt" is declared in the document, in the run or in the store; did you mean river-front? (claims[1].object)',
      'many.yaml:28:43: INVALID_DOCUMENT ADMITTED needs the entity that admits it; expected at least one id in assertedBy (claims[1].citations[0].modality)',
    ]);
  });

  it('suggests the value that a common other word means, however the word is written', async () => {
    const wrong = Object.entries({
      COMPANY: 'ORGANIZATION',
      'political-party': 'ORGANIZATION',
      Militia: 'ARMED_GROUP',
      terrorist_groups: 'ARMED_GROUP',
      country: 'STATE',
      City: 'PLACE',
      ship: 'ASSET',
      Treaty: 'AGREEMENT',
    });
    const entities = wrong.map(([kind], index) => ({ id: `e-${index}`, kind, name: 'Name' }));
    const problems = await checkFiles({ 'kinds.json': buildDocument({ entities, claims: [] }) });
    expect(problems.map((problem) => /found "(.*)"; did you mean (\w+)\?/.exec(problem)?.slice(1))).toEqual(
      wrong,
    );
    const editorial = buildDocument({ article: { genre: 'EDITORIAL' }, claims: [] });
    expect((await checkFiles({ 'genre.json': editorial }))[0]).toContain('did you mean OPINION?');
  });

  it('reports the line of the file for a document in JSON Lines', async () => {
    const invalid = buildDocument({
      article: { id: 'courier-2' },
      claims: [buildClaim({ predicate: 'FUND' })],
    });
    const [problem] = await checkFiles({ 'many.jsonl': [buildDocument(), '', invalid] });
    const column = JSON.stringify(invalid).indexOf('"FUND"') + 1;
    expect(problem).toBe(
      `many.jsonl:3:${column}: INVALID_DOCUMENT expected a predicate of the ontology, found "FUND"; did you mean FUNDS? (article:courier-2, claims[0].predicate)`,
    );
  });
});

describe('a message', () => {
  it('escapes control characters from the document', async () => {
    const problems = await checkDocument({ '\u001b[2J\u202e': 1 });
    expect(problems.join()).toContain('unknown key "<U+001B>[2J<U+202E>"');
  });
});

describe('validation', () => {
  const mistakes: [string, Record<string, unknown>, RegExp][] = [
    [
      'reports a missing key with its path',
      { claims: [buildClaim({ citations: [{ quote: 'Arland' }] })] },
      /"modality" is missing; expected one of ADJUDICATED.*\(claims\[0\]\.citations\[0\]\.modality\)$/,
    ],
    [
      'reports a misspelt key once, not also as missing',
      { claims: [buildClaim({ citations: [{ quote: 'Arland', modalty: 'ACCUSED' }] })] },
      /unknown key "modalty"; did you mean modality\?/,
    ],
    ['rejects an unknown key of a claim', { claims: [buildClaim({ note: 'x' })] }, /unknown key "note"/],
    [
      'suggests quotes for a number where text is expected',
      { article: { title: 1984 } },
      /expected text, found 1984; put it in quotes/,
    ],
    [
      'rejects a date that does not exist',
      { article: { publishedAt: '2031-02-30' } },
      /"2031-02-30" is not a date/,
    ],
    [
      'rejects a timestamp on a day that does not exist',
      { article: { retrievedAt: '2031-02-30T08:00:00Z' } },
      /expected an RFC 3339 timestamp/,
    ],
    [
      'rejects a URL with a scheme other than http and https',
      { article: { url: 'javascript:alert(1)' } },
      /expected a URL that begins with http/,
    ],
    [
      'rejects an id with capitals',
      { article: { id: 'Courier 1' } },
      /expected an id of lower-case letters.*found "Courier 1"/,
    ],
    [
      'rejects a retraction without a reason',
      { article: { retractedAt: '2031-05-01T00:00:00Z' } },
      /"retractionReason" is missing; a retraction needs both/,
    ],
    [
      'rejects an article that derives from itself',
      { article: { derivedFrom: 'article:courier-1' } },
      /cannot derive from itself/,
    ],
    [
      'rejects text together with textFile',
      { article: { textFile: 'a.txt' } },
      /expected text or textFile, found both/,
    ],
    ['rejects an unknown version of the format', { ascribe: 2 }, /expected 1, found 2/],
    [
      'rejects a claim whose subject is its object',
      { claims: [buildClaim({ object: 'arland' })] },
      /"arland" is both subject and object; expected two entities/,
    ],
    [
      'rejects a claim without citations',
      { claims: [buildClaim({ citations: [] })] },
      /expected at least one item/,
    ],
    [
      'rejects a value of a relation',
      { claims: [buildClaim({ object: undefined, value: 7 })] },
      /OUTSIDE_RANGE FUNDS takes an object .* found a value/,
    ],
    [
      'rejects an object of an attribute',
      { claims: [buildClaim({ subject: 'blast', predicate: 'KILLED' })] },
      /OUTSIDE_RANGE KILLED takes a value .* found an object/,
    ],
    [
      'requires the value of an attribute',
      { claims: [buildClaim({ subject: 'blast', predicate: 'KILLED', object: undefined })] },
      /"value" is missing; KILLED takes a value/,
    ],
    [
      'rejects an object of a kind that the predicate does not take',
      { claims: [buildClaim({ predicate: 'PERPETRATED' })] },
      /OUTSIDE_RANGE "river-front" is of kind ARMED_GROUP; the object of PERPETRATED must be ATTACK/,
    ],
    [
      'rejects a second declaration of an entity',
      { entities: [...ENTITIES, ENTITIES[0]] },
      /DUPLICATE the entity "arland" is declared twice; the first is entities\[0\] at 1:\d+/,
    ],
    [
      'rejects the same claim twice, also with the ends of a symmetric predicate swapped',
      {
        claims: [
          buildClaim({ predicate: 'ALLIED_WITH' }),
          buildClaim({ subject: 'river-front', predicate: 'ALLIED_WITH', object: 'arland' }),
        ],
      },
      /DUPLICATE the same claim is given twice.*; the first is claims\[0\] at 1:\d+/,
    ],
    [
      'rejects the same quote twice for one claim',
      { claims: [buildClaim({ citations: [buildCitation(), buildCitation()] })] },
      /DUPLICATE the same quote in the same place/,
    ],
    [
      'rejects an invalid scheme of an identifier',
      { entities: [{ ...ENTITIES[0], identifiers: { 'Wiki Data': 'Q1' } }, ENTITIES[1]] },
      /expected a scheme such as wikidata or iso3166, found "Wiki Data"/,
    ],
    [
      'rejects a validity that ends before it begins',
      { claims: [buildClaim({ citations: [buildCitation({ validFrom: '2031-05', validTo: '2031-04' })] })] },
      /expected a date not before validFrom \(2031-05\), found 2031-04/,
    ],
    [
      'rejects a credibility above 6',
      { claims: [buildClaim({ citations: [buildCitation({ credibility: 7 })] })] },
      /expected at most 6, found 7/,
    ],
    [
      'rejects a quote without words',
      { claims: [buildClaim({ citations: [buildCitation({ quote: ' […] ' })] })] },
      /expected words/,
    ],
  ];
  it.each(mistakes)('%s', async (_, parts, expected) => {
    const problems = await checkDocument(parts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  const values: [string, unknown, RegExp | null][] = [
    ['KILLED', 7, null],
    ['KILLED', 0, null],
    ['KILLED', { min: 7 }, null],
    ['KILLED', { max: 9 }, null],
    ['KILLED', 7.5, /expected a whole number of at least 0, found 7.5/],
    ['KILLED', -1, /expected a whole number of at least 0, found -1/],
    ['KILLED', {}, /expected min, max or both, or a best estimate, found none of them/],
    ['KILLED', { min: 9, max: 7 }, /expected min to be at most max, found 9 and 7/],
    ['KILLED', { best: 9 }, null],
    ['KILLED', { min: 7, best: 9, max: 12, of: 'civilians' }, null],
    [
      'KILLED',
      { min: 7, max: 12, best: 13 },
      /expected a best estimate of at least 7 and of at most 12, found 13 \(claims\[0\]\.value\.best\)/,
    ],
    ['KILLED', { min: 7, best: 6 }, /expected a best estimate of at least 7, found 6/],
    ['KILLED', { best: 7.5 }, /expected a whole number of at least 0, found 7.5 .*value\.best/],
    ['KILLED', { min: 7, of: 'The Police' }, /expected an id of lower-case letters/],
    ['KILLED', { latitude: 7 }, /"latitude" is no key of a value of type COUNT; expected min, max, best, of/],
    ['LOCATED_AT', { latitude: 16.87, longitude: 96.2 }, null],
    ['LOCATED_AT', { latitude: -90, longitude: 180, precision: 250.5 }, null],
    ['LOCATED_AT', { latitude: 16.87, longitude: 96.2, precision: 'PROVINCE' }, null],
    [
      'LOCATED_AT',
      { latitude: 16.87, longitude: 96.2, precision: 'PROVINZ' },
      /expected one of EXACT, .*, found "PROVINZ"; did you mean PROVINCE\?/,
    ],
    [
      'LOCATED_AT',
      { latitude: 96.2, longitude: 16.87 },
      /degrees from -90 to 90, found 96.2 .*value\.latitude/,
    ],
    ['LOCATED_AT', { latitude: 1, longitude: -180.5 }, /degrees from -180 to 180, found -180.5/],
    ['LOCATED_AT', { latitude: 1 }, /"longitude" is missing; expected degrees from -180 to 180/],
    ['LOCATED_AT', { latitude: 1, longitude: 2, precision: 0 }, /a radius in metres above 0/],
    ['LOCATED_AT', { latitude: '1 N', longitude: 2 }, /expected a number, found "1 N"/],
    ['LOCATED_AT', '16.87, 96.2', /expected coordinates such as \{ latitude: 16.87/],
    ['LOCATED_AT', { latitude: 1, longitude: 2, min: 3 }, /"min" is no key of a value of type COORDINATES/],
    ['WEAPON', 'DRONES', /did you mean DRONE\?/],
    ['KILLED', { mim: 7 }, /unknown key "mim"; did you mean min\?/],
    ['KILLED', 'seven', /or a range such as/],
    ['DATED', '2031-04~', null],
    ['DATED', 2031, null],
    ['DATED', 'yesterday', /"yesterday" is not a date/],
    ['OUTCOME', 'FOILED', null],
    ['OUTCOME', 'FOILD', /did you mean FOILED\?/],
  ];
  it.each(values)('checks the value of %s: %j', async (predicate, value, expected) => {
    const problems = await checkDocument({
      claims: [buildClaim({ subject: 'blast', predicate, object: undefined, value })],
    });
    if (expected === null) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toMatch(expected);
  });
});

import { describe, expect, it } from 'vitest';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
} from './document-builder.js';

const TEN = `ascribe: 1
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

describe('a document with ten mistakes', () => {
  it('is told all ten, each with its place, what was found, what was expected and the closest known word', async () => {
    expect(await checkFiles({ 'ten.yaml': TEN })).toEqual([
      'ten.yaml:5:3: INVALID_DOCUMENT unknown key "titel"; did you mean title? (article.titel)',
      'ten.yaml:6:10: INVALID_DOCUMENT expected one of NEWS, OPINION, ANALYSIS, OFFICIAL, COURT, ACADEMIC, INTERVIEW, PROPAGANDA, DATASET, found "NEWZ"; did you mean NEWS? (article.genre)',
      'ten.yaml:7:70: UNKNOWN_REFERENCE no entity "arlan" is declared in the document, in the run or in the store; did you mean arland? (article.source.affiliation)',
      'ten.yaml:8:16: INVALID_DOCUMENT "2031-13" is not a date; expected an EDTF date such as 2031-04-12, 2031-04, 2031~ or 2031-04-10/2031-04-12 (article.publishedAt)',
      'ten.yaml:15:30: INVALID_DOCUMENT expected one of STATE, ORGANIZATION, ARMED_GROUP, PERSON, ATTACK, EVENT, CORRIDOR, AGREEMENT, PLACE, found "ARMED_GRUOP"; did you mean ARMED_GROUP? (entities[1].kind)',
      'ten.yaml:19:16: INVALID_DOCUMENT expected a predicate of the ontology, found "FUND"; did you mean FUNDS? (claims[0].predicate)',
      'ten.yaml:22:16: QUOTE_NOT_FOUND "accused Arland of paing the River Front" does not stand in the text; the nearest, in paragraph 1: "accused Arland of paying the River Front" (claims[0].citations[0].quote)',
      'ten.yaml:23:19: INVALID_DOCUMENT expected one of ADJUDICATED, ADMITTED, REPORTED_AS_FACT, ASSESSED, ACCUSED_BY_AUTHORITIES, ACCUSED, POSSIBLE, found "ACUSED"; did you mean ACCUSED? (claims[0].citations[0].modality)',
      'ten.yaml:24:14: OUTSIDE_DOMAIN "blast" is of kind ATTACK; the subject of FUNDS is one of STATE, ORGANIZATION, ARMED_GROUP, PERSON (claims[1].subject)',
      'ten.yaml:26:13: UNKNOWN_REFERENCE no entity "river-frnt" is declared in the document, in the run or in the store; did you mean river-front? (claims[1].object)',
      'ten.yaml:28:43: INVALID_DOCUMENT an admission needs the speaker who admits, in assertedBy (claims[1].citations[0].modality)',
    ]);
  });

  it('has its mistakes at the line of the file in JSON Lines', async () => {
    const bad = buildDocument({ article: { id: 'courier-2' }, claims: [buildClaim({ predicate: 'FUND' })] });
    const [problem] = await checkFiles({ 'many.jsonl': [buildDocument(), '', bad] });
    const column = JSON.stringify(bad).indexOf('"FUND"') + 1;
    expect(problem).toBe(
      `many.jsonl:3:${column}: INVALID_DOCUMENT expected a predicate of the ontology, found "FUND"; did you mean FUNDS? (claims[0].predicate)`,
    );
  });
});

describe('what a document holds', () => {
  it('cannot steer the terminal on which its mistakes are told', async () => {
    const problems = await checkDocument({ '\u001b[2J\u202e': 1 });
    expect(problems.join()).toContain('unknown key "\\u001b[2J\\u202e"');
  });
});

describe('what is told of a mistake', () => {
  const told: [string, Record<string, unknown>, RegExp][] = [
    [
      'a missing key is named where it should stand',
      { claims: [buildClaim({ citations: [{ quote: 'Arland' }] })] },
      /"modality" is missing; expected one of ADJUDICATED.*\(claims\[0\]\.citations\[0\]\.modality\)$/,
    ],
    [
      'a misspelt key is told once, not also as missing',
      { claims: [buildClaim({ citations: [{ quote: 'Arland', modalty: 'ACCUSED' }] })] },
      /unknown key "modalty"; did you mean modality\?/,
    ],
    [
      'a key that a claim does not have is refused',
      { claims: [buildClaim({ note: 'x' })] },
      /unknown key "note"/,
    ],
    [
      'a number where text is expected should be put in quotes',
      { article: { title: 1984 } },
      /expected text, found 1984; put it in quotes/,
    ],
    [
      'a date that is no day is refused',
      { article: { publishedAt: '2031-02-30' } },
      /"2031-02-30" is not a date/,
    ],
    [
      'a moment that is no day is refused',
      { article: { retrievedAt: '2031-02-30T08:00:00Z' } },
      /expected a moment by RFC 3339/,
    ],
    [
      'an address of another scheme is refused',
      { article: { url: 'javascript:alert(1)' } },
      /expected an address that begins with http/,
    ],
    [
      'an id with capitals is refused',
      { article: { id: 'Courier 1' } },
      /expected an id of lower-case letters.*found "Courier 1"/,
    ],
    [
      'a retraction without a reason is refused',
      { article: { retractedAt: '2031-05-01T00:00:00Z' } },
      /"retractionReason" is missing/,
    ],
    [
      'an article cannot derive from itself',
      { article: { derivedFrom: 'article:courier-1' } },
      /cannot derive from itself/,
    ],
    [
      'both text and textFile is one too many',
      { article: { textFile: 'a.txt' } },
      /expected text or textFile, found both/,
    ],
    ['another version of the format is refused', { ascribe: 2 }, /expected 1, found 2/],
    [
      'a subject cannot be its own object',
      { claims: [buildClaim({ object: 'arland' })] },
      /subject and object of one claim/,
    ],
    [
      'a claim without citations is refused',
      { claims: [buildClaim({ citations: [] })] },
      /expected at least one item/,
    ],
    [
      'a relation takes no value',
      { claims: [buildClaim({ object: undefined, value: 7 })] },
      /OUTSIDE_RANGE FUNDS takes an object .* found a value/,
    ],
    [
      'an attribute takes no object',
      { claims: [buildClaim({ subject: 'blast', predicate: 'KILLED' })] },
      /OUTSIDE_RANGE KILLED takes a value .* found an object/,
    ],
    [
      'an attribute needs its value',
      { claims: [buildClaim({ subject: 'blast', predicate: 'KILLED', object: undefined })] },
      /"value" is missing; KILLED takes a value/,
    ],
    [
      'the object must be of a kind that the predicate takes',
      { claims: [buildClaim({ predicate: 'PERPETRATED' })] },
      /OUTSIDE_RANGE "river-front" is of kind ARMED_GROUP; the object of PERPETRATED is ATTACK/,
    ],
    [
      'an entity is declared once',
      { entities: [...ENTITIES, ENTITIES[0]] },
      /DUPLICATE the entity "arland" is declared twice; the first is entities\[0\] at 1:\d+/,
    ],
    [
      'a claim is given once, from whichever end',
      {
        claims: [
          buildClaim({ predicate: 'ALLIED_WITH' }),
          buildClaim({ subject: 'river-front', predicate: 'ALLIED_WITH', object: 'arland' }),
        ],
      },
      /DUPLICATE the same claim is given twice.*; the first is claims\[0\] at 1:\d+/,
    ],
    [
      'a quote is given once for a claim',
      { claims: [buildClaim({ citations: [buildCitation(), buildCitation()] })] },
      /DUPLICATE the same quote in the same place/,
    ],
    [
      'an identifier needs a scheme of its form',
      { entities: [{ ...ENTITIES[0], identifiers: { 'Wiki Data': 'Q1' } }, ENTITIES[1]] },
      /expected a scheme such as wikidata or iso3166, found "Wiki Data"/,
    ],
    [
      'what is valid cannot end before it begins',
      { claims: [buildClaim({ citations: [buildCitation({ validFrom: '2031-05', validTo: '2031-04' })] })] },
      /expected a date from validFrom \(2031-05\) on, found 2031-04/,
    ],
    [
      'credibility ends at 6',
      { claims: [buildClaim({ citations: [buildCitation({ credibility: 7 })] })] },
      /expected at most 6, found 7/,
    ],
    [
      'a quote needs words',
      { claims: [buildClaim({ citations: [buildCitation({ quote: ' […] ' })] })] },
      /expected words/,
    ],
  ];
  it.each(told)('%s', async (_, parts, expected) => {
    const problems = await checkDocument(parts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  const values: [string, unknown, RegExp | null][] = [
    ['KILLED', 7, null],
    ['KILLED', 0, null],
    ['KILLED', { min: 7 }, null],
    ['KILLED', { max: 9 }, null],
    ['KILLED', 7.5, /expected a whole number from 0, found 7.5/],
    ['KILLED', -1, /expected a whole number from 0, found -1/],
    ['KILLED', {}, /expected min, max or both/],
    ['KILLED', { min: 9, max: 7 }, /expected min to be at most max, found 9 and 7/],
    ['KILLED', { mim: 7 }, /unknown key "mim"; did you mean min\?/],
    ['KILLED', 'seven', /or a range such as/],
    ['DATED', '2031-04~', null],
    ['DATED', 2031, null],
    ['DATED', 'yesterday', /"yesterday" is not a date/],
    ['OUTCOME', 'FOILED', null],
    ['OUTCOME', 'FOILD', /did you mean FOILED\?/],
  ];
  it.each(values)('%s takes %j only where that is its type', async (predicate, value, expected) => {
    const problems = await checkDocument({
      claims: [buildClaim({ subject: 'blast', predicate, object: undefined, value })],
    });
    if (expected === null) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toMatch(expected);
  });
});

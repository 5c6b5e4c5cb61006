import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  articleId,
  canonicalProposition,
  citationId,
  claimId,
  digest,
  recordTypeOf,
  sourceId,
} from '#ascribe/domain/ids.js';
import { predicateDefinition, predicates } from '#ascribe/domain/ontology.js';
import type { Locator, Proposition, Value } from '#ascribe/domain/records.js';
import { FUNDING } from './evidence-builder.js';

const ALLIANCE: Proposition = { ...FUNDING, predicate: 'ALLIED_WITH' };
const NOWHERE: Locator = { start: null, end: null, paragraph: null, page: null };
const swapEnds = (one: Proposition): Proposition => ({
  ...one,
  subjectId: one.objectId ?? '',
  objectId: one.subjectId,
});
const toll = (value: Value): Proposition => ({
  subjectId: 'harbour-raid',
  predicate: 'KILLED',
  objectId: null,
  value,
});
const slug = fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}$/);

describe('the id of a claim', () => {
  test('is the same for every source', () => {
    expect(claimId({ ...FUNDING })).toBe(claimId(FUNDING));
    expect(claimId(FUNDING)).toMatch(/^claim:[0-9a-f]{32}$/);
  });

  test.each(predicates.filter((name) => predicateDefinition(name).symmetric))(
    '%s from either end is one claim, written from the end that comes first',
    (predicate) => {
      const one = { ...FUNDING, predicate };
      expect(claimId(swapEnds(one))).toBe(claimId(one));
      expect(canonicalProposition(one)).toMatchObject({ subjectId: 'lanterns', objectId: 'norland' });
      expect(canonicalProposition(swapEnds(one))).toEqual(canonicalProposition(one));
    },
  );

  test('depends on the direction of an asymmetric predicate', () => {
    expect(claimId(swapEnds(FUNDING))).not.toBe(claimId(FUNDING));
    expect(canonicalProposition(FUNDING)).toEqual(FUNDING);
  });

  test('depends on subject, predicate, and object or value', () => {
    const claims = [
      FUNDING,
      ALLIANCE,
      { ...FUNDING, subjectId: 'southland' },
      { ...FUNDING, objectId: 'torches' },
      ...VALUES.map(toll),
    ];
    expect(new Set(claims.map(claimId)).size).toBe(claims.length);
  });

  test('does not depend on the key order of the value', () => {
    expect(claimId(toll({ max: 9, min: 3, type: 'COUNT' }))).toBe(
      claimId(toll({ type: 'COUNT', min: 3, max: 9 })),
    );
  });

  test('does not depend on the direction of a symmetric predicate', () => {
    fc.assert(
      fc.property(slug, slug, (subjectId, objectId) => {
        const one = { ...ALLIANCE, subjectId, objectId };
        expect(claimId(swapEnds(one))).toBe(claimId(one));
      }),
    );
  });
});

const VALUES: Value[] = [
  { type: 'COUNT', min: 12, max: 12 },
  { type: 'COUNT', min: 12, max: null },
  { type: 'COUNT', min: null, max: 12 },
  { type: 'COUNT', min: 0, max: 12 },
  { type: 'YEARS', min: 12, max: 12 },
  { type: 'COUNT', min: 12, max: 12, of: 'civilians' },
  { type: 'COUNT', min: 12, max: 12, of: 'attackers' },
  { type: 'COUNT', min: 0, max: 12, best: 9 },
  { type: 'COUNT', min: 0, max: 12, best: 10 },
  { type: 'COUNT', min: 0, max: 12, best: 9, of: 'civilians' },
  { type: 'COUNT', min: null, max: null, best: 12 },
  { type: 'COORDINATES', latitude: 16.87, longitude: 96.2, precision: null },
  { type: 'COORDINATES', latitude: 96.2, longitude: 16.87, precision: null },
  { type: 'COORDINATES', latitude: 16.87, longitude: 96.2, precision: 500 },
  { type: 'COORDINATES', latitude: 16.87, longitude: 96.2, precision: 'EXACT' },
  { type: 'COORDINATES', latitude: 16.87, longitude: 96.2, precision: 'PROVINCE' },
  { type: 'DATE', edtf: '2031-04' },
  { type: 'DATE', edtf: '2031-04~' },
  { type: 'OUTCOME', term: 'FOILED' },
  { type: 'OUTCOME', term: 'FAILED' },
  { type: 'ATTACK_TYPE', term: 'UNKNOWN' },
  { type: 'WEAPON', term: 'UNKNOWN' },
];

describe('the id of a citation', () => {
  const cite = (quote: string, at: Partial<Locator> = {}, speakers: readonly string[] = []) =>
    citationId('claim:1', 'article:a', quote, { ...NOWHERE, ...at }, speakers);

  test('is the same for the same words at the same position', () => {
    expect(cite('They pay.', { start: 3, end: 12 })).toBe(cite('They pay.', { end: 12, start: 3 }));
    expect(cite('They pay.')).toMatch(/^citation:[0-9a-f]{32}$/);
  });

  test('depends on claim, article, quote, position and speakers', () => {
    const all = [
      cite('They pay.'),
      cite('They pay'),
      cite('They pay.', { start: 1 }),
      cite('They pay.', { end: 1 }),
      cite('They pay.', { paragraph: 1 }),
      cite('They pay.', { page: 1 }),
      cite('They pay.', {}, ['police']),
      cite('They pay.', {}, ['church']),
      cite('They pay.', {}, ['police', 'church']),
      citationId('claim:2', 'article:a', 'They pay.', NOWHERE, []),
      citationId('claim:1', 'article:b', 'They pay.', NOWHERE, []),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the record type of an id', () => {
  test.each([
    ['lanterns', 'entity'],
    ['g-20', 'entity'],
    ['7', 'entity'],
    ['a'.repeat(128), 'entity'],
    ['proto', 'entity'],
    [articleId('harbour-raid'), 'article'],
    [sourceId('gazette'), 'source'],
    [claimId(FUNDING), 'claim'],
    [citationId('claim:1', 'article:a', 'They pay.', NOWHERE, []), 'citation'],
  ] as const)('%s: %s', (id, type) => {
    expect(recordTypeOf(id)).toBe(type);
  });

  test.each([
    '',
    'Lanterns',
    '-lanterns',
    'lanterns-',
    'lan--terns',
    'lan_terns',
    'lan terns',
    'lanterns\n',
    'łampiony',
    'a'.repeat(129),
    '__proto__',
    'constructor:x',
    '__proto__:lanterns',
    'article:',
    'article:Harbour',
    'article:__proto__',
    'article:a:b',
    'source:gazette\n',
    'entity:lanterns',
    ':lanterns',
    'claim:harbour',
    `claim:${'0'.repeat(31)}`,
    `claim:${'0'.repeat(33)}`,
    `claim:${'A'.repeat(32)}`,
    `citation:${'0'.repeat(32)}\n`,
  ])('%j is not an id', (id) => {
    expect(recordTypeOf(id)).toBeNull();
  });

  test('ids of entities never collide with ids of other records', () => {
    fc.assert(
      fc.property(slug, (name) => {
        expect([name, articleId(name), sourceId(name)].map(recordTypeOf)).toEqual([
          'entity',
          'article',
          'source',
        ]);
      }),
    );
  });
});

test('a digest has 64 hexadecimal digits and differs between documents', () => {
  expect(digest({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
  expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
});

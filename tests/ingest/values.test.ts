import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { verbalizeValue } from '#ascribe/domain/analysis/verbalize.js';
import { claimId } from '#ascribe/domain/ids.js';
import { LOCATION_PRECISIONS, type LocationPrecision, type Value } from '#ascribe/domain/records.js';
import { parseValue } from '#ascribe/ingest/format/parse-value.js';
import { buildClaim, buildDocument, checkFiles, ENTITIES } from './document-builder.js';

type Written = Parameters<typeof parseValue>[1];
const idOf = (value: Value) => claimId({ subjectId: 'blast', predicate: 'KILLED', objectId: null, value });
const idOfCount = (written: Written) => idOf(parseValue('COUNT', written));
const idOfPoint = (written: Written) => idOf(parseValue('COORDINATES', written));
/** The same keys in random order. */
const shuffled = <T extends object>(map: T): fc.Arbitrary<T> =>
  fc
    .shuffledSubarray(Object.entries(map), { minLength: Object.keys(map).length })
    .map((entries) => Object.fromEntries(entries) as T);
const omitUndefined = <T extends object>(map: T): T =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined)) as T;

describe('a figure', () => {
  const people = fc.option(fc.constantFrom('civilians', 'attackers'), { nil: undefined });
  const figure = fc
    .record({
      sorted: fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((numbers) => numbers.sort((a, b) => a - b)),
      given: fc.subarray(['min', 'max', 'best'], { minLength: 1 }),
      of: people,
    })
    .map(({ sorted: [min, best, max], given, of }) =>
      omitUndefined({
        ...Object.fromEntries(Object.entries({ min, best, max }).filter(([key]) => given.includes(key))),
        of,
      } as { min?: number; max?: number; best?: number; of?: string }),
    );

  it('has one id in each notation: keys in any order, and a best estimate besides an exact number', () => {
    fc.assert(
      fc.property(
        figure.chain((one) => fc.tuple(fc.constant(one), shuffled(one))),
        ([one, other]) => {
          expect(idOfCount(other)).toBe(idOfCount(one));
          if (one.min !== undefined && one.min === one.max) {
            expect(idOfCount({ ...one, best: one.min })).toBe(idOfCount(one));
            if (one.of === undefined) expect(idOfCount(one.min)).toBe(idOfCount(one));
          }
        },
      ),
    );
  });

  it('has the id of a different figure only if it says the same', () => {
    const meaning = ({ min, max, best, of }: { min?: number; max?: number; best?: number; of?: string }) =>
      JSON.stringify([min, max, min !== undefined && min === max ? undefined : best, of]);
    fc.assert(
      fc.property(figure, figure, (one, other) => {
        expect(idOfCount(one) === idOfCount(other)).toBe(meaning(one) === meaning(other));
      }),
    );
  });

  it('is refused if its best estimate is outside its bounds, and accepted if not', () => {
    const bound = fc.option(fc.nat(20), { nil: undefined });
    fc.assert(
      fc.property(bound, bound, fc.nat(20), (min, max, best) => {
        fc.pre(min === undefined || max === undefined || min <= max);
        const written = omitUndefined({ min, max, best }) as Written;
        const isOutside = best < (min ?? 0) || best > (max ?? 20);
        if (isOutside) expect(() => parseValue('COUNT', written)).toThrow(/expected a best estimate/);
        else expect(() => parseValue('COUNT', written)).not.toThrow();
      }),
    );
  });

  it('is refused with the line and column of a best estimate outside its bounds', async () => {
    const text = stringify(
      buildDocument({
        claims: [
          buildClaim({
            subject: 'blast',
            predicate: 'KILLED',
            object: undefined,
            value: { min: 7, max: 12, best: 145 },
          }),
        ],
      }),
    );
    const lines = text.split('\n');
    const line = lines.findIndex((one) => one.includes('best: 145'));
    const column = (lines[line]?.indexOf('145') ?? 0) + 1;
    expect(await checkFiles({ 'a.yaml': text })).toEqual([
      `a.yaml:${line + 1}:${column}: OUTSIDE_RANGE expected a best estimate of at least 7 and of at most 12, found 145 (claims[0].value.best)`,
    ]);
  });

  it('of a number of years counts no people', () => {
    expect(() => parseValue('YEARS', { min: 7, of: 'civilians' })).toThrow(/"of" is no key/);
    expect(parseValue('YEARS', { min: 2.5, best: 3 })).toEqual({
      type: 'YEARS',
      min: 2.5,
      max: null,
      best: 3,
    });
  });

  it.each([
    [{ min: 7, best: 9 }, 'at least 7, best estimate 9'],
    [{ min: 7, max: 12, best: 9, of: 'civilians' }, '7 to 12, best estimate 9 (civilians)'],
    [{ best: 9 }, 'best estimate 9'],
    [{ min: 9, max: 9, of: 'police' }, '9 (police)'],
  ])('%j reads %s', (written, text) => {
    expect(verbalizeValue(parseValue('COUNT', written))).toBe(text);
  });
});

describe('coordinates', () => {
  const precision = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...(Object.keys(LOCATION_PRECISIONS) as LocationPrecision[])),
    fc.double({ min: 0.1, max: 1e6, noNaN: true }),
  );
  const point = fc
    .record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      precision,
    })
    .map((one) => omitUndefined(one) as { latitude: number; longitude: number });

  it('have one id in each notation: keys in any order, zeros at the end, and noise below a centimetre', () => {
    fc.assert(
      fc.property(
        point.chain((one) => fc.tuple(fc.constant(one), shuffled(one))),
        ([one, other]) => {
          const value = parseValue('COORDINATES', one);
          expect(idOfPoint(other)).toBe(idOf(value));
          // Seven decimals, as a data set may print them.
          const printed = [one.latitude.toFixed(9), one.longitude.toFixed(9)].map(Number);
          const { latitude, longitude } = value as typeof one;
          expect(Math.abs((printed[0] ?? 0) - latitude)).toBeLessThan(1e-7);
          // What is canonical stays as it is, also through JSON.
          expect(parseValue('COORDINATES', { ...one, latitude, longitude })).toEqual(value);
          expect(idOf(JSON.parse(JSON.stringify(value)))).toBe(idOf(value));
          expect(Object.is(latitude, -0) || Object.is(longitude, -0)).toBe(false);
        },
      ),
    );
  });

  it('are one point at the antimeridian, at a pole, and at a negative zero', () => {
    expect(idOfPoint({ latitude: 10, longitude: -180 })).toBe(idOfPoint({ latitude: 10, longitude: 180 }));
    expect(idOfPoint({ latitude: 90, longitude: 45 })).toBe(idOfPoint({ latitude: 90, longitude: -3 }));
    expect(idOfPoint({ latitude: -0, longitude: 1e-9 })).toBe(idOfPoint({ latitude: 0, longitude: -0 }));
  });

  it('are different claims at a different point or with a different precision', () => {
    const at = { latitude: 16.87, longitude: 96.2 };
    const ids = [
      at,
      { ...at, precision: 500 },
      { ...at, precision: 'EXACT' as const },
      { ...at, precision: 'NEAR' as const },
      { ...at, latitude: 16.8700001 },
      { latitude: at.longitude - 90, longitude: at.latitude },
    ].map(idOfPoint);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('outside the globe are refused', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), fc.constantFrom(-1, 1), (by, sign) => {
        const latitude = sign * (90 + by);
        expect(() => parseValue('COORDINATES', { latitude, longitude: 0 })).toThrow(/from -90 to 90/);
        const longitude = sign * (180 + by);
        expect(() => parseValue('COORDINATES', { latitude: 0, longitude })).toThrow(/from -180 to 180/);
      }),
    );
  });

  it.each([
    [{ latitude: 16.87, longitude: 96.2 }, '16.87, 96.2'],
    [{ latitude: 16.87, longitude: 96.2, precision: 500 }, '16.87, 96.2 (within 500 m)'],
    [{ latitude: 16.87, longitude: 96.2, precision: 'PROVINCE' as const }, '16.87, 96.2 (PROVINCE)'],
  ])('%j reads %s', (written, text) => {
    expect(verbalizeValue(parseValue('COORDINATES', written))).toBe(text);
  });

  it('belong to attacks, places, people and assets, not to an agreement', async () => {
    const entities = [
      ...ENTITIES,
      { id: 'pier', kind: 'ASSET', name: 'Pier' },
      { id: 'lease', kind: 'AGREEMENT', name: 'Lease' },
    ];
    const at = (subject: string) =>
      buildClaim({
        subject,
        predicate: 'LOCATED_AT',
        object: undefined,
        value: { latitude: 1, longitude: 2 },
      });
    const check = (subject: string) =>
      checkFiles({ 'a.json': JSON.stringify(buildDocument({ entities, claims: [at(subject)] })) });
    expect(await check('pier')).toEqual([]);
    expect((await check('lease')).join()).toContain('OUTSIDE_DOMAIN');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areCompeting,
  attributionKey,
  earliestSupport,
  groupAttributions,
} from '#ascribe/domain/analysis/attributions.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import type { Predicate } from '#ascribe/domain/ontology.js';
import { compareKeys } from '#ascribe/domain/order.js';
import { type Claim, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { buildClaim } from './claim-builder.js';
import { buildDenial, buildEvidence } from './evidence-builder.js';

const attackClaim = (
  subjectId: string,
  status: ClaimStatus,
  confidence: number | null = 60,
  predicate: Predicate = 'PERPETRATED',
) => buildClaim({ subjectId, predicate, objectId: 'quay-blast' }, { status, confidence });
const published = (one: Evidence, publishedAt: string | null): Evidence => ({ ...one, publishedAt });

describe('actors who may have carried out an attack', () => {
  const bodies: Readonly<Record<string, readonly string[]>> = {
    'corps-unit': ['corps'],
    corps: ['arland'],
    leader: ['front'],
    member: ['front', 'brigade'],
  };
  it.each([
    [['front'], false],
    [['front', 'brigade'], true],
    [['leader', 'front'], false],
    [['leader', 'member', 'front'], false],
    [['member', 'front', 'brigade'], true],
    [['leader', 'member'], true],
    [['corps-unit', 'arland'], false],
    [['corps-unit', 'front'], true],
  ])('%s compete: %s', (actors, expected) => {
    expect(areCompeting(actors, (id) => bodies[id] ?? [])).toBe(expected);
  });

  it('do not compete if each belongs to the other', () => {
    expect(areCompeting(['a', 'b'], (id) => (id === 'a' ? ['b'] : ['a']))).toBe(false);
  });
});

describe('attributions of an attack', () => {
  it('list each actor once with all claims, strongest first', () => {
    const claims = [
      attackClaim('b', 'ALLEGED'),
      attackClaim('a', 'REPORTED', 40),
      attackClaim('c', 'REPORTED', 80),
      attackClaim('b', 'CONFIRMED', null, 'PARTICIPATED_IN'),
    ];
    const found = groupAttributions(claims);
    expect(found.map(({ actorId }) => actorId)).toEqual(['b', 'c', 'a']);
    expect(found[0]?.claims.map(({ predicate }) => predicate)).toEqual(['PARTICIPATED_IN', 'PERPETRATED']);
  });

  it('ignore the status of a claim of responsibility', () => {
    const [weak, boaster] = groupAttributions([
      attackClaim('boaster', 'CONFIRMED', 90, 'CLAIMED_RESPONSIBILITY_FOR'),
      attackClaim('weak', 'ALLEGED', 10),
      attackClaim('weak', 'CONFIRMED', 90, 'CLAIMED_RESPONSIBILITY_FOR'),
    ]);
    expect(weak).toMatchObject({
      actorId: 'weak',
      strongest: { status: 'ALLEGED' },
      responsibility: { status: 'CONFIRMED' },
    });
    expect(boaster).toMatchObject({
      actorId: 'boaster',
      strongest: null,
      responsibility: { status: 'CONFIRMED' },
    });
  });

  it('do not depend on the order of the claims, and are sorted by key', () => {
    const any = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c', 'd'),
        fc.constantFrom(...(Object.keys(STATUSES) as ClaimStatus[])),
        fc.option(fc.nat(100)),
        fc.constantFrom<Predicate[]>('PERPETRATED', 'PARTICIPATED_IN', 'CLAIMED_RESPONSIBILITY_FOR'),
      )
      .map((given) => attackClaim(...given));
    const claims: fc.Arbitrary<Claim[]> = fc.uniqueArray(any, { selector: ({ id }) => id });
    fc.assert(
      fc.property(
        claims.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const found = groupAttributions(all);
          expect(groupAttributions(shuffled)).toEqual(found);
          expect(found.flatMap((one) => one.claims).length).toBe(all.length);
          found.slice(1).forEach((one, at) => {
            expect(compareKeys(attributionKey(found[at] as never), attributionKey(one))).toBeLessThan(0);
          });
        },
      ),
    );
  });
});

describe('the earliest support', () => {
  it('is the live support that was published first', () => {
    const evidence = [
      published(buildEvidence('late'), '2031-04-16'),
      published(buildEvidence('early'), '2031-04-13'),
      published(buildDenial('denial'), '2031-04-11'),
      published(buildEvidence('retracted', { live: false }), '2031-04-10'),
      published(buildEvidence('undated'), null),
    ];
    expect(earliestSupport(evidence)?.citation.id).toBe('citation:early');
    expect(earliestSupport(evidence.toReversed())?.citation.id).toBe('citation:early');
  });

  it('is null if no support has a date with a known start', () => {
    expect(earliestSupport([])).toBeNull();
    expect(
      earliestSupport([
        published(buildEvidence('undated'), null),
        published(buildEvidence('open'), '../2031'),
      ]),
    ).toBeNull();
  });

  it('is the one with the more precise date if two may start at the same time', () => {
    const evidence = [
      published(buildEvidence('a-year'), '2031'),
      published(buildEvidence('b-day'), '2031-01-01'),
    ];
    expect(earliestSupport(evidence)?.citation.id).toBe('citation:b-day');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contradictionOfContested,
  detectContradictions,
  predicatesOfKind,
  verbalizeContradiction,
} from '#ascribe/domain/analysis/contradictions.js';
import { predicateDefinition, predicates, type Term, termsOf } from '#ascribe/domain/ontology.js';
import type { Claim, ClaimStatus, Validity } from '#ascribe/domain/records.js';
import { STATUSES } from '#ascribe/domain/records.js';
import { buildClaim, countValue, datedClaim, killedClaim } from './claim-builder.js';
import { buildDenial, buildEvidence } from './evidence-builder.js';

const detect = (...claims: Claim[]) => detectContradictions(claims, 'ATTACK');
const contradictingClaims = (...claims: Claim[]) => detect(...claims).map((found) => found.claims);
const outcomes = Object.keys(termsOf('OUTCOME')) as Term<'OUTCOME'>[];
const outcome = (outcome: Term<'OUTCOME'>) =>
  buildClaim({ predicate: 'OUTCOME', value: { type: 'OUTCOME', term: outcome } });

describe('figures about one subject', () => {
  it('contradict each other if their ranges do not overlap', () => {
    expect(detect(killedClaim(7), killedClaim(145))).toMatchObject([
      { kind: 'FIGURES', subjectId: 'quay-blast', predicate: 'KILLED' },
    ]);
  });

  it('can both be true if their ranges overlap', () => {
    expect(detect(killedClaim(7, null), killedClaim(9))).toEqual([]);
    expect(detect(killedClaim(null, 9), killedClaim(9, null))).toEqual([]);
    expect(detect(killedClaim(7, 9), killedClaim(9, 12))).toEqual([]);
    expect(contradictingClaims(killedClaim(7, 9), killedClaim(10, 12))[0]).toHaveLength(2);
    expect(contradictingClaims(killedClaim(null, 6), killedClaim(7, null))[0]).toHaveLength(2);
  });

  it('are listed only if a different figure excludes them', () => {
    const [seven, nine, atLeastSeven] = [killedClaim(7), killedClaim(9), killedClaim(7, null)];
    expect(new Set(contradictingClaims(seven, atLeastSeven, nine)[0])).toEqual(new Set([seven, nine]));
  });

  it('of different predicates do not contradict each other', () => {
    expect(detect(killedClaim(7), buildClaim({ predicate: 'INJURED', value: countValue(20) }))).toEqual([]);
  });

  it('for different periods can both be true, such as a rising death toll', () => {
    const on = (day: string): Validity[] => [{ from: day, to: day }];
    const first = killedClaim(7, 7, { validity: on('2031-04-12') });
    expect(detect(first, killedClaim(9, 9, { validity: on('2031-04-14') }))).toEqual([]);
    expect(detect(first, killedClaim(9, 9, { validity: on('2031-04') }))).toHaveLength(1);
    expect(detect(first, killedClaim(9))).toHaveLength(1);
  });
});

describe('figures of different people', () => {
  const killed = (min: number | null, max: number | null, more: { best?: number; of?: string } = {}) =>
    buildClaim({ value: { type: 'COUNT', min, max, ...more } });

  it('can both be true', () => {
    expect(detect(killed(7, 7, { of: 'civilians' }), killed(20, 20, { of: 'police' }))).toEqual([]);
    expect(detect(killed(7, 7, { of: 'civilians' }), killed(20, 20))).toEqual([]);
  });

  it('contradict each other if a part exceeds the whole, or if they differ for the same people', () => {
    expect(detect(killed(7, 7), killed(20, null, { of: 'civilians' }))).toHaveLength(1);
    expect(detect(killed(null, 19, { of: 'civilians' }), killed(20, null, { of: 'civilians' }))).toHaveLength(
      1,
    );
  });

  it('are compared by their bounds and not by their best estimates', () => {
    expect(detect(killed(7, 12, { best: 9 }), killed(10, 15, { best: 14 }))).toEqual([]);
    expect(detect(killed(null, null, { best: 9 }), killed(145, 145))).toEqual([]);
  });
});

describe('dates of one event', () => {
  it('contradict each other if their bounds do not overlap', () => {
    expect(detect(datedClaim('2031-04-11'), datedClaim('2031-04-12'))).toMatchObject([{ kind: 'FIGURES' }]);
    expect(detect(datedClaim('2031-04'), datedClaim('2031-05/..'))).toHaveLength(1);
  });

  it('can both be true if one contains or touches the other', () => {
    expect(detect(datedClaim('2031-04'), datedClaim('2031-04-11'))).toEqual([]);
    expect(detect(datedClaim('2031-04-11/2031-04-13'), datedClaim('2031-04-13/..'))).toEqual([]);
    expect(detect(datedClaim('../2031'), datedClaim('2029'))).toEqual([]);
  });

  it('contradict nothing if they are approximate or uncertain', () => {
    for (const qualified of ['2030~', '2030?', '2030%'])
      expect(detect(datedClaim(qualified), datedClaim('2031')), qualified).toEqual([]);
  });

  it('do not contradict each other for other kinds: an agreement is signed and enters into force', () => {
    expect(detectContradictions([datedClaim('2030'), datedClaim('2031')], 'AGREEMENT')).toEqual([]);
  });
});

describe('a functional predicate', () => {
  it('with two outcomes makes a contradiction', () => {
    expect(detect(outcome('FOILED'), outcome('CARRIED_OUT'))).toMatchObject([
      { kind: 'FUNCTIONAL', predicate: 'OUTCOME' },
    ]);
  });

  it('with a term and a broader one makes none: what failed was attempted', () => {
    expect(detect(outcome('ATTEMPTED'), outcome('FAILED'))).toEqual([]);
    expect(detect(outcome('FOILED'), outcome('ATTEMPTED'))).toEqual([]);
    expect(detect(outcome('FOILED'), outcome('FAILED'))).toHaveLength(1);
    expect(detect(outcome('ATTEMPTED'), outcome('CARRIED_OUT'))).toHaveLength(1);
    expect(detect(outcome('THREATENED'), outcome('ATTEMPTED'))).toHaveLength(1);
  });

  it('is neither the type of an attack nor a weapon, as one attack can have several', () => {
    const types = ['BOMBING', 'ARMED_ASSAULT'] as const;
    const claims = types.map((term) =>
      buildClaim({ predicate: 'ATTACK_TYPE', value: { type: 'ATTACK_TYPE', term } }),
    );
    expect(detect(...claims)).toEqual([]);
  });

  it('never takes an object: a place in two countries may lie across a border', () => {
    const functional = predicates.filter((name) => predicateDefinition(name).functional !== undefined);
    expect(functional).toEqual([
      'KILLED',
      'INJURED',
      'CASUALTIES',
      'KIDNAPPED',
      'ARRESTED',
      'DATED',
      'OUTCOME',
      'TERM_YEARS',
    ]);
    const located = ['vesk', 'arland'].map((objectId) => buildClaim({ predicate: 'OCCURRED_IN', objectId }));
    expect(detect(...located)).toEqual([]);
  });

  it('has one kind of contradiction, and is functional for kinds in its domain', () => {
    expect([...predicatesOfKind('FIGURES'), ...predicatesOfKind('FUNCTIONAL')].sort()).toEqual(
      predicates.filter((name) => predicateDefinition(name).functional !== undefined).sort(),
    );
    for (const { functional = [], domain } of predicates.map(predicateDefinition))
      expect(domain).toEqual(expect.arrayContaining([...functional]));
  });
});

it('claims without live support are ignored, even if an analyst assessed them', () => {
  expect(detect(killedClaim(7), killedClaim(9, 9, { status: 'DENIED' }))).toEqual([]);
  expect(
    detect(killedClaim(7), killedClaim(9, 9, { status: 'CONFIRMED', derivedStatus: 'RETRACTED' })),
  ).toEqual([]);
  expect(
    detect(killedClaim(7), killedClaim(9, 9, { status: 'DENIED', derivedStatus: 'REPORTED' })),
  ).toHaveLength(1);
});

describe('for random claims', () => {
  const assertion = fc.record({
    status: fc.constantFrom(...(Object.keys(STATUSES) as ClaimStatus[])),
    confidence: fc.option(fc.nat(100)),
    validity: fc.constantFrom<Validity[]>(
      [],
      [],
      [{ from: '2031-04', to: '2031-05' }],
      [{ from: '2032', to: null }],
    ),
  });
  const bound = fc.option(fc.nat(6));
  const figure = fc
    .tuple(fc.constantFrom('KILLED', 'INJURED'), bound, bound, assertion)
    .filter(([, min, max]) => (min !== null || max !== null) && (min ?? 0) <= (max ?? 6))
    .map(([predicate, min, max, given]) =>
      buildClaim({ predicate: predicate as 'KILLED', value: countValue(min, max) }, given),
    );
  const ending = fc
    .tuple(fc.constantFrom(...outcomes), assertion)
    .map(([end, given]) => ({ ...outcome(end), ...given }));
  const claims = fc.uniqueArray(fc.oneof(figure, ending), { selector: ({ id }) => id, maxLength: 12 });
  const check = (holds: (claims: Claim[]) => void) => fc.assert(fc.property(claims, holds), { numRuns: 500 });

  it('the order of the input does not matter', () => {
    fc.assert(
      fc.property(
        claims.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(detect(...shuffled)).toEqual(detect(...all));
        },
      ),
    );
  });

  it('two claims contradict each other alone if and only if they do among others', () => {
    check((all) => {
      const pairs = all.flatMap((one) => all.map((other) => contradictingClaims(one, other)).flat(2));
      expect(new Set(detect(...all).flatMap((found) => found.claims))).toEqual(new Set(pairs));
    });
  });

  it('an additional claim removes no contradiction', () => {
    check((all) => {
      const fewer = detect(...all.slice(1)).flatMap((found) => found.claims);
      expect(detect(...all).flatMap((found) => found.claims)).toEqual(expect.arrayContaining(fewer));
    });
  });
});

describe('the sentence for a contradiction', () => {
  const names = new Map([
    ['quay-blast', 'Quay blast'],
    ['harbour-office', 'Harbour office'],
    ['arland', 'Arland'],
    ['river-front', 'River Front'],
  ]);

  it('names the claims and their speakers', () => {
    const [seven, nine] = [killedClaim(7), killedClaim(9, 9, { confidence: 50 })];
    const evidence = new Map([
      [
        seven.id,
        [
          buildEvidence('wire', { by: ['harbour-office'] }),
          buildEvidence('post'),
          buildEvidence('gone', { live: false }),
        ],
      ],
      [nine.id, [buildEvidence('tribune'), buildDenial('radio')]],
    ]);
    expect(verbalizeContradiction(detect(nine, seven)[0] as never, evidence, names)).toBe(
      'Quay blast: KILLED 7 (REPORTED, by Harbour office through wire and post) and KILLED 9 (REPORTED, by tribune) cannot both be true.',
    );
  });

  it('names supporting and denying speakers of a contested claim', () => {
    const funds = buildClaim({ subjectId: 'arland', predicate: 'FUNDS', objectId: 'river-front' });
    const evidence = new Map([[funds.id, [buildEvidence('wire'), buildDenial('radio', { by: ['arland'] })]]]);
    expect(verbalizeContradiction(contradictionOfContested(funds), evidence, names)).toBe(
      'It cannot be both true and false that Arland FUNDS River Front (REPORTED): supported by wire; denied by Arland through radio.',
    );
  });

  it('counts further claims instead of listing them', () => {
    const many = Array.from({ length: 9 }, (_, n) => killedClaim(n));
    const evidence = new Map(many.map(({ id }, n) => [id, [buildEvidence(`paper-${n}`)]]));
    expect(verbalizeContradiction(detect(...many)[0] as never, evidence, names)).toMatch(
      /and 4 more cannot all be true\.$/,
    );
  });
});

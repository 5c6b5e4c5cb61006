import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { describeOrganChain, findOrganCircle, shareVoice, voicesOf } from '#ascribe/domain/voices.js';
import { buildDenial, buildEvidence, type EvidenceSpec, FUNDING } from './evidence-builder.js';

const ENTITIES = ['a', 'b', 'c', 'd', 'e', 'f'];
const graphs = fc
  .array(fc.tuple(fc.constantFrom(...ENTITIES), fc.constantFrom(...ENTITIES)), { maxLength: 8 })
  .map((pairs) => [...new Map(pairs.map((pair) => [pair.join(), pair])).values()]);
type Pairs = readonly (readonly [organ: string, body: string])[];
const bodiesOf = (pairs: Pairs) => (id: string) =>
  pairs.filter(([organ]) => organ === id).map(([, body]) => body);

/** Every chain from an entity, followed one by one. */
function allChains(id: string, pairs: Pairs, before: readonly string[] = []): string[][] {
  const chain = [...before, id];
  const bodies = bodiesOf(pairs)(id);
  if (before.includes(id)) return [chain];
  return bodies.length === 0 ? [chain] : bodies.flatMap((body) => allChains(body, pairs, chain));
}
const leadsBack = (id: string, pairs: Pairs) =>
  allChains(id, pairs).some((chain) => chain.length > 1 && chain.at(-1) === id);

/** Joins each two lists with a common element until nothing changes. */
function groupPairwise(lists: readonly (readonly unknown[])[]): number[][] {
  const groups = lists.map((_, at) => at);
  for (const _ of lists)
    for (const [a, one] of lists.entries())
      for (const [b, other] of lists.entries())
        if (one.some((element) => other.includes(element)))
          groups[a] = groups[b] = Math.min(groups[a] as number, groups[b] as number);
  return [...new Set(groups)].map((group) => lists.flatMap((_, at) => (groups[at] === group ? [at] : [])));
}

describe('the voices of an entity', () => {
  const of = (id: string, pairs: Pairs) => voicesOf(id, bodiesOf(pairs));

  test('are itself if it is no organ, and where the chain of its bodies ends if it is one', () => {
    expect(of('a', [])).toEqual(['a']);
    expect(
      of('a', [
        ['a', 'b'],
        ['b', 'c'],
      ]),
    ).toEqual(['c']);
  });

  test('are several if articles name different bodies, which remain two voices', () => {
    const pairs: Pairs = [
      ['a', 'd'],
      ['a', 'c'],
    ];
    expect(of('a', pairs)).toEqual(['c', 'd']);
    expect(shareVoice(of('a', pairs), of('c', pairs))).toBe(true);
    expect(shareVoice(of('a', pairs), of('d', pairs))).toBe(true);
    expect(shareVoice(of('c', pairs), of('d', pairs))).toBe(false);
  });

  test('are the ends of all its chains, or one of a circle that no chain leaves', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...ENTITIES), (pairs, id) => {
        const ends = allChains(id, pairs).map((chain) => chain.at(-1) as string);
        const open = [...new Set(ends.filter((end) => bodiesOf(pairs)(end).length === 0))].sort();
        const voices = of(id, pairs);
        if (open.length > 0) expect(voices).toEqual(open);
        else expect(voices).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a circle of organs', () => {
  test('is found wherever a chain leads back, and each of its steps is declared', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...ENTITIES), (pairs, id) => {
        const circle = findOrganCircle(id, bodiesOf(pairs));
        expect(circle !== null).toBe(leadsBack(id, pairs));
        if (circle === null) return;
        expect([circle[0], circle.at(-1)]).toEqual([id, id]);
        for (const [index, body] of circle.slice(1).entries())
          expect(bodiesOf(pairs)(circle[index] as string)).toContain(body);
      }),
      { numRuns: 1000 },
    );
  });

  test('is named in one sentence', () => {
    expect(describeOrganChain(['a', 'b', 'c', 'a'])).toBe('a is an organ of b, b of c, c of a');
    expect(describeOrganChain(['a', 'a'])).toBe('a is an organ of a');
  });
});

describe('evidence of organs', () => {
  const organs = {
    'norland-army': 'norland',
    'norland-ministry': 'norland',
    'norland-spokesman': 'norland-ministry',
    'lantern-wing': 'lanterns',
    'press-trust': 'league',
    'evening-trust': 'league',
  };
  const say = (name: string, spec: EvidenceSpec = {}) => buildEvidence(name, { organs, ...spec });
  const deny = (name: string, spec: EvidenceSpec = {}) => buildDenial(name, { organs, ...spec });
  const derived = (...evidence: Evidence[]) => derive(FUNDING, evidence);

  test('is one origin if its speakers are organs of one body that is no party', () => {
    const { status, origins } = derived(
      say('a', { by: ['press-trust'] }),
      say('b', { by: ['police', 'evening-trust'] }),
    );
    expect(status).toBe('REPORTED');
    expect(origins.map(({ reasons }) => reasons)).toEqual([[{ kind: 'SAME_SPEAKER', id: 'league' }]]);
  });

  test('is one origin if the owners of its sources are organs of one body', () => {
    const { status, origins } = derived(say('a', { owner: 'press-trust' }), say('b', { owner: 'league' }));
    expect(status).toBe('REPORTED');
    expect(origins.map(({ reasons }) => reasons)).toEqual([[{ kind: 'SAME_OWNER', id: 'league' }]]);
  });

  test('is one origin if the owner of one source and the speaker in another are organs of one body', () => {
    const { status, origins } = derived(
      say('a', { owner: 'press-trust' }),
      say('b', { owner: 'tribune-trust', by: ['evening-trust'] }),
    );
    expect(status).toBe('REPORTED');
    expect(origins.map(({ reasons }) => reasons)).toEqual([[{ kind: 'SAME_VOICE', id: 'league' }]]);
  });

  test('is grouped as by comparing the voices of each with each', () => {
    const someone = fc.constantFrom(null, null, ...ENTITIES);
    const citation = fc.record({ owner: someone, speaker: someone });
    // An organ comes after its body, so that there is no circle.
    const bodies = fc.tuple(
      ...ENTITIES.map((_, at) => fc.option(fc.nat(), { nil: null }).map((body) => [at, body] as const)),
    );
    fc.assert(
      fc.property(fc.array(citation, { minLength: 2, maxLength: 7 }), bodies, (citations, chosen) => {
        const pairs = chosen.flatMap(([at, body]) =>
          body === null || at === 0 ? [] : [[ENTITIES[at] as string, ENTITIES[body % at] as string] as const],
        );
        const evidence = citations.map(({ owner, speaker }, at) =>
          say(`c${at}`, { owner, by: [speaker ?? []].flat(), organs: Object.fromEntries(pairs) }),
        );
        const voices = citations.map(({ owner, speaker }) =>
          [owner, speaker].flatMap((id) =>
            id === null ? [] : allChains(id, pairs).map((chain) => chain.at(-1)),
          ),
        );
        expect(
          derived(...evidence)
            .origins.map(({ citationIds }) => citationIds)
            .sort(),
        ).toEqual(
          groupPairwise(voices)
            .map((group) => group.map((at) => `citation:c${at}`))
            .sort(),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('is interested if its speaker or owner is an organ of a party, over any number of steps', () => {
    for (const spec of [{ by: ['norland-spokesman'] }, { owner: 'norland-army' }, { by: ['lantern-wing'] }])
      expect(derived(say('a', spec)).origins[0]?.interested).toBe(true);
    expect(derived(say('a', { by: ['evening-trust'] })).origins[0]?.interested).toBe(false);
  });

  test('makes no dispute if an organ of a party denies', () => {
    expect(derived(say('a'), deny('b', { by: ['norland-ministry'] })).status).toBe('REPORTED');
    expect(derived(say('a'), deny('b', { by: ['press-trust'] })).status).toBe('DISPUTED');
  });

  test('is an admission if an organ of the subject admits, and of no one else', () => {
    const with_ = (by: string) => derived(say('a', { by: [by], modality: 'ADMITTED' }), say('b')).status;
    expect(with_('norland-army')).toBe('CONFIRMED');
    expect(with_('lantern-wing')).toBe('REPORTED');
    expect(with_('press-trust')).toBe('REPORTED');
  });
});

import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import type { OriginReason } from '#ascribe/domain/derivation/origins.js';
import { buildDenial, buildEvidence, FUNDING } from './evidence-builder.js';

const derived = (...evidence: Evidence[]) => derive(FUNDING, evidence);

describe('one origin: two reports stay REPORTED with the confidence of one', () => {
  const one: readonly (readonly [string, readonly Evidence[], readonly OriginReason[]])[] = [
    [
      'two articles of one source',
      [buildEvidence('a', { source: 'source:x' }), buildEvidence('b', { source: 'source:x' })],
      [{ kind: 'SAME_SOURCE', id: 'source:x' }],
    ],
    [
      'two sources of one owner',
      [buildEvidence('a', { owner: 'press-trust' }), buildEvidence('b', { owner: 'press-trust' })],
      [{ kind: 'SAME_OWNER', id: 'press-trust' }],
    ],
    [
      'two articles that end in the same speaker',
      [buildEvidence('a', { by: ['police', 'witness'] }), buildEvidence('b', { by: ['lawyer', 'witness'] })],
      [{ kind: 'SAME_SPEAKER', id: 'witness' }],
    ],
    [
      'an article of an owner, and one in which that owner speaks',
      [buildEvidence('a', { owner: 'press-trust' }), buildEvidence('b', { by: ['press-trust'] })],
      [{ kind: 'SAME_VOICE', id: 'press-trust' }],
    ],
    [
      'articles of one owner, in one of which that owner speaks',
      [
        buildEvidence('a', { owner: 'press-trust' }),
        buildEvidence('b', { owner: 'press-trust', by: ['press-trust'] }),
      ],
      [{ kind: 'SAME_OWNER', id: 'press-trust' }],
    ],
    [
      'an article and its rewrite',
      [buildEvidence('a'), buildEvidence('b', { from: ['article:a'] })],
      [{ kind: 'SAME_ROOT', id: 'article:a' }],
    ],
    [
      'two rewrites of a wire story that is not in the store',
      [buildEvidence('a', { from: ['article:wire'] }), buildEvidence('b', { from: ['article:wire'] })],
      [{ kind: 'SAME_ROOT', id: 'article:wire' }],
    ],
    [
      'articles with a common root in longer lineages',
      [
        buildEvidence('a', { from: ['article:m', 'article:root'] }),
        buildEvidence('b', { from: ['article:n', 'article:root'] }),
      ],
      [{ kind: 'SAME_ROOT', id: 'article:root' }],
    ],
    [
      'articles that derive from each other in a cycle',
      [buildEvidence('a', { from: ['article:b'] }), buildEvidence('b', { from: ['article:a'] })],
      [
        { kind: 'SAME_ROOT', id: 'article:a' },
        { kind: 'SAME_ROOT', id: 'article:b' },
      ],
    ],
    [
      'articles joined through a third: one source with the first, one speaker with the second',
      [
        buildEvidence('a', { source: 'source:x' }),
        buildEvidence('b', { by: ['witness'] }),
        buildEvidence('c', { source: 'source:x', by: ['witness'], modality: 'ACCUSED' }),
      ],
      [
        { kind: 'SAME_SOURCE', id: 'source:x' },
        { kind: 'SAME_SPEAKER', id: 'witness' },
      ],
    ],
  ];
  test.each(one)('%s', (_, evidence, reasons) => {
    const { status, confidence, origins } = derive(FUNDING, evidence);
    expect({ status, confidence }).toEqual({ status: 'REPORTED', confidence: 65 });
    expect(origins).toHaveLength(1);
    expect(origins[0]?.reasons).toEqual(reasons);
    expect(origins[0]?.citationIds).toEqual(evidence.map((each) => each.citation.id));
  });
});

describe('two origins', () => {
  test.each([
    ['two sources without owner or speaker', buildEvidence('a'), buildEvidence('b')],
    [
      'the same quoting speaker with two original speakers',
      buildEvidence('a', { by: ['police', 'witness'] }),
      buildEvidence('b', { by: ['police', 'envoy'] }),
    ],
  ])('%s', (_, a, b) => {
    expect(derived(a, b)).toMatchObject({ status: 'CONFIRMED', confidence: 88 });
  });

  test('articles linked only by a retracted article are two origins', () => {
    const link = buildEvidence('c', { source: 'source:a', by: ['witness'], live: false });
    expect(derived(buildEvidence('a'), buildEvidence('b', { by: ['witness'] }), link).status).toBe(
      'CONFIRMED',
    );
  });

  test('support and denial from one source are separate origins', () => {
    const { status, origins } = derived(
      buildEvidence('a', { source: 'source:x' }),
      buildDenial('b', { source: 'source:x' }),
    );
    expect(status).toBe('DISPUTED');
    expect(origins.map(({ stance }) => stance)).toEqual(['SUPPORTS', 'DENIES']);
  });
});

describe('a party to the claim', () => {
  test('makes an origin interested as owner of its source or as original speaker', () => {
    const interested = (evidence: Evidence) => derived(evidence).origins[0]?.interested;
    expect(interested(buildEvidence('a', { owner: 'norland' }))).toBe(true);
    expect(interested(buildEvidence('a', { by: ['envoy', 'lanterns'] }))).toBe(true);
    expect(interested(buildEvidence('a', { by: ['lanterns', 'envoy'] }))).toBe(false);
    expect(interested(buildEvidence('a'))).toBe(false);
  });

  test('does not make an origin interested that contains a disinterested citation', () => {
    const { origins } = derived(
      buildEvidence('a', { source: 'source:x', by: ['norland'] }),
      buildEvidence('b', { source: 'source:x' }),
    );
    expect(origins.map(({ interested }) => interested)).toEqual([false]);
  });

  test('stays the only voice of an origin when a disinterested source repeats its report', () => {
    const original = buildEvidence('a', { owner: 'norland' });
    const { origins } = derived(original, buildEvidence('b', { from: ['article:a'] }));
    expect(origins.map(({ interested }) => interested)).toEqual([true]);
  });
});

describe('an echo has no weight', () => {
  const rumour = buildEvidence('a', { modality: 'POSSIBLE', reliability: 'C', credibility: 3 });

  test('a rewrite that states a rumour as fact does not change the status', () => {
    const echo = buildEvidence('b', { reliability: 'A', credibility: 1, from: ['article:a'] });
    expect(derived(rumour, echo)).toMatchObject({ status: 'ALLEGED', confidence: 17 });
  });

  test('a rewrite that calls it a ruling does not confirm the claim', () => {
    const echo = buildEvidence('b', { modality: 'ADJUDICATED', from: ['article:m', 'article:a'] });
    expect(derived(rumour, echo)).toMatchObject({ status: 'ALLEGED', confidence: 17 });
  });

  test('a graded rewrite adds no confidence to an unjudged original', () => {
    const original = buildEvidence('a', { reliability: 'F' });
    expect(derived(original, buildEvidence('b', { from: ['article:a'] })).confidence).toBeNull();
  });

  test('a rewrite counts if the original does not cite the claim', () => {
    expect(derived(buildEvidence('b', { from: ['article:silent'] })).confidence).toBe(65);
  });

  test('a rewrite counts if the original is retracted', () => {
    const original = buildEvidence('a', { modality: 'POSSIBLE', live: false });
    expect(derived(original, buildEvidence('b', { from: ['article:a'] })).confidence).toBe(65);
  });

  test('a rewrite counts as support if the original denies the claim', () => {
    expect(derived(buildDenial('a'), buildEvidence('b', { from: ['article:a'] }))).toMatchObject({
      status: 'DISPUTED',
      confidence: 23,
    });
  });
});

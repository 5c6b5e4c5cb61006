import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createIndependenceQuestions,
  describeConfirmed,
  type IndependenceFacts,
  type IndependenceQuestion,
  publisherKeys,
  questionsBehindConfirmed,
  type Tie,
} from '#ascribe/domain/analysis/independence.js';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { buildEvidence, FUNDING } from './evidence-builder.js';
import { randomEvidence } from './random-evidence.js';

const CLAIM = { ...FUNDING, id: 'claim:0123456789abcdef0123456789abcdef' };
const tie = (from: string, predicate: Tie['predicate'], to: string, id = `${from} ${to}`): Tie => ({
  from,
  to,
  predicate,
  claim: predicate === 'organOf' ? null : { id, status: 'REPORTED' },
});
const factsOf = (ties: readonly Tie[], urls: Readonly<Record<string, string>> = {}): IndependenceFacts => ({
  tiesOf: (id) => ties.filter(({ from }) => from === id),
  urlOf: (id) => urls[id] ?? null,
  isArticle: (id) => id !== 'article:wire',
});
const askAboutIndependence = (
  claim: typeof CLAIM,
  evidence: readonly Evidence[],
  facts: IndependenceFacts,
): IndependenceQuestion[] => createIndependenceQuestions(facts)(claim, evidence);
const pairsOf = (questions: readonly IndependenceQuestion[]) => questions.map(({ pair }) => pair.join());

describe('questions about voices', () => {
  const two = [buildEvidence('a', { by: ['police'] }), buildEvidence('b', { by: ['envoy'] })];
  const ask = (...ties: Tie[]) => pairsOf(askAboutIndependence(CLAIM, two, factsOf(ties)));

  test('follow ties over any number of steps, and circles end', () => {
    expect(ask(tie('police', 'MEMBER_OF', 'envoy'))).toEqual(['police,envoy']);
    expect(
      ask(
        tie('envoy', 'PART_OF', 'x'),
        tie('x', 'organOf', 'y'),
        tie('y', 'LEADS', 'police'),
        tie('x', 'PART_OF', 'envoy'),
      ),
    ).toEqual(['envoy,police']);
    expect(ask(tie('police', 'PART_OF', 'norland'))).toEqual(['police,norland']);
  });

  test('follow ties to the 200 nearest entities', () => {
    const chain = (bodies: number) => {
      const ids = ['police', ...Array.from({ length: bodies }, (_, index) => `body-${index}`), 'envoy'];
      return ids.slice(1).map((id, index) => tie(ids[index] as string, 'PART_OF', id));
    };
    expect(ask(...chain(199))).toEqual(['police,envoy']);
    expect(ask(...chain(200))).toEqual([]);
  });

  test('ask about two that somebody takes for one, and about a body that became a part of another', () => {
    expect(ask(tie('envoy', 'SAME_AS', 'police'))).toEqual(['envoy,police']);
    expect(ask(tie('police', 'PART_OF', 'z'), tie('envoy', 'SAME_AS', 'z'))).toEqual(['envoy,police']);
    expect(ask(tie('police', 'MERGED_INTO', 'envoy'))).toEqual(['police,envoy']);
  });

  test('ask about a common body, not about a common membership', () => {
    expect(ask(tie('police', 'PART_OF', 'x'), tie('envoy', 'LEADS', 'x'))).toEqual(['envoy,police']);
    expect(ask(tie('police', 'PART_OF', 'x'), tie('envoy', 'MEMBER_OF', 'x'))).toEqual([]);
  });

  test('do not rest on the claim itself, on what is retracted, or on parties that do not speak', () => {
    expect(ask(tie('police', 'PART_OF', 'envoy', CLAIM.id))).toEqual([]);
    expect(ask(tie('lanterns', 'PART_OF', 'norland'))).toEqual([]);
    const retracted = two.map((one) => ({ ...one, live: false }));
    expect(askAboutIndependence(CLAIM, retracted, factsOf([tie('police', 'PART_OF', 'envoy')]))).toEqual([]);
  });
});

describe('questions about sources and originals', () => {
  test('recognise a publisher by its name in any case, and by its host, unless many publish there', () => {
    const keys = (name: string, url: string | null) => publisherKeys({ name, url }).map(({ key }) => key);
    expect(keys('Zeitung, DIE', null)).toEqual(keys('zeitung die', null));
    expect(keys('', 'https://www.courier.example/a')).toEqual(keys('', 'https://courier.example:8080/b?c'));
    expect(keys('', 'https://t.me/courier')).toEqual([]);
    expect(keys('', 'https://[::')).toEqual([]);
  });

  test('do not ask about sources of one owner', () => {
    const urls = { 'article:a': 'https://x.example/a', 'article:b': 'https://x.example/b' };
    const ask = (owner: string | null) =>
      pairsOf(
        askAboutIndependence(
          CLAIM,
          [buildEvidence('a', { owner }), buildEvidence('b', { owner })],
          factsOf([], urls),
        ),
      );
    expect(ask(null)).toEqual(['source:a,source:b']);
    expect(ask('league')).toEqual([]);
  });

  test('ask about an unknown original only if it is nearly the id of another article', () => {
    const ask = (article: string) =>
      pairsOf(
        askAboutIndependence(
          CLAIM,
          [buildEvidence('copy', { from: ['article:wire'] }), buildEvidence('b', { article })],
          factsOf([]),
        ),
      );
    expect(ask('article:wier')).toEqual(['article:copy,article:wier']);
    expect(ask('article:courier')).toEqual([]);
  });
});

describe('the questions behind CONFIRMED', () => {
  const entity = fc.constantFrom('norland', 'lanterns', 'press-trust', 'league', 'police', 'witness');
  const predicate = fc.constantFrom('PART_OF' as const, 'LEADS' as const, 'MEMBER_OF' as const);
  const ties = fc.array(
    fc.tuple(entity, predicate, entity).map(([from, name, to]) => tie(from, name, to)),
    { minLength: 1, maxLength: 4 },
  );
  /** Of reliable sources, most of it for the claim and as a fact, so that much is CONFIRMED. */
  const firm = (evidence: readonly Evidence[]): Evidence[] =>
    evidence.map((one, at) => {
      const { stance, modality } = one.citation;
      const citation: Evidence['citation'] = {
        ...one.citation,
        stance: at === 3 ? stance : 'SUPPORTS',
        modality: at === 2 ? modality : 'REPORTED_AS_FACT',
      };
      return { ...one, citation, reliability: 'B', genre: 'NEWS' };
    });
  const status = (evidence: readonly Evidence[]) => derive(CLAIM, evidence).status;

  test('are as few as make the claim CONFIRMED: answered, it is not, and each of them is needed', () => {
    let found = 0;
    fc.assert(
      fc.property(randomEvidence.map(firm), ties, (evidence, all) => {
        const questions = askAboutIndependence(CLAIM, evidence, factsOf(all));
        const deciding = questionsBehindConfirmed(CLAIM, evidence, questions, DEFAULT_POLICY);
        const rest = status(mergeNaively(evidence, questions));
        expect(deciding.length > 0).toBe(status(evidence) === 'CONFIRMED' && rest !== 'CONFIRMED');
        if (deciding.length === 0) return;
        found++;
        expect(status(mergeNaively(evidence, deciding))).not.toBe('CONFIRMED');
        for (const one of deciding)
          expect(
            status(
              mergeNaively(
                evidence,
                deciding.filter((other) => other !== one),
              ),
            ),
          ).toBe('CONFIRMED');
      }),
      { numRuns: 10_000 },
    );
    expect(found).toBeGreaterThan(50);
  });
});

/** Replaces each id by the first of all that pairs lead to from it. */
function mergeNaively(evidence: readonly Evidence[], questions: readonly IndependenceQuestion[]): Evidence[] {
  const replace = (what: IndependenceQuestion['merges']['what'], id: string): string => {
    const group = new Set([id]);
    for (const _ of questions)
      for (const { merges } of questions)
        if (merges.what === what && merges.ids.some((one) => group.has(one)))
          for (const one of merges.ids) group.add(one);
    return [...group].toSorted()[0] as string;
  };
  const voices = (ids: readonly string[]) => ids.map((id) => replace('voice', id));
  return evidence.map((one) => ({
    ...one,
    sourceId: replace('source', one.sourceId),
    lineage: one.lineage.map((id) => replace('article', id)),
    voices: {
      speaker: voices(one.voices.speaker),
      owner: voices(one.voices.owner),
      subject: voices(one.voices.subject),
      object: voices(one.voices.object),
    },
  }));
}

test('a line about a claim gives the same advice once', () => {
  const question = (other: string): IndependenceQuestion => ({
    code: 'UNDECLARED_ORGAN',
    pair: ['source:one', `source:${other}`],
    finding: 'both are named "One"',
    advice: 'write one id',
    merges: { what: 'source', ids: ['source:one', `source:${other}`] },
  });
  const line = describeConfirmed(FUNDING, [question('two'), question('three')]);
  expect(line.match(/source:t\w+/g)).toEqual(['source:two', 'source:three']);
  expect(line.split('write one id')).toHaveLength(2);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import { explain } from '#ascribe/domain/derivation/explain.js';
import { type Credibility, modalities, STATUSES } from '#ascribe/domain/records.js';
import { buildDenial, buildEvidence, FUNDING } from './evidence-builder.js';
import { genre, grades, owner, randomEvidence, reliability, SOURCES, speakers } from './random-evidence.js';

const runs = { numRuns: 1000 };
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => fc.assert(property, runs);
const of = (evidence: readonly Evidence[]) => derive(FUNDING, evidence);
/** Unjudged counts as -1, below every number: only new support may turn it into a number. */
const number = (evidence: readonly Evidence[]) => of(evidence).confidence ?? -1;
const strength = (evidence: readonly Evidence[]) => -Object.keys(STATUSES).indexOf(of(evidence).status);

const liveSupport = (evidence: readonly Evidence[]) =>
  evidence.filter((one) => one.live && one.citation.stance === 'SUPPORTS');

/** True if the article derives from a different supporting article that does not derive from it in turn. */
function isEcho(one: Evidence, support: readonly Evidence[]): boolean {
  const { articleId } = one.citation;
  return support.some(
    (other) =>
      other.citation.articleId !== articleId &&
      one.lineage.includes(other.citation.articleId) &&
      !other.lineage.includes(articleId),
  );
}

const isJudged = ({ reliability, citation }: Evidence) => reliability !== 'F' && citation.credibility !== 6;

test('status, confidence and explanation do not depend on the order of the evidence', () => {
  const shuffled = randomEvidence.chain((evidence) =>
    fc.tuple(
      fc.constant(evidence),
      fc.shuffledSubarray(evidence, { minLength: evidence.length, maxLength: evidence.length }),
    ),
  );
  check(
    fc.property(shuffled, ([evidence, other]) => {
      expect(of(other)).toEqual(of(evidence));
      expect(explain(of(other))).toBe(explain(of(evidence)));
    }),
  );
});

test('deriving does not change the evidence', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const before = structuredClone(evidence);
      of(evidence);
      expect(evidence).toEqual(before);
    }),
  );
});

test('more independent support never lowers confidence, nor the pair of status and confidence', () => {
  check(
    fc.property(randomEvidence, grades, reliability, genre, (evidence, grades, reliability, genre) => {
      const more = buildEvidence('new', { ...grades, reliability, genre });
      const added = [...evidence, more];
      expect(number(added)).toBeGreaterThanOrEqual(number(evidence));
      expect(strength(added)).toBeGreaterThanOrEqual(strength(evidence));
    }),
  );
});

test('a ruling against a claim never raises status or confidence of a supported claim', () => {
  const ruling = fc.record({
    credibility: fc.constantFrom<Credibility[]>(1, 2, 3, 4, 5, 6),
    reliability,
    genre,
    owner,
    by: speakers,
    of: fc.option(fc.nat()),
  });
  check(
    fc.property(randomEvidence, ruling, (evidence, { of: at, ...spec }) => {
      fc.pre(liveSupport(evidence).length > 0);
      const original = at === null ? undefined : evidence[at % evidence.length];
      const against = buildDenial('ruling', {
        ...spec,
        modality: 'ADJUDICATED',
        from: original?.lineage ?? [],
      });
      const added = [...evidence, against];
      expect(number(added)).toBeLessThanOrEqual(number(evidence));
      expect(strength(added)).toBeLessThanOrEqual(strength(evidence));
    }),
  );
});

/** How many origins of some evidence have one of these citations. */
const originsAmong = (evidence: readonly Evidence[], some: readonly Evidence[]) =>
  of(evidence).origins.filter((origin) => origin.evidence.some((one) => some.includes(one))).length;

test('without evidence in OPINION and PROPAGANDA a claim is CONFIRMED exactly if it was CONFIRMED with it', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      // A lineage that leads nowhere, because removing an article also removes its copies' status as echoes.
      const independent = evidence.map((one) => ({ ...one, lineage: one.lineage.slice(0, 1) }));
      const support = independent.filter(({ citation }) => citation.stance === 'SUPPORTS');
      const others = support.filter((one) => one.genre !== 'OPINION' && one.genre !== 'PROPAGANDA');
      fc.pre(others.some(({ live }) => live));
      // Evidence that joins two other origins into one matters in any genre.
      fc.pre(of(others).origins.length === originsAmong(support, others));
      if (of(others).status === 'CONFIRMED') expect(of(support).status).toBe('CONFIRMED');
      if (of(support).status === 'CONFIRMED') expect(of(others).status).toBe('CONFIRMED');
    }),
  );
});

test('the explanation names the firmest modality of each origin, and speaks of confidence only if there is one', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const derivation = of(evidence);
      const text = explain(derivation);
      if (derivation.confidence === null) expect(text).not.toMatch(/confidence/i);
      for (const { evidence: members, firmest, stance } of derivation.origins) {
        const counted = members.filter((one) => stance === 'DENIES' || !isEcho(one, members));
        const ranks = counted.map(({ citation }) => modalities.indexOf(citation.modality));
        expect(modalities.indexOf(firmest.citation.modality)).toBe(Math.min(...ranks));
      }
    }),
  );
});

test('a copy of an existing article raises neither confidence nor status, whatever its grades', () => {
  const copy = fc.record({
    grades,
    reliability,
    genre,
    owner,
    by: speakers,
    source: fc.constantFrom('source:new', ...SOURCES),
    of: fc.nat(),
  });
  check(
    fc.property(randomEvidence, copy, (evidence, { grades, of: at, ...sketch }) => {
      const originals = liveSupport(evidence);
      fc.pre(originals.length > 0);
      const { lineage } = originals[at % originals.length] as Evidence;
      const added = [...evidence, buildEvidence('copy', { ...grades, ...sketch, from: lineage })];
      expect(number(added)).toBeLessThanOrEqual(number(evidence));
      expect(strength(added)).toBeLessThanOrEqual(strength(evidence));
    }),
  );
});

test('a repeated citation in the same article raises neither confidence nor status', () => {
  check(
    fc.property(randomEvidence, fc.nat(), (evidence, at) => {
      const originals = liveSupport(evidence);
      fc.pre(originals.length > 0);
      const one = originals[at % originals.length] as Evidence;
      const added = [...evidence, { ...one, citation: { ...one.citation, id: 'citation:again' } }];
      expect(number(added)).toBe(number(evidence));
      expect(strength(added)).toBe(strength(evidence));
    }),
  );
});

test('a repeated citation in a second article of the same source does not raise confidence', () => {
  check(
    fc.property(randomEvidence, speakers, genre, fc.nat(), (evidence, by, genre, at) => {
      const support = liveSupport(evidence);
      const originals = support.filter((one) => !isEcho(one, support));
      fc.pre(originals.length > 0);
      const original = originals[at % originals.length] as Evidence;
      const { citation, sourceId, reliability, affiliation } = original;
      const { modality, credibility } = citation;
      const again = buildEvidence('again', {
        source: sourceId,
        owner: affiliation,
        ...{ reliability, modality, credibility, by },
        // A ruling that only counts in the genre of the repetition would be more than a repetition.
        genre: modality === 'ADJUDICATED' ? original.genre : genre,
      });
      expect(number([...evidence, again])).toBeLessThanOrEqual(number(evidence));
    }),
  );
});

test('a denial never raises confidence, whatever its speaker and grades', () => {
  const denial = fc.record({
    grades,
    reliability,
    genre,
    owner,
    by: speakers,
    source: fc.constantFrom('source:new', ...SOURCES),
    of: fc.option(fc.nat()),
  });
  check(
    fc.property(randomEvidence, denial, (evidence, { grades, of: at, ...sketch }) => {
      const original = at === null ? undefined : evidence[at % Math.max(1, evidence.length)];
      const added = buildDenial('denial', { ...grades, ...sketch, from: original?.lineage ?? [] });
      expect(number([...evidence, added])).toBeLessThanOrEqual(number(evidence));
    }),
  );
});

test('confidence is an integer from 0 to 100 if live support other than echoes is judged, otherwise null', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const support = liveSupport(evidence);
      const { confidence } = of(evidence);
      if (support.some((one) => isJudged(one) && !isEcho(one, support))) {
        expect(Number.isInteger(confidence)).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(100);
      } else expect(confidence).toBeNull();
    }),
  );
});

test('each live citation belongs to exactly one origin of its stance', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const { origins } = of(evidence);
      const placed = origins.flatMap(({ stance, evidence }) =>
        evidence.map(({ citation }) => [citation.id, citation.stance === stance]),
      );
      const live = evidence.filter((one) => one.live).map(({ citation }) => [citation.id, true]);
      expect(placed.sort()).toEqual(live.sort());
    }),
  );
});

test('a claim is RETRACTED without confidence if all its articles are retracted', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const retracted = evidence.map((one) => ({ ...one, live: false }));
      expect(of(retracted)).toMatchObject({ status: 'RETRACTED', confidence: null, origins: [] });
    }),
  );
});

test('a retracted article has no effect', () => {
  check(
    fc.property(randomEvidence, (evidence) => {
      const { status, confidence, origins } = of(evidence);
      expect(of(evidence.filter((one) => one.live))).toMatchObject({ status, confidence, origins });
    }),
  );
});

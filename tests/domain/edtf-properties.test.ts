import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earliestSortKey, latestSortKey, parseEdtf } from '#ascribe/domain/edtf.js';
import { rounds } from '../rounds.js';
import { anyLevel, fewDates, level0, level1, level2, type Meaning, type RandomEdtf } from './random-edtf.js';

const RUNS = rounds(1000);

/** What the parser makes of a text; null if it refuses it. */
function read(text: string): ReturnType<typeof parseEdtf> | null {
  try {
    return parseEdtf(text);
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(/; expected \S/) });
    return null;
  }
}

const boundsOf = (meaning: Meaning) => {
  const [earliest, latest] = meaning.known;
  return { earliest: meaning.earliest, latest: meaning.latest, known: { earliest, latest } };
};

describe.each([
  ['0', level0],
  ['1', level1],
  ['2', level2],
])('a random date of level %s', (_level, random) => {
  it('means what a calendar of days says, or is refused', () => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(random, ({ text, meaning }) => {
        const date = read(text);
        expect(
          date === null ? null : { earliest: date.earliest, latest: date.latest, known: date.known },
        ).toEqual(meaning === null ? null : boundsOf(meaning));
        if (date === null) refused++;
        else accepted++;
      }),
      { numRuns: RUNS },
    );
    // Ensures that both occur.
    expect(Math.min(accepted, refused)).toBeGreaterThan(RUNS / 20);
  });
});

describe('the canonical form of a random date', () => {
  it('is read as the same date', () => {
    fc.assert(
      fc.property(anyLevel, ({ text }) => {
        const date = read(text);
        if (date !== null) expect(parseEdtf(date.text)).toEqual(date);
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same for two dates if and only if they mean the same', () => {
    let [same, different] = [0, 0];
    const some = fc.array(fc.oneof({ weight: 3, arbitrary: fewDates }, anyLevel), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(some, (dates) => {
        const accepted = dates.filter(
          (one): one is RandomEdtf & { meaning: Meaning } => one.meaning !== null,
        );
        for (const one of accepted)
          for (const other of accepted) {
            if (one.text === other.text) continue;
            const isSame = one.meaning.key === other.meaning.key;
            expect(
              parseEdtf(one.text).text === parseEdtf(other.text).text,
              `${one.text} and ${other.text}`,
            ).toBe(isSame);
            if (isSame) same++;
            else different++;
          }
      }),
      { numRuns: RUNS / 5 },
    );
    expect(Math.min(same, different)).toBeGreaterThan(RUNS / 10);
  });

  it('sorts by the first and the last moment', () => {
    const timed = anyLevel.filter(({ meaning }) => meaning !== null);
    fc.assert(
      fc.property(timed, timed, (one, other) => {
        const sign = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);
        const [a, b] = [one.meaning, other.meaning];
        expect(sign(earliestSortKey(one.text), earliestSortKey(other.text))).toBe(
          sign(a?.earliest ?? Number.NEGATIVE_INFINITY, b?.earliest ?? Number.NEGATIVE_INFINITY),
        );
        expect(sign(latestSortKey(one.text), latestSortKey(other.text))).toBe(
          sign(a?.latest ?? Number.POSITIVE_INFINITY, b?.latest ?? Number.POSITIVE_INFINITY),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a text that is nearly a date', () => {
  it('is refused with a suggestion that is accepted, or read as it is written', () => {
    const near = anyLevel.chain(({ text }) =>
      fc
        .tuple(
          fc.nat(text.length),
          fc.constantFrom('', '0', '1', '-', '/', '.', ' ', 'X', '~', '–'),
          fc.nat(1),
        )
        .map(([at, put, cut]) => text.slice(0, at) + put + text.slice(at + cut)),
    );
    fc.assert(
      fc.property(near, (text) => {
        try {
          const { text: canonical } = parseEdtf(text);
          expect(parseEdtf(canonical).text).toBe(canonical);
        } catch (error) {
          const { code, message } = error as { code: string; message: string };
          expect(code).toBe('BAD_INPUT');
          const [, suggestion] = /is not a date; expected (\S+)$/.exec(message) ?? [];
          if (suggestion !== undefined) expect(parseEdtf(suggestion).text).toBe(suggestion);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

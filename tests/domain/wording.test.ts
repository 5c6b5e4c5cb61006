import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleWarnings, textWarnings } from '#ascribe/domain/analysis/annotation-quality.js';
import { describeWording, measureWording } from '../../bench/wording/measure.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';

const ENTITIES = [
  { ...entity('arland', 'STATE'), name: 'Arland' },
  { ...entity('river-front', 'ARMED_GROUP'), name: 'River Front', aliases: ['the Front'] },
  { ...entity('hall-blast', 'ATTACK'), name: 'Hall blast' },
];
const FUNDS: Sentence = { subject: 'arland', predicate: 'FUNDS', object: 'river-front' };
const BLAST: Sentence = { subject: 'river-front', predicate: 'PERPETRATED', object: 'hall-blast' };

function codesOf(saying: Sentence): string[] {
  const { claims } = articleOf('courier', [], [saying]);
  return articleWarnings({ articleId: 'article:courier', language: 'en', claims, entities: ENTITIES })
    .map(({ code }) => code)
    .sort();
}

describe('the sentences of bench/wording', () => {
  const rowOf = (set: string, label: string) => {
    const row = measureWording().find((one) => one.set === set && one.label === label);
    if (row === undefined) throw new Error(`no row ${set} ${label}`);
    return row;
  };

  it.each(['tuning', 'held out', 'later', 'blind'])(
    '%s: most soft sentences and few facts get a warning',
    (set) => {
      const share = (label: string) => rowOf(set, label).warned / rowOf(set, label).sentences;
      expect(share('soft')).toBeGreaterThan(0.9);
      expect(share('facts')).toBeLessThanOrEqual(0.08);
      expect(share('negated')).toBeGreaterThan(0.9);
      expect(share('denials')).toBe(0);
      expect(share('affirmed')).toBe(1);
    },
  );

  it('an accusation of something else is no hedge, whatever it is and whoever is accused', () => {
    const others = ['theft', 'smuggling grain', 'the loss of a ship', 'tax evasion in Vesk'];
    const accused = ['is accused of', 'is suspected of', 'was acquitted of', 'is under investigation for'];
    fc.assert(
      fc.property(
        fc.constantFrom(...others),
        fc.constantFrom(...accused),
        fc.constantFrom('the mayor', 'its rival', 'a banker'),
        (other, is, whom) => {
          expect(
            codesOf({ ...FUNDS, quote: `Arland pays the River Front through ${whom} who ${is} ${other}` }),
          ).toEqual([]);
          expect(
            codesOf({ ...BLAST, quote: `The River Front bombed the hall of ${whom} who ${is} ${other}` }),
          ).toEqual([]);
          if (!is.includes('acquitted'))
            expect(
              codesOf({ ...FUNDS, quote: `Arland ${is} paying the River Front, and ${whom} of ${other}` }),
            ).toEqual(['HEDGE_IGNORED']);
        },
      ),
    );
  });

  it('docs/lint-quality.md shows the measurement', () => {
    expect(readFileSync('docs/lint-quality.md', 'utf8')).toContain(describeWording());
  });
});

describe('HEDGE_IGNORED', () => {
  it.each([
    'The blast is attributed to the River Front',
    'officials blame the River Front',
    'presumed members of the River Front',
    'possible ties of the River Front to the blast',
    'they hold the River Front responsible',
  ])('warns of the soft attribution %j', (quote) => {
    expect(codesOf({ ...BLAST, quote })).toEqual(['HEDGE_IGNORED']);
  });

  it('does not warn if the modality is as soft as the attribution', () => {
    const quote = 'Officials blame the River Front for the blast';
    expect(codesOf({ ...BLAST, quote, modality: 'ACCUSED_BY_AUTHORITIES', assertedBy: ['arland'] })).toEqual(
      [],
    );
  });

  it('does not take the accusations of an actor that admits a deed for a hedge', () => {
    const quote = 'The Front claimed responsibility for the blast, accusing the mayor of theft';
    expect(codesOf({ ...BLAST, quote, modality: 'ADMITTED', assertedBy: ['river-front'] })).toEqual([]);
    expect(codesOf({ ...BLAST, quote: 'The Front bombed the hall and accused the mayor of theft' })).toEqual(
      [],
    );
    expect(codesOf({ ...BLAST, quote: 'The mayor accused the Front of the blast' })).toEqual([
      'HEDGE_IGNORED',
    ]);
  });

  it('ignores hedges in clauses and sentences about something else', () => {
    for (const quote of [
      'Arland, which is accused of theft, pays the River Front',
      'Arland pays the River Front. The weather may change',
      'Arland pays the River Front, and the parliament may debate it',
    ])
      expect([quote, codesOf({ ...FUNDS, quote })]).toEqual([quote, []]);
    expect(codesOf({ ...FUNDS, quote: 'Arland, police believe, pays the River Front' })).toEqual([
      'HEDGE_IGNORED',
    ]);
  });
});

describe('what a sentence leaves open', () => {
  it.each([
    'If Arland paid the River Front, war would follow',
    'Did Arland pay the River Front?',
    'Arland plans to fund the River Front',
    'Arland offered to pay the River Front',
    'Arland would fund the River Front only if it disarmed',
    'Arland is held to be the paymaster of the River Front',
  ])('is no fact: %j', (quote) => {
    expect(codesOf({ ...FUNDS, quote })).toEqual(['HEDGE_IGNORED']);
  });

  it.each([
    'Why does Arland pay the River Front?',
    'Arland pays the River Front, even if it says otherwise',
    'Arland pays the River Front. Will parliament agree?',
    'Arland pays the River Front; if the talks fail, the vote is off',
  ])('is about something else: %j', (quote) => {
    expect(codesOf({ ...FUNDS, quote })).toEqual([]);
  });
});

describe('WRONG_STANCE', () => {
  it.each([
    'The charge that Arland pays the River Front was withdrawn',
    'The tribunal dismissed the case against Arland for paying the River Front',
    'Arland was wrongly accused of paying the River Front',
    'Arland is not known to fund the River Front',
    'Arland has yet to pay the River Front',
    'Far from paying the River Front, Arland fights it',
    'Arland pays neither the Hill Guard nor the River Front',
    'The paper retracted its report that Arland pays the River Front',
    'Not one person in Arland paid the River Front',
  ])('warns of %j', (quote) => {
    expect(codesOf({ ...FUNDS, quote })).toContain('WRONG_STANCE');
  });

  it('says which words negate the claim, and what was expected', () => {
    const { claims } = articleOf('courier', [], [{ ...FUNDS, quote: 'Arland never paid the River Front' }]);
    const [warning] = articleWarnings({ articleId: 'a', language: 'en', claims, entities: ENTITIES });
    expect(warning?.message).toBe(
      'SUPPORTS for arland FUNDS river-front, but its quote "Arland never paid the River Front" negates it with "never"; expected stance DENIES, or words that state the claim',
    );
  });

  it.each([
    'Arland pays not only the Hill Guard but the River Front',
    'Arland pays the River Front, though it denies this',
    'Arland cannot deny that it pays the River Front',
    'Arland pays the River Front, which never signed the truce',
    'No doubt Arland pays the River Front',
    'Nothing could stop Arland from paying the River Front',
  ])('%j negates nothing', (quote) => {
    expect(codesOf({ ...FUNDS, quote })).not.toContain('WRONG_STANCE');
  });

  it('warns of a denial whose quote states the claim', () => {
    expect(codesOf({ ...FUNDS, quote: 'Arland pays the River Front', stance: 'DENIES' })).toEqual([
      'WRONG_STANCE',
    ]);
    expect(codesOf({ ...FUNDS, quote: 'Arland denies it', stance: 'DENIES' })).toEqual([]);
  });

  it('accepts that nobody was killed as the number 0', () => {
    const none: Sentence = {
      subject: 'hall-blast',
      predicate: 'KILLED',
      value: { type: 'COUNT', min: 0, max: 0 },
    };
    const quote = 'nobody was killed in the blast';
    expect(codesOf({ ...none, quote })).toEqual([]);
    expect(codesOf({ ...none, value: { type: 'COUNT', min: 7, max: 7 }, quote })).toEqual(['WRONG_STANCE']);
  });
});

it('textWarnings asks only about quotes that were found in a text', () => {
  const { claims } = articleOf('courier', [], [FUNDS]);
  expect(textWarnings({ articleId: 'a', language: 'en', claims, entities: ENTITIES }, () => null)).toEqual(
    [],
  );
});

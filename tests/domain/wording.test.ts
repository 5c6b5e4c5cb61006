import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleWarnings, textWarnings } from '#ascribe/domain/analysis/annotation-quality.js';
import { describeWording, measureWording } from '../../bench/wording/measure.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';

const ENTITIES = [
  { ...entity('arland', 'STATE'), name: 'Arland' },
  { ...entity('vesk', 'STATE'), name: 'Vesk' },
  { ...entity('m-orne', 'PERSON'), name: 'M. Orne' },
  { ...entity('night-unit', 'ARMED_GROUP'), name: 'Night Unit' },
  { ...entity('nurse', 'PERSON'), name: 'the nurse' },
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

const claim = (subject: string, predicate: Sentence['predicate'], object: string): Sentence => ({
  subject,
  predicate,
  object,
});
const count = (predicate: 'KILLED' | 'ARRESTED', number: number): Sentence => ({
  subject: 'hall-blast',
  predicate,
  value: { type: 'COUNT', min: number, max: number },
});

describe('a hedge in a report that is about something else', () => {
  it.each<[string, Sentence, string]>([
    [
      'the ground of a sanction',
      claim('arland', 'SANCTIONS', 'river-front'),
      'Arland froze the accounts of the River Front over its alleged role in the arms trade',
    ],
    [
      'the ground of an arrest',
      count('ARRESTED', 3),
      'Police arrested three men suspected of planning the hall blast',
    ],
    [
      'the blame for deaths that are certain',
      count('KILLED', 7),
      'Seven people died in a blast blamed on the River Front',
    ],
    [
      'the blame for what a victim suffered',
      claim('nurse', 'KIDNAPPED_IN', 'hall-blast'),
      'The nurse was abducted in a raid blamed on bandits',
    ],
    [
      'the crimes of a leader',
      claim('m-orne', 'LEADS', 'river-front'),
      'M. Orne, the River Front commander suspected of war crimes, came to Lowmere',
    ],
    [
      'the deeds of a branch',
      claim('night-unit', 'PART_OF', 'river-front'),
      'The Night Unit, a branch of the River Front blamed for several killings, was dissolved',
    ],
    [
      'somebody who belongs to the subject',
      claim('river-front', 'LOCATED_IN', 'vesk'),
      'The River Front has its bases in northern Vesk, where its leader is thought to live',
    ],
    [
      'the trial of somebody who belongs to the subject',
      BLAST,
      'The River Front bombed the court where its commander was to stand trial for extortion',
    ],
    [
      'an opinion on the deed',
      claim('arland', 'EXPORTS_TO', 'vesk'),
      'Arland sold Vesk gas worth three billion, a deal that critics believe was rigged',
    ],
    [
      'what was said before',
      claim('hall-blast', 'OCCURRED_IN', 'vesk'),
      'The bomb exploded in Vesk, two days after the army said an assault was likely',
    ],
    [
      'when it came about',
      claim('nurse', 'FREED_FROM', 'river-front'),
      'The River Front freed the nurse on Sunday, apparently after a ransom was paid',
    ],
    [
      'what may come next',
      claim('vesk', 'ARMS', 'river-front'),
      'Vesk supplies the River Front with rifles, and Arland fears that missiles could follow',
    ],
  ])('is no hedge of the claim: %s', (_, saying, quote) => {
    expect(codesOf({ ...saying, quote })).toEqual([]);
  });

  it.each<[Sentence, string]>([
    [claim('arland', 'SANCTIONS', 'river-front'), 'Arland may freeze the accounts of the River Front'],
    [claim('arland', 'DESIGNATES', 'river-front'), 'Arland has reportedly listed the River Front'],
    [count('ARRESTED', 3), 'Three men were reportedly arrested after the hall blast'],
    [count('KILLED', 7), 'Seven people were allegedly killed in the hall blast'],
    [count('KILLED', 7), 'Soldiers are accused of killing seven people in the hall'],
    [claim('nurse', 'KIDNAPPED_IN', 'hall-blast'), 'The nurse is thought to have been abducted in the raid'],
    [claim('m-orne', 'LEADS', 'river-front'), 'M. Orne is accused of commanding the River Front'],
    [claim('m-orne', 'LEADS', 'river-front'), 'M. Orne, suspected of leading the River Front, fled'],
    [claim('night-unit', 'PART_OF', 'river-front'), 'The Night Unit is alleged to be a branch of the Front'],
    [claim('m-orne', 'LOCATED_IN', 'vesk'), 'M. Orne, accused of murder, may be in Vesk'],
    [claim('arland', 'EXPORTS_TO', 'vesk'), 'Critics believe that Arland sells gas to Vesk'],
    [BLAST, 'The hall blast, which residents blame on the River Front, killed seven people'],
    [BLAST, 'The hall was bombed after its elders, police believe, defied the River Front'],
  ])('leaves the hedges of the same claims: %j', (saying, quote) => {
    expect(codesOf({ ...saying, quote })).toEqual(['HEDGE_IGNORED']);
  });
});

it('a sanction for whatever it is imposed is a fact, unless the sanction itself is hedged', () => {
  const acts = fc.constantFrom(
    'imposed sanctions on',
    'froze the accounts of',
    'banned travel by members of',
  );
  const grounds = fc.constantFrom(
    'accusing it of',
    'which it suspects of',
    'which is charged with',
    'over its alleged part in',
    'which it blames for',
  );
  const deeds = fc.constantFrom('theft', 'the killing of a judge', 'attacks on ships', 'war crimes');
  const sanctions = claim('arland', 'SANCTIONS', 'river-front');
  fc.assert(
    fc.property(acts, grounds, deeds, (act, ground, deed) => {
      const rest = `${act} the River Front, ${ground} ${deed}`;
      expect(codesOf({ ...sanctions, quote: `Arland ${rest}` })).toEqual([]);
      expect(codesOf({ ...sanctions, quote: `Arland reportedly ${rest}` })).toEqual(['HEDGE_IGNORED']);
    }),
  );
});

describe('a hedge that was taken for one of something else', () => {
  it.each<[Sentence, string]>([
    // "Suspected" is of the raid, and not of the victims.
    [
      claim('arland', 'PERPETRATED', 'hall-blast'),
      'Seven people were killed in a suspected Arlandic air raid',
    ],
    [claim('m-orne', 'LOCATED_IN', 'vesk'), 'M. Orne is suspected to be hiding in the forests of Vesk'],
    [FUNDS, 'The River Front is described by the ministry in Vesk as being paid by Arland'],
  ])('%j', (saying, quote) => {
    expect(codesOf({ ...saying, quote })).toEqual(['HEDGE_IGNORED']);
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
    'Arland never, in all these years, paid the River Front',
    'The court threw out the charge that Arland pays the River Front',
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
    'Nobody doubts that Arland pays the River Front',
    'Arland has never stopped paying the River Front',
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

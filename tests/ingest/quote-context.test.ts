import { describe, expect, it } from 'vitest';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { seededRandom } from '../../bench/random.js';
import { buildDocument, writeTempFolder } from './document-builder.js';

interface Quoted {
  readonly quote: string;
  readonly predicate?: string;
  readonly modality?: string;
  readonly stance?: string;
  readonly paragraph?: number;
}

/** The warnings for quotes of a text, as `CODE message`. */
async function lint(text: string, quotes: readonly Quoted[], article = {}): Promise<string[]> {
  const claims = quotes.map(({ predicate = 'FUNDS', modality = 'REPORTED_AS_FACT', ...rest }) => ({
    subject: 'arland',
    predicate,
    object: 'river-front',
    citations: [{ modality, ...rest }],
  }));
  const folder = writeTempFolder({ 'a.json': buildDocument({ article: { text, ...article }, claims }) });
  const summary = await importPaths(null, [folder], { checkOnly: true, lint: true });
  expect(summary.problems).toEqual([]);
  return (summary.lint?.warnings ?? []).map(({ code, message }) => `${code} ${message}`);
}
const codes = async (...args: Parameters<typeof lint>): Promise<string[]> =>
  (await lint(...args)).map((line) => line.split(' ')[0] ?? '');

describe('a quote that says the opposite', () => {
  it.each([
    ['FUNDS', 'ADJUDICATED', 'The court acquitted Arland of paying the River Front'],
    ['ARMS', 'REPORTED_AS_FACT', 'There is no evidence that Arland arms the River Front'],
    ['TRAINS', 'REPORTED_AS_FACT', 'Arland no longer trains the River Front'],
  ])('warns that it is cited in support: %s, %s, %s', async (predicate, modality, quote) => {
    expect(await codes(`${quote}.`, [{ quote, predicate, modality }])).toEqual(['WRONG_STANCE']);
    expect(await codes(`${quote}.`, [{ quote, predicate, modality, stance: 'DENIES' }])).toEqual([]);
  });
});

describe('what […] omits', () => {
  it('warns of a negation and of a hedge', async () => {
    const text =
      'Arland is not paying the River Front, officials in Vesk said.\n\nArland, the opposition alleged, is arming the River Front.';
    expect(
      await lint(text, [
        { quote: 'Arland is […] paying the River Front' },
        { quote: 'Arland […] is arming the River Front', predicate: 'ARMS' },
      ]),
    ).toEqual([
      'MISLEADING_OMISSION the quote "Arland is […] paying the River Front" for arland FUNDS river-front omits "not", which negates the claim (stance DENIES); expected a quote that keeps these words, or a citation for each part',
      'MISLEADING_OMISSION the quote "Arland […] is arming the River Front" for arland ARMS river-front omits "alleged", which hedges the claim (ACCUSED_BY_AUTHORITIES or weaker); expected a quote that keeps these words, or a citation for each part',
    ]);
  });

  it('does not warn if modality or stance already say so', async () => {
    const text = 'Arland, the opposition alleged, is paying the River Front.';
    const quote = 'Arland […] is paying the River Front';
    expect(await codes(text, [{ quote, modality: 'ACCUSED' }])).toEqual([]);
    const denial = 'Arland is not, so the minister, paying the River Front.';
    expect(
      await codes(denial, [{ quote: 'Arland is not […] paying the River Front', stance: 'DENIES' }]),
    ).toEqual([]);
  });

  it('does not warn of what is about something else', async () => {
    const text = 'Arland, which does not border Vesk and is accused of theft, pays the River Front.';
    expect(await codes(text, [{ quote: 'Arland […] pays the River Front' }])).toEqual([]);
  });

  it('warns of parts in different paragraphs, in any language', async () => {
    const text = 'Arland zahlt seit Jahren.\n\nDas Geld geht an die River Front.';
    expect(await lint(text, [{ quote: 'Arland zahlt […] an die River Front' }], { language: 'de' })).toEqual([
      'MISLEADING_OMISSION the quote "Arland zahlt […] an die River Front" for arland FUNDS river-front joins words of paragraphs 1 and 2; expected a quote that keeps these words, or a citation for each part',
    ]);
  });
});

describe('the edges of a quote', () => {
  it.each([
    ["Arland isn't paying the River Front.", 'Arland is', 'cuts "isn\'t"'],
    [
      'The blast killed 12,000 people, paid by Arland for the River Front.',
      'The blast killed 12',
      'cuts "12,000"',
    ],
    [
      'Arland pays non-state actors such as the River Front.',
      'state actors such as the River Front',
      'cuts "non-state"',
    ],
    ['Unpaid by Arland, the River Front left.', 'paid by Arland, the River Front left', 'cuts "Unpaid"'],
  ])('%j: a quote that cuts a word or a number', async (text, quote, expected) => {
    const found = await lint(text, [{ quote }]);
    expect(found.filter((line) => line.startsWith('MISLEADING_CUT')).join()).toContain(expected);
  });

  it.each([
    [
      'There is no evidence that Arland pays the River Front.',
      'Arland pays the River Front',
      '"no evidence" before it, which negates',
    ],
    [
      'Arland denied that it pays the River Front.',
      'it pays the River Front',
      '"denied" before it, which negates',
    ],
    ['Arland has never paid the River Front.', 'paid the River Front', '"never" before it, which negates'],
    [
      'Police suspect that Arland pays the River Front.',
      'Arland pays the River Front',
      '"suspect" before it, which hedges',
    ],
    ['Arland may have paid the River Front.', 'paid the River Front', '"may" before it, which hedges'],
    [
      'Arland pays the River Front, the opposition alleged.',
      'Arland pays the River Front',
      '"alleged" after it, which hedges',
    ],
  ])('%j: warns of what is left outside', async (text, quote, expected) => {
    const found = await lint(text, [{ quote }]);
    expect(found.join()).toContain(
      `MISLEADING_CUT the quote ${JSON.stringify(quote)} for arland FUNDS river-front leaves out ${expected}`,
    );
  });

  it.each([
    ['The mayor may resign. Arland pays the River Front.', 'Arland pays the River Front'],
    [
      'Accused of theft by others, Arland pays the River Front. The river did not rise.',
      'Arland pays the River Front',
    ],
    ['The minister was not there, but Arland pays the River Front.', 'Arland pays the River Front'],
    ["Arland's money pays the River Front's men.", 'money pays the River Front'],
    ['It pays (“Arland pays the River Front”), and may go on.', 'Arland pays the River Front'],
  ])('%j: does not warn of other words around it', async (text, quote) => {
    expect(await codes(text, [{ quote }])).toEqual([]);
  });

  it('takes no run of Chinese, Japanese, Korean or Thai for one word', async () => {
    for (const text of [
      '据称阿兰德资助河流阵线。',
      'アーランドは戦線に資金を提供している。',
      '아를란드가 전선에 돈을 준다.',
      'อาร์แลนด์จ่ายเงินให้แนวร่วม',
    ])
      expect(
        [text, await codes(text, [{ quote: [...text].slice(2, 7).join('') }], { language: 'zh' })].flat(),
      ).not.toContain('MISLEADING_CUT');
  });

  it('finds each cut word in any script with spaces, and none in quotes of whole words', async () => {
    const random = seededRandom(16);
    const scripts = [
      'Арланд платит фронту реки',
      'Η Άρλαντ πληρώνει το μέτωπο',
      'ارلاند تدفع للجبهة النهرية',
      'ארלנד משלמת לחזית הנהר',
      'अर्लैंड नदी मोर्चे को भुगतान',
      'Արլանդը վճարում է ճակատին',
      'Zahlt Arland über die Fronten',
    ];
    for (const script of scripts)
      for (let round = 0; round < 5; round++) {
        const words = Array.from({ length: 8 }, () => random.pick(script.split(' ')));
        const from = random.below(5);
        const whole = words.slice(from, from + 3).join(' ');
        const text = `${words.join(' ')}.`;
        const at = { language: 'de' };
        const cutsOf = async (quote: string) =>
          (await lint(text, [{ quote }], at)).filter((line) => / cuts "/.test(line)).length;
        expect([whole, await cutsOf(whole)]).toEqual([whole, 0]);
        const cut = [...`${words.join(' ')} `].slice(1).join('').trim();
        if ([...(words[0] ?? '')].length > 1) expect([cut, await cutsOf(cut)]).toEqual([cut, 1]);
      }
  });
});

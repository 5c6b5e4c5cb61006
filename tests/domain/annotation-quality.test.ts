import { describe, expect, it } from 'vitest';
import {
  articleWarnings,
  isThinSupport,
  MIN_JUDGED_CITATIONS,
  mergeGrades,
  mergeSupport,
  NO_GRADES,
  summarizeGrades,
  summarizeSupport,
  uniformCredibilityWarning,
} from '#ascribe/domain/analysis/annotation-quality.js';
import type { AnnotatedClaim, Citation, Credibility } from '#ascribe/domain/records.js';
import { articleOf, type Sentence } from '../store-contract/article-builder.js';

const A: Sentence = { subject: 'arland', predicate: 'FUNDS', object: 'river-front' };

function warningsOf(sayings: readonly Sentence[], language: string | null = 'en') {
  const { claims } = articleOf('courier', [], sayings);
  return articleWarnings({ articleId: 'article:courier', language, claims, entities: [] });
}
const codesOf = (...args: Parameters<typeof warningsOf>) => warningsOf(...args).map(({ code }) => code);

const graded = (...grades: Credibility[]) => summarizeGrades(grades.map((credibility) => ({ credibility })));
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('UNIFORM_CREDIBILITY', () => {
  const whose = { id: 'source:courier', articleId: null };
  const warns = (...grades: Credibility[]) => uniformCredibilityWarning(graded(...grades), whose) !== null;

  it(`is silent below ${MIN_JUDGED_CITATIONS} judged citations, and warns from there on`, () => {
    expect(warns(...times(MIN_JUDGED_CITATIONS - 1, 2 as const))).toBe(false);
    expect(warns(...times(MIN_JUDGED_CITATIONS, 2 as const))).toBe(true);
    expect(uniformCredibilityWarning(graded(...times(25, 2 as const)), whose)).toMatchObject({
      code: 'UNIFORM_CREDIBILITY',
      message:
        'all 25 judged citations of source:courier have credibility 2; expected an individual grade for each, and 6 where nothing can be judged',
      articleId: null,
      claim: null,
    });
  });

  it('does not warn if one grade differs', () => {
    expect(warns(...times(100, 2 as const), 3)).toBe(false);
  });

  it('ignores unjudged citations', () => {
    expect(warns(...times(100, 6 as const))).toBe(false);
    expect(warns(...times(MIN_JUDGED_CITATIONS - 1, 3 as const), ...times(100, 6 as const))).toBe(false);
    expect(warns(...times(MIN_JUDGED_CITATIONS, 3 as const), ...times(100, 6 as const))).toBe(true);
  });

  it('gives the same result for the citations in any parts', () => {
    const parts = [
      graded(2, 6),
      graded(),
      graded(...times(10, 2 as const)),
      graded(...times(10, 2 as const)),
    ];
    expect(parts.reduce(mergeGrades, NO_GRADES)).toEqual(graded(...times(21, 2 as const)));
    expect([...parts, graded(1)].reduce(mergeGrades, NO_GRADES).uniformGrade).toBeNull();
    expect([graded(1), ...parts].reduce(mergeGrades, NO_GRADES).uniformGrade).toBeNull();
  });
});

describe('REUSED_QUOTE', () => {
  const quote = 'Arland arms and pays the River Front';
  const same = (...sayings: Sentence[]) => sayings.map((saying) => ({ ...saying, quote }));

  it('warns if claims with one quote share no entity, and names two of them', () => {
    const [warning, ...others] = warningsOf(
      same(A, { subject: 'ilva', predicate: 'LEADS', object: 'lake-line-company' }),
    );
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'REUSED_QUOTE',
      articleId: 'article:courier',
      claim: { subjectId: 'ilva' },
      citationId: expect.stringMatching(/^citation:/),
      message: expect.stringContaining(
        '"Arland arms and pays the River Front" is cited for 2 claims in 2 groups that share no entity, such as arland FUNDS river-front and ilva LEADS lake-line-company',
      ),
    });
  });

  it('warns once for each quote', () => {
    const sayings = Array.from(
      { length: 30 },
      (_, at): Sentence => ({ subject: `state-${at}`, predicate: 'FUNDS', object: `group-${at}` }),
    );
    expect(codesOf(same(...sayings))).toEqual(['REUSED_QUOTE']);
  });

  it.each<[string, Sentence[]]>([
    ['FUNDS and ARMS of one pair', [A, { ...A, predicate: 'ARMS' }]],
    [
      'a pair from both ends',
      [A, { subject: 'river-front', predicate: 'AFFILIATED_WITH', object: 'arland' }],
    ],
    ['one end and another family', [A, { subject: 'river-front', predicate: 'LOCATED_IN', object: 'nim' }]],
    ['a list of any length', Array.from({ length: 12 }, (_, at) => ({ ...A, object: `group-${at}` }))],
    [
      'one event: who, whom, how many, when and where',
      [
        { subject: 'river-front', predicate: 'PERPETRATED', object: 'blast' },
        { subject: 'blast', predicate: 'TARGETED', object: 'quay' },
        { subject: 'blast', predicate: 'OCCURRED_IN', object: 'port-sele' },
        { subject: 'blast', predicate: 'KILLED', value: { type: 'COUNT', min: 7, max: 7 } },
        { subject: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04-11' } },
        { subject: 'port-sele', predicate: 'LOCATED_IN', object: 'vesk' },
      ],
    ],
  ])('does not warn about %s', (_, sayings) => {
    expect(codesOf(same(...sayings))).toEqual([]);
  });

  it('warns if more than four unrelated claims share only one entity', () => {
    const hub: Sentence[] = [
      A,
      { subject: 'arland', predicate: 'LOCATED_IN', object: 'lake-basin' },
      { subject: 'arland', predicate: 'OPPOSES', object: 'vesk' },
      { subject: 'arland', predicate: 'PARTY_TO', object: 'ostrey-accord' },
    ];
    expect(codesOf(same(...hub))).toEqual([]);
    const [warning] = warningsOf(
      same(...hub, { subject: 'arland', predicate: 'BACKS', object: 'lake-line' }),
    );
    expect(warning?.message).toContain(
      '5 claims in 5 unrelated groups, more than the 4 that one quote can carry',
    );
    expect(warning?.claim?.predicate).toBe('BACKS');
  });

  it('compares quotes by their words, and distinguishes two positions in a text', () => {
    const sayings: Sentence[] = [
      { ...A, quote: 'Arland pays – the “River Front”' },
      {
        subject: 'ilva',
        predicate: 'LEADS',
        object: 'lake-line-company',
        quote: 'arland pays - the "River  Front"',
      },
    ];
    expect(codesOf(sayings)).toEqual(['REUSED_QUOTE']);
    const { claims } = articleOf('courier', [], sayings);
    const apart = claims.map((claim, at) => ({
      ...claim,
      citations: claim.citations.map((one) => ({ ...one, locator: { ...one.locator, start: at * 100 } })),
    }));
    expect(articleWarnings({ articleId: 'a', language: 'en', claims: apart, entities: [] })).toEqual([]);
  });

  it('checks ten thousand claims that share a quote in under 10 s of CPU time', () => {
    const sayings = Array.from(
      { length: 10_000 },
      (_, at): Sentence => ({ subject: `state-${at}`, predicate: 'FUNDS', object: `state-${at + 1}` }),
    );
    // CPU time, so that other processes on the machine do not count.
    const start = process.cpuUsage();
    expect(codesOf(same(...sayings))).toEqual(['REUSED_QUOTE']);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(10_000);
  });
});

describe('HEDGE_IGNORED', () => {
  const saying = (quote: string, parts: Partial<Sentence> = {}): Sentence => ({ ...A, quote, ...parts });

  it('reports the hedge word, the claim and the expected modality', () => {
    const [warning] = warningsOf([saying('Arland may have paid, and reportedly did')]);
    expect(warning?.message).toBe(
      'REPORTED_AS_FACT for arland FUNDS river-front, but its quote "Arland may have paid, and reportedly did" hedges with "may", "reportedly"; expected POSSIBLE',
    );
    expect(warningsOf([saying('He is suspected of paying')])[0]?.message).toContain(
      '"suspected"; expected ACCUSED_BY_AUTHORITIES or weaker',
    );
  });

  it.each([
    ['Arland may be paying the River Front', 'POSSIBLE'],
    ['MAY Arland be paying them', 'POSSIBLE'],
    ['Arland May Be Paying the River Front', 'POSSIBLE'],
    ['Arland might pay them', 'POSSIBLE'],
    ['money that could come from Arland', 'POSSIBLE'],
    ['paid, possibly by Arland', 'POSSIBLE'],
    ['Arland perhaps pays them', 'POSSIBLE'],
    ['Arland reportedly pays them', 'ACCUSED'],
    ['rumoured to be paid by Arland', 'ACCUSED'],
    ['Arland is said to pay them', 'ACCUSED'],
    ['Arland allegedly pays them', 'ACCUSED_BY_AUTHORITIES'],
    ['alleged payments by Arland', 'ACCUSED_BY_AUTHORITIES'],
    ['ACCUSED Arland of paying them', 'ACCUSED_BY_AUTHORITIES'],
    ['Arland, suspected of paying them', 'ACCUSED_BY_AUTHORITIES'],
    ['the ministry claims Arland pays them', 'ASSESSED'],
    ['the claim that Arland pays them', 'ASSESSED'],
    ['Arland is believed to pay them', 'ASSESSED'],
    ['Arland likely pays them', 'ASSESSED'],
    ['Arland is unlikely to pay them', 'ASSESSED'],
    ['Arland appears to pay them', 'ASSESSED'],
  ] as const)('%j allows at most %s', (quote, strongest) => {
    const scale = [
      'ADJUDICATED',
      'ADMITTED',
      'REPORTED_AS_FACT',
      'ASSESSED',
      'ACCUSED_BY_AUTHORITIES',
      'ACCUSED',
      'POSSIBLE',
    ] as const;
    for (const modality of scale.slice(0, scale.indexOf(strongest))) {
      // An actor's claim about itself is an admission.
      if (modality === 'ADMITTED' && quote.includes('claim')) continue;
      expect([modality, codesOf([saying(quote, { modality })])]).toEqual([modality, ['HEDGE_IGNORED']]);
    }
    for (const modality of scale.slice(scale.indexOf(strongest)))
      expect([modality, codesOf([saying(quote, { modality })])]).toEqual([modality, []]);
  });

  it.each([
    'In May 2031 Arland paid them',
    'On 11 May Arland paid them',
    'paid since last May',
    'May 11 was the day of payment',
    'paid in April and May',
    'May and June brought more payments',
    'the May Day payments',
    'Prime Minister May paid them',
    'the mayor of Port Sele pays them',
    'Arland pays with the might of its treasury',
    'Its military might pays for the River Front',
    'police could not stop Arland from paying',
    'the River Front claimed responsibility for it',
    'the blast claimed at least seven lives',
    'men who claimed allegiance to it are paid',
    'its territorial claims are paid for by Arland',
    'Arland pays those who believed in the Front',
    'Arland was not accused but seen paying',
    'the accused was paid by Arland',
    'his co-accused was paid by Arland',
    'the mayors’ mayday call',
  ])('%j contains no hedge', (quote) => {
    expect(warningsOf([saying(quote)]).map(({ message }) => message)).toEqual([]);
  });

  it('accepts accusations in the words of a ruling', () => {
    const ruling = { modality: 'ADJUDICATED' } as const;
    expect(codesOf([saying('The court found the accused guilty of paying them', ruling)])).toEqual([]);
    expect(codesOf([saying('accused of paying them, Arland was convicted', ruling)])).toEqual([]);
    expect(codesOf([saying('Arland is accused of paying them', ruling)])).toEqual(['HEDGE_IGNORED']);
    expect(codesOf([saying('the court found that Arland may have paid', ruling)])).toEqual(['HEDGE_IGNORED']);
  });

  it('accepts accusations in the words of an admission', () => {
    const admission = { modality: 'ADMITTED', assertedBy: ['arland'] } as const;
    expect(codesOf([saying('accused of paying, Arland admitted it', admission)])).toEqual([]);
    expect(codesOf([saying('the Front claims to be paid by Arland', admission)])).toEqual([]);
    expect(codesOf([saying('we may have paid them', admission)])).toEqual(['HEDGE_IGNORED']);
  });

  it('accepts hedges in the accusation that a denial repeats', () => {
    const denial = { stance: 'DENIES' } as const;
    expect(codesOf([saying('Arland denied that it may have paid', denial)])).toEqual([]);
    expect(codesOf([saying('the rumour that Arland pays is empty', denial)])).toEqual([]);
    expect(codesOf([saying('Arland probably does not pay them', denial)])).toEqual(['HEDGE_IGNORED']);
  });

  it.each<[string, string, Partial<Sentence>]>([
    ['a threat about the future', 'swore that it could blow up the line', { predicate: 'THREATENED' }],
    ['a right or a ban', 'no party may station troops', { predicate: 'RESTRICTS' }],
    ['an accusation as an act of opposition', 'Vesk accused Arland of meddling', { predicate: 'OPPOSES' }],
    ['a claim of responsibility', 'the Front claims the blast', { predicate: 'CLAIMED_RESPONSIBILITY_FOR' }],
    ['victims who were under suspicion', 'killed seven suspected fighters', { predicate: 'KILLED' }],
  ])('ignores %s', (_, quote, parts) => {
    expect(codesOf([saying(quote, parts)])).toEqual([]);
  });

  it('warns if the number of dead itself is hedged', () => {
    expect(codesOf([saying('is suspected of having killed seven', { predicate: 'KILLED' })])).toEqual([
      'HEDGE_IGNORED',
    ]);
    expect(codesOf([saying('reportedly killed seven', { predicate: 'KILLED' })])).toEqual(['HEDGE_IGNORED']);
  });

  it('checks English only; a missing language counts as English', () => {
    const quotes = [saying('Arland may pay them')];
    expect(codesOf(quotes, 'de')).toEqual([]);
    expect(codesOf(quotes, 'enm')).toEqual([]);
    for (const language of ['en', 'en-GB', 'EN', null])
      expect([language, codesOf(quotes, language)]).toEqual([language, ['HEDGE_IGNORED']]);
  });

  it('checks each part of a quote with omissions', () => {
    expect(codesOf([saying('In May […] Arland paid')])).toEqual([]);
    expect(codesOf([saying('Arland […] may pay')])).toEqual(['HEDGE_IGNORED']);
  });
});

describe('THIN_QUOTE', () => {
  const cited = (quote: string, stance: Citation['stance'] = 'SUPPORTS', articleId = 'article:news') => ({
    articleId,
    quote,
    stance,
  });
  const supportOf = (citations: readonly ReturnType<typeof cited>[]) =>
    summarizeSupport(citations, (id) => (id === 'article:table' ? 'DATASET' : 'NEWS'));

  it('takes no row of a data set for a thin quote', () => {
    expect(isThinSupport(supportOf([cited('Arland', 'SUPPORTS', 'article:table')]))).toBe(false);
    expect(isThinSupport(supportOf([cited('Arland')]))).toBe(true);
  });

  it.each([
    ['President Trump', true],
    ['a Baku synagogue', true],
    ['ISIS-K-aligned channels', true],
    ['Israel […] dismantled Hamas', true],
    ['– the “River Front” –', true],
    ['Arland pays the Front', false],
  ])('%j: %s', (quote, thin) => {
    expect(isThinSupport(supportOf([cited(quote)]))).toBe(thin);
  });

  it('does not warn if a second quote supports the claim', () => {
    expect(isThinSupport(supportOf([cited('President Trump'), cited('the President')]))).toBe(false);
    expect(
      isThinSupport(mergeSupport(supportOf([cited('President Trump')]), supportOf([cited('the President')]))),
    ).toBe(false);
  });

  it('warns even if the same quote is repeated, or a denial added', () => {
    expect(
      isThinSupport(
        supportOf([
          cited('President Trump'),
          cited('President  Trump'),
          cited('it is not so at all', 'DENIES'),
        ]),
      ),
    ).toBe(true);
  });

  it('does not warn about a claim without support', () => {
    expect(isThinSupport(supportOf([cited('Not so', 'DENIES')]))).toBe(false);
  });
});

it('a sound annotation has no warnings', () => {
  const claims: readonly AnnotatedClaim[] = [];
  expect(articleWarnings({ articleId: 'article:empty', language: null, claims, entities: [] })).toEqual([]);
  expect(codesOf([{ ...A, quote: 'Arland pays the River Front' }])).toEqual([]);
});

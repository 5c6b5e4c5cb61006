import { describe, expect, it } from 'vitest';
import { buildCitation, buildClaim, buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { runCli } from './run-cli.js';

const GOOD = buildDocument();

const YAML = `ascribe: 1
article:
  id: courier-3
  title: Harbour blast
  genre: NEWS
  source: { id: tribune, name: Sele Tribune, reliability: B }
entities:
  - { id: arland, kind: STATE, name: Arland }
  - { id: river-front, kind: ARMED_GROUP, name: River Front }
claims:
  - subject: arland
    predicate: FUNDS
    object: river-front
    citations:
      - quote: Arland may be paying the River Front
        modality: REPORTED_AS_FACT
  - subject: arland
    predicate: ARMS
    object: river-front
    citations:
      - quote: Arland's rifles
        modality: REPORTED_AS_FACT
`;

/** A document whose citations have these credibilities. */
const graded = (id: string, grades: readonly number[], source = 'courier') =>
  buildDocument({
    article: { id, text: undefined, source: { id: source, name: 'Arland Courier', reliability: 'B' } },
    claims: [
      buildClaim({
        citations: grades.map((credibility, at) =>
          buildCitation({ quote: `accused Arland of paying them a sum of ${at}`, credibility }),
        ),
      }),
    ],
  });
const twos = (count: number) => Array.from({ length: count }, () => 2);

describe('ascribe check --lint', () => {
  it('reports each warning on stderr, counts them and exits with 0', async () => {
    const folder = writeTempFolder({ 'a.yaml': YAML, 'b.json': GOOD });
    const { code, stdout, stderr } = await runCli(['check', '.', '--lint'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr.split('\n')).toEqual([
      'a.yaml:16:19: warning HEDGE_IGNORED REPORTED_AS_FACT for arland FUNDS river-front, but its quote "Arland may be paying the River Front" hedges with "may"; expected POSSIBLE (claims[0].citations[0].modality)',
      'a.yaml:21:16: warning THIN_QUOTE the only support of arland ARMS river-front is the quote "Arland\'s rifles" of 2 words; expected a quote that states the claim, or a second quote (claims[1].citations[0].quote)',
      '',
    ]);
    expect(stdout).toContain('\nlint: 2 warnings: 1 HEDGE_IGNORED, 1 THIN_QUOTE\n');
  });

  it('asks about descriptions that make a claim', async () => {
    const text = YAML.replace(
      'name: River Front }',
      'name: River Front, description: "Arland-backed group, responsible for the blast." }',
    ).replace('name: Arland }', 'name: Arland, description: State in the hills. }');
    const folder = writeTempFolder({ 'a.yaml': text });
    const { code, stderr } = await runCli(['check', '.', '--lint'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr.split('\n')[0]).toBe(
      'a.yaml:9:75: warning CLAIM_IN_DESCRIPTION the description of river-front, "Arland-backed group, responsible for the blast.", makes a claim: "Arland-backed", "responsible for"; expected words by which to recognize it, and the claim with a quote under claims (entities[1].description)',
    );
    expect(stderr).not.toContain('State in the hills');
  });

  it('says that there are no warnings', async () => {
    const folder = writeTempFolder({ 'b.json': GOOD });
    const { code, stdout, stderr } = await runCli(['check', '.', '--lint'], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('\nlint: no warnings\n');
  });

  it('prints no warnings without --lint', async () => {
    const folder = writeTempFolder({ 'a.yaml': YAML });
    const { code, stdout, stderr } = await runCli(['check', '.'], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain('lint');
    expect(JSON.parse((await runCli(['check', '.', '--json'], { cwd: folder })).stdout).lint).toBeNull();
  });

  it('prints warnings after all problems; only problems make it exit with 1', async () => {
    const folder = writeTempFolder({
      'a.yaml': YAML,
      'z.json': buildDocument({ article: { id: 'z', genre: 'NEWZ' } }),
    });
    const { code, stderr } = await runCli(['check', '.', '--lint'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr.match(/INVALID_DOCUMENT|HEDGE_IGNORED|THIN_QUOTE/g)).toEqual([
      'INVALID_DOCUMENT',
      'HEDGE_IGNORED',
      'THIN_QUOTE',
    ]);
  });

  it('puts the warnings into the JSON summary, with their locations', async () => {
    const folder = writeTempFolder({ 'a.yaml': YAML });
    const { code, stdout, stderr } = await runCli(['check', '.', '--lint', '--json'], { cwd: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      problemCount: 0,
      lint: {
        counts: { UNIFORM_CREDIBILITY: 0, REUSED_QUOTE: 0, HEDGE_IGNORED: 1, THIN_QUOTE: 1 },
        warnings: [
          {
            code: 'HEDGE_IGNORED',
            file: 'a.yaml',
            line: 16,
            column: 19,
            path: 'claims[0].citations[0].modality',
          },
          { code: 'THIN_QUOTE', file: 'a.yaml', line: 21, column: 16, path: 'claims[1].citations[0].quote' },
        ],
      },
    });
  });

  it('warns once if all citations of a source have the same credibility, over all files of the run', async () => {
    const folder = writeTempFolder({ 'in/a.json': graded('a', twos(12)), 'in/b.json': graded('b', twos(8)) });
    const alone = await runCli(['check', 'in/a.json', '--lint'], { cwd: folder });
    expect(alone.stderr).toBe('');
    const { stderr } = await runCli(['check', 'in', '--lint'], { cwd: folder });
    expect(stderr).toMatch(
      /^in\/a\.json:1:\d+: warning UNIFORM_CREDIBILITY all 20 judged citations of source:courier have credibility 2; .* \(article\.source\)\n$/,
    );
  });

  it('warns of an article with one credibility throughout, if its source has several', async () => {
    const folder = writeTempFolder({ 'in/a.json': graded('a', twos(20)), 'in/b.json': graded('b', [3]) });
    const { stderr } = await runCli(['check', 'in', '--lint'], { cwd: folder });
    expect(stderr).toMatch(
      /^in\/a\.json:1:\d+: warning UNIFORM_CREDIBILITY all 20 judged citations of article:a .*\n$/,
    );
  });

  it('does not warn of a thin quote if another file of the run supports the claim', async () => {
    const thin = buildDocument({
      article: { id: 'a', text: undefined },
      claims: [buildClaim({ citations: [buildCitation({ quote: 'paying the Front' })] })],
    });
    const folder = writeTempFolder({ 'in/a.json': thin, 'in/b.json': GOOD });
    expect((await runCli(['check', 'in/a.json', '--lint'], { cwd: folder })).stderr).toContain('THIN_QUOTE');
    expect((await runCli(['check', 'in', '--lint'], { cwd: folder })).stderr).toBe('');
  });

  it('reports the line of a document in JSON Lines', async () => {
    const lines = [
      GOOD,
      ...[1, 2].map((at) => buildDocument({ article: { id: `more-${at}` } })),
      buildDocument({
        article: { id: 'hedged', text: undefined },
        claims: [
          buildClaim({
            citations: [buildCitation({ quote: 'Arland may be paying them', modality: 'ASSESSED' })],
          }),
        ],
      }),
    ];
    const folder = writeTempFolder({ 'many.jsonl': lines });
    const { stderr } = await runCli(['check', 'many.jsonl', '--lint'], { cwd: folder });
    expect(stderr).toMatch(/^many\.jsonl:4:\d+: warning HEDGE_IGNORED /);
  });

  it('escapes control characters that could steer a terminal', async () => {
    const quote = 'Arland may\u202e be \u001b[31mpaying';
    const folder = writeTempFolder({
      'a.json': buildDocument({
        article: { text: undefined },
        claims: [buildClaim({ citations: [buildCitation({ quote, modality: 'ASSESSED' })] })],
      }),
    });
    const { stderr } = await runCli(['check', '.', '--lint'], { cwd: folder });
    expect(stderr).toContain('HEDGE_IGNORED');
    for (const sign of ['\u202e', '\u001b']) expect(stderr).not.toContain(sign);
  });
});

describe('ascribe check of voices, sources and originals that may be one', () => {
  const document = (article: object, speaker: readonly string[], tie = false) => ({
    ascribe: 1,
    article: { title: 'Money for the Front', genre: 'NEWS', ...article },
    entities: [
      { id: 'arland', kind: 'STATE', name: 'Arland' },
      { id: 'river-front', kind: 'ARMED_GROUP', name: 'River Front' },
      { id: 'vesk-ministry', kind: 'ORGANIZATION', name: 'Vesk Ministry' },
      { id: 'm-orne', kind: 'PERSON', name: 'M. Orne' },
    ],
    claims: [
      buildClaim({
        citations: [
          { quote: 'Arland pays the River Front', modality: 'REPORTED_AS_FACT', assertedBy: speaker },
        ],
      }),
      ...(tie
        ? [
            {
              subject: 'm-orne',
              predicate: 'MEMBER_OF',
              object: 'vesk-ministry',
              citations: [{ quote: 'spokesman of the ministry', modality: 'REPORTED_AS_FACT' }],
            },
          ]
        : []),
    ],
  });
  const source = (id: string, name = id) => ({ source: { id, name, reliability: 'B' } });
  const CONFIRMED = 'note: arland FUNDS river-front is CONFIRMED only because';

  it.each([
    [
      'a ministry and its spokesman',
      document({ id: 'sele-post-1', ...source('sele-post') }, ['vesk-ministry']),
      document({ id: 'tolm-mail-1', ...source('tolm-mail') }, ['m-orne'], true),
      `${CONFIRMED} m-orne and vesk-ministry count as two voices, although m-orne MEMBER_OF vesk-ministry is REPORTED; if one speaks for the other, write organOf: vesk-ministry in the entity m-orne`,
    ],
    [
      'two ids of one publisher',
      document({ id: 'meridian-1', ...source('meridian', 'Meridian Wire') }, []),
      document({ id: 'meridian-2', ...source('meridian-wire', 'Meridian Wire') }, []),
      `${CONFIRMED} source:meridian and source:meridian-wire count as two sources, although both are named "Meridian Wire"; if they are one publisher, write one id of the source, or one affiliation in both`,
    ],
    [
      'a story and its copy with two digits of derivedFrom in the wrong order',
      document({ id: 'wire-2031-04-12', ...source('wire') }, []),
      document({ id: 'sele-post-2031-04-13', ...source('sele-post'), derivedFrom: 'wire-2031-04-21' }, []),
      `${CONFIRMED} article:sele-post-2031-04-13 and article:wire-2031-04-12 count as two originals, although the first derives from wire-2031-04-21, which is neither in the run nor in the store; if that is a slip, write derivedFrom: wire-2031-04-12 in article:sele-post-2031-04-13`,
    ],
  ])('says in one line that %s alone confirm a claim, and so does the import', async (_, one, two, line) => {
    const folder = writeTempFolder({ 'in/1.json': one, 'in/2.json': two });
    for (const command of ['check', 'import']) {
      const { code, stdout } = await runCli([command, 'in', '--store', 'a.db'], { cwd: folder });
      expect(code).toBe(0);
      expect(stdout.split('\n').filter((text) => text.includes('CONFIRMED'))).toEqual([line]);
    }
  });
});

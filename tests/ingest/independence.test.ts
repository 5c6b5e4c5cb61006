import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatWarning } from '#ascribe/documents/diagnostic.js';
import { INDEPENDENCE_CODES } from '#ascribe/domain/analysis/independence.js';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import type { ImportOptions } from '#ascribe/ingest/run/import-options.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { buildCitation, buildClaim, buildDocument, ENTITIES, writeTempFolder } from './document-builder.js';

const ACTORS = [
  ...ENTITIES,
  { id: 'vesk', kind: 'STATE', name: 'Vesk' },
  { id: 'vesk-ministry', kind: 'ORGANIZATION', name: 'Vesk Ministry' },
  { id: 'vesk-army', kind: 'ORGANIZATION', name: 'Vesk Army' },
  { id: 'm-orne', kind: 'PERSON', name: 'M. Orne' },
];

interface Spec {
  readonly source?: object;
  readonly article?: object;
  readonly speaker?: string;
  /** `[subject, predicate, object]`, or with a modality too. */
  readonly ties?: readonly (readonly string[])[];
  readonly organs?: Readonly<Record<string, string>>;
  /** Whether it says that Arland funds the River Front. */
  readonly speaks?: boolean;
}

/** A document of a source of its own, which reports as fact that Arland funds the River Front. */
function documentOf(
  id: string,
  { source, article, speaker, ties = [], organs = {}, speaks = true }: Spec = {},
) {
  const assertedBy = speaker === undefined ? [] : [speaker];
  return buildDocument({
    article: { id, text: undefined, source: { id, name: id, reliability: 'B', ...source }, ...article },
    entities: ACTORS.map((one) => ({ ...one, ...(organs[one.id] && { organOf: organs[one.id] }) })),
    claims: [
      ...(speaks
        ? [buildClaim({ citations: [buildCitation({ modality: 'REPORTED_AS_FACT', assertedBy })] })]
        : []),
      ...ties.map(([subject, predicate, object, modality = 'REPORTED_AS_FACT']) =>
        buildClaim({
          subject,
          predicate,
          object,
          citations: [buildCitation({ quote: `${subject} of ${object}, as all know`, modality })],
        }),
      ),
    ],
  });
}

const isConfirmedLine = (note: string) => note.includes('is CONFIRMED only because');
const THE_CLAIM = 'arland FUNDS river-front is CONFIRMED only because';

describe('questions about independence', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openEmptyStore();
  });
  afterEach(async () => {
    await store.close();
  });
  const run = async (target: Store | null, documents: readonly object[], options: ImportOptions = {}) => {
    const files = Object.fromEntries(documents.map((one, at) => [`${at}.json`, one]));
    const folder = writeTempFolder(files);
    const { notes, problems, stopped, lint } = await importPaths(target, [folder], options);
    if (stopped !== null) throw stopped;
    expect(problems).toEqual([]);
    const warnings = (lint?.warnings ?? []).filter(({ code }) => code in INDEPENDENCE_CODES);
    return { notes, warnings: warnings.map((one) => formatWarning(one).replaceAll(`${folder}/`, '')) };
  };
  /** Checks without a store, with lint; then imports. */
  const checkAndImport = async (documents: readonly object[]) => {
    const checked = await run(null, documents, { checkOnly: true, lint: true });
    expect((await run(null, documents, { checkOnly: true })).notes).toEqual(checked.notes);
    const { notes } = await run(store, documents);
    expect(notes.filter(isConfirmedLine)).toEqual(checked.notes);
    return { confirmed: checked.notes, warnings: checked.warnings, notes };
  };
  const claimStatus = async () => {
    const filter = { statuses: ['CONFIRMED', 'REPORTED'] as const, predicates: ['FUNDS'] as const };
    const { items } = await store.list('claims', filter, { first: 10, after: null });
    return items.map(({ status }) => status);
  };

  it('ask whether a spokesman and his ministry are one voice, and what to write if so', async () => {
    const member = ['m-orne', 'MEMBER_OF', 'vesk-ministry'];
    const documents = [
      documentOf('sele-post-1', { speaker: 'vesk-ministry' }),
      documentOf('tolm-mail-1', { speaker: 'm-orne', ties: [member] }),
    ];
    const question =
      'm-orne and vesk-ministry count as two voices, although m-orne MEMBER_OF vesk-ministry is REPORTED; if one speaks for the other, write organOf: vesk-ministry in the entity m-orne';
    const { confirmed, warnings, notes } = await checkAndImport(documents);
    expect(confirmed).toEqual([`${THE_CLAIM} ${question}`]);
    expect(warnings).toEqual([
      expect.stringMatching(/^0\.json:1:\d+: warning UNDECLARED_ORGAN .* \(claims\[0\]\)$/),
    ]);
    expect(warnings[0]).toContain(question);
    expect(notes).toEqual(confirmed);
    expect(await claimStatus()).toEqual(['CONFIRMED']);

    const answer = { organs: { 'm-orne': 'vesk-ministry' } };
    const answered = [
      documents[0] as object,
      documentOf('tolm-mail-1', { speaker: 'm-orne', ties: [member], ...answer }),
    ];
    expect(await checkAndImport(answered)).toEqual({ confirmed: [], warnings: [], notes: [] });
    expect(await claimStatus()).toEqual(['REPORTED']);
  });

  it('ask whether two organs of a party, or of one body, are one voice', async () => {
    const parts = [
      ['vesk-ministry', 'PART_OF', 'vesk'],
      ['vesk-army', 'PART_OF', 'vesk'],
    ];
    const { confirmed } = await checkAndImport([
      documentOf('courier-1', { speaker: 'vesk-ministry', ties: parts }),
      documentOf('tribune-1', { speaker: 'vesk-army' }),
    ]);
    expect(confirmed).toEqual([
      `${THE_CLAIM} vesk-army and vesk-ministry count as two voices, although vesk-army PART_OF vesk is REPORTED and vesk-ministry PART_OF vesk is REPORTED; if one speaks for the other, write organOf: vesk in the entity vesk-army and organOf: vesk in the entity vesk-ministry`,
    ]);
  });

  it('ask about a party that confirms by its organ what it is said to do', async () => {
    const tie = ['vesk-army', 'PART_OF', 'arland'];
    const { confirmed } = await checkAndImport([
      documentOf('courier-1', { speaker: 'vesk-army', ties: [tie] }),
      documentOf('tribune-1'),
    ]);
    expect(confirmed).toEqual([
      expect.stringContaining(`${THE_CLAIM} vesk-army and arland count as two voices`),
    ]);
  });

  it('ask about owners and speakers alike, over several steps, and name an allegation as one', async () => {
    const ties = [
      ['m-orne', 'LEADS', 'vesk-ministry', 'ACCUSED'],
      ['vesk-ministry', 'PART_OF', 'vesk'],
    ];
    const { confirmed } = await checkAndImport([
      documentOf('courier-1', { source: { affiliation: 'vesk' }, ties }),
      documentOf('tribune-1', { speaker: 'm-orne' }),
    ]);
    expect(confirmed).toEqual([
      expect.stringContaining(
        'm-orne and vesk count as two voices, although m-orne LEADS vesk-ministry is ALLEGED and vesk-ministry PART_OF vesk is REPORTED',
      ),
    ]);
  });

  it.each([
    ['a state of an alliance', ['vesk', 'MEMBER_OF', 'vesk-ministry'], ['vesk', 'vesk-ministry']],
    ['a tie that nobody speaks about', ['vesk-army', 'PART_OF', 'vesk-ministry'], ['vesk', 'm-orne']],
  ])('do not ask about %s', async (_, tie, [one, two]) => {
    expect(
      await checkAndImport([
        documentOf('courier-1', { speaker: one as string, ties: [tie] }),
        documentOf('tribune-1', { speaker: two as string }),
      ]),
    ).toEqual({ confirmed: [], warnings: [], notes: [] });
  });

  it('do not say that a claim is CONFIRMED by one voice if others confirm it too', async () => {
    const member = ['m-orne', 'MEMBER_OF', 'vesk-ministry'];
    const { confirmed, warnings } = await checkAndImport([
      documentOf('courier-1', { speaker: 'vesk-ministry', ties: [member] }),
      documentOf('tribune-1', { speaker: 'm-orne' }),
      documentOf('mail-1'),
    ]);
    expect(confirmed).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it('ask whether two sources with one name, or one web host, are one publisher', async () => {
    const source = { name: 'Meridian Wire' };
    const named = await checkAndImport([
      documentOf('meridian-1', { source: { id: 'meridian', ...source } }),
      documentOf('meridian-2', { source: { id: 'meridian-wire', ...source, name: 'MERIDIAN wire' } }),
    ]);
    expect(named.confirmed).toEqual([
      `${THE_CLAIM} source:meridian and source:meridian-wire count as two sources, although both are named "MERIDIAN wire"; if they are one publisher, write one id of the source, or one affiliation in both`,
    ]);
    expect(named.warnings).toEqual([
      expect.stringMatching(
        /^\d\.json:1:\d+: warning SAME_PUBLISHER source:meridian and source:meridian-wire/,
      ),
    ]);
    const url = (path: string) => ({ article: { url: path } });
    const hosts = await run(
      null,
      [
        documentOf('one', url('https://www.courier.example/2031/a')),
        documentOf('two', url('https://courier.example/b')),
        documentOf('three', url('https://youtube.com/c')),
        documentOf('four', url('https://youtube.com/d')),
      ],
      { checkOnly: true, lint: true },
    );
    expect(hosts.warnings).toEqual([expect.stringContaining('both publish at courier.example')]);
  });

  it('ask about one name also where no claim is concerned, and against the store', async () => {
    const silent = (id: string, source: object) => documentOf(id, { source, speaks: false });
    await run(store, [silent('one', { id: 'meridian', name: 'Meridian Wire' })]);
    const two = [silent('two', { id: 'meridian-wire', name: 'Meridian Wire' })];
    const found = [expect.stringContaining('source:meridian and source:meridian-wire count as two sources')];
    expect((await run(store, two, { checkOnly: true, lint: true })).warnings).toEqual(found);
    expect((await run(store, two)).notes).toEqual(found);
    const owned = { affiliation: 'vesk', name: 'Mail' };
    const { warnings } = await run(
      null,
      [silent('three', { id: 'a', ...owned }), silent('four', { id: 'b', ...owned })],
      { checkOnly: true, lint: true },
    );
    expect(warnings).toEqual([]);
  });

  it('ask about a derivedFrom that names no article, with the closest one', async () => {
    const { confirmed, warnings } = await checkAndImport([
      documentOf('wire-2031-04-12'),
      documentOf('sele-post-2031-04-13', { article: { derivedFrom: 'wire-2031-04-21' } }),
    ]);
    expect(confirmed).toEqual([
      `${THE_CLAIM} article:sele-post-2031-04-13 and article:wire-2031-04-12 count as two originals, although the first derives from wire-2031-04-21, which is neither in the run nor in the store; if that is a slip, write derivedFrom: wire-2031-04-12 in article:sele-post-2031-04-13`,
    ]);
    expect(warnings).toContainEqual(
      expect.stringMatching(
        /^1\.json:1:\d+: warning UNKNOWN_ORIGINAL no article "wire-2031-04-21" is in the run or in the store; did you mean wire-2031-04-12\? \(article\.derivedFrom\)$/,
      ),
    );
    const slip = documentOf('tribune-1', { article: { derivedFrom: 'wire-2031-04-21' }, speaks: false });
    const { notes } = await importDocument(store, JSON.stringify(slip), 'JSON').then(
      ({ outcome }) => outcome ?? { notes: [] },
    );
    expect(notes).toEqual([expect.stringContaining('did you mean wire-2031-04-12?')]);
  });

  it('do not ask about a derivedFrom that is in the run or in the store', async () => {
    await run(store, [documentOf('wire-1')]);
    const copies = [
      documentOf('copy-1', { article: { derivedFrom: 'wire-1' } }),
      documentOf('copy-2', { article: { derivedFrom: 'copy-1' } }),
    ];
    expect(await run(store, copies, { checkOnly: true, lint: true })).toEqual({ notes: [], warnings: [] });
    expect((await run(store, copies)).notes).toEqual([]);
  });

  it('are in the notes of a document that is imported over the API, with the articles of the store', async () => {
    await run(store, [documentOf('courier-1', { speaker: 'vesk-ministry' })]);
    const second = documentOf('tribune-1', {
      speaker: 'm-orne',
      ties: [['m-orne', 'LEADS', 'vesk-ministry']],
    });
    const { outcome } = await importDocument(store, JSON.stringify(second), 'JSON');
    expect(outcome?.notes).toEqual([
      expect.stringMatching(/^arland FUNDS river-front is CONFIRMED only because m-orne and vesk-ministry/),
    ]);
  });

  it('find the same in a check as in an import, whatever the store has', async () => {
    const speaker = fc.constantFrom(undefined, undefined, 'vesk-ministry', 'm-orne', 'vesk-army', 'vesk');
    const tie = fc.constantFrom(
      ['m-orne', 'MEMBER_OF', 'vesk-ministry'],
      ['m-orne', 'LEADS', 'vesk-army'],
      ['vesk-ministry', 'PART_OF', 'vesk'],
      ['vesk-army', 'PART_OF', 'arland'],
      ['vesk-army', 'PART_OF', 'vesk', 'ACCUSED'],
    );
    const random = fc.record({
      speaker,
      ties: fc.uniqueArray(tie, { maxLength: 2, selector: (one) => one.join() }),
      organ: fc.constantFrom(undefined, undefined, ['vesk-ministry', 'vesk'], ['m-orne', 'vesk-ministry']),
      name: fc.constantFrom('Courier', 'Mail', 'Post', 'Tribune'),
      affiliation: fc.constantFrom(undefined, undefined, 'vesk', 'vesk-army'),
      derivedFrom: fc.constantFrom(undefined, undefined, undefined, 'a-0', 'a-9', 'unheard-of'),
      reliability: fc.constantFrom('A', 'B', 'B', 'C'),
      speaks: fc.constantFrom(true, true, true, false),
      retracted: fc.constantFrom(false, false, false, true),
    });
    const documentAt = (given: typeof random extends fc.Arbitrary<infer T> ? T : never, at: number) => {
      const { speaker, ties, organ, name, affiliation, derivedFrom, reliability, speaks, retracted } = given;
      return documentOf(`a-${at}`, {
        ...(speaker !== undefined && { speaker }),
        ties,
        organs: organ === undefined ? {} : Object.fromEntries([organ]),
        source: { name: `${name} ${at % 2}`, reliability, affiliation },
        article: {
          derivedFrom: derivedFrom === `a-${at}` ? undefined : derivedFrom,
          ...(retracted && { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'made up' }),
        },
        speaks,
      });
    };
    let lines = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(random, { minLength: 2, maxLength: 5 }),
        fc.array(random, { minLength: 1, maxLength: 5 }),
        async (stored, again) => {
          const first = stored.map(documentAt);
          // The run replaces some articles of the store, and adds others. What a replaced article declared counts until it is written.
          const second = again.map((one, index) => {
            const { organ, name, affiliation, reliability, retracted } = stored[index + 1] ?? one;
            return documentAt({ ...one, organ, name, affiliation, reliability, retracted }, index + 1);
          });
          const target = await openInProcessStore();
          const confirmed = async (
            store: Store | null,
            documents: readonly object[],
            options: ImportOptions = {},
          ) => (await run(store, documents, options)).notes.filter(isConfirmedLine).sort();
          try {
            const checked = await confirmed(null, first, { checkOnly: true });
            expect(await confirmed(target, first)).toEqual(checked);
            const checkedAgain = await confirmed(target, second, { checkOnly: true });
            expect(await confirmed(target, second)).toEqual(checkedAgain);
            lines += checked.length + checkedAgain.length;
          } finally {
            await target.close();
          }
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
    expect(lines).toBeGreaterThan(10);
  });
});

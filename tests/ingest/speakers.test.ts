import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTOR_KINDS, predicateDefinition, predicates } from '#ascribe/domain/ontology.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { exportToLines, importLines, recordLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  ENTITIES,
  writeTempFolder,
} from './document-builder.js';

const OTHERS = [
  { id: 'vesk-ministry', kind: 'ORGANIZATION', name: 'Vesk Ministry' },
  { id: 'church', kind: 'ORGANIZATION', name: 'Church of Sele' },
];
const entities = [...ENTITIES, ...OTHERS];

const admitted = (assertedBy: readonly string[], claim: object = {}) =>
  checkDocument({
    entities,
    claims: [buildClaim({ citations: [buildCitation({ modality: 'ADMITTED', assertedBy })], ...claim })],
  });

describe('an admission', () => {
  it('of the subject is valid, directly and through others', async () => {
    expect(await admitted(['arland'])).toEqual([]);
    expect(await admitted(['vesk-ministry', 'arland'])).toEqual([]);
  });

  it.each([
    ['somebody else', ['vesk-ministry'], 0],
    ['the object', ['river-front'], 0],
    ['the actor, as quoted by somebody else,', ['arland', 'vesk-ministry'], 1],
  ])('of %s is rejected', async (_, assertedBy, at) => {
    expect(await admitted(assertedBy)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^a\\.json:1:\\d+: INVALID_DOCUMENT ADMITTED is for what an actor says about itself; expected "arland" or an organ of it, found "${assertedBy.at(-1)}"\\. For the words of others use REPORTED_AS_FACT, ACCUSED or ACCUSED_BY_AUTHORITIES \\(claims\\[0\\]\\.citations\\[0\\]\\.assertedBy\\[${at}\\]\\)$`,
        ),
      ),
    ]);
  });

  it('of a denied claim follows the same rule', async () => {
    const citations = [buildCitation({ modality: 'ADMITTED', stance: 'DENIES', assertedBy: ['church'] })];
    expect(await admitted([], { citations })).toHaveLength(1);
  });

  it('can come from the subject only, or from either end of a symmetric predicate, whatever the predicate', async () => {
    const relations = predicates.filter((name) => {
      const { domain, range } = predicateDefinition(name);
      return (
        ACTOR_KINDS.every((kind) => domain.includes(kind)) && (range as readonly string[]).includes('STATE')
      );
    });
    const speaker = fc.constantFrom('arland', 'quillan', 'church');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...relations),
        fc.array(speaker, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (predicate, assertedBy, swapped) => {
          const [subject, object] = swapped ? ['quillan', 'arland'] : ['arland', 'quillan'];
          const problems = await checkDocument({
            entities: [...entities, { id: 'quillan', kind: 'STATE', name: 'Quillan' }],
            claims: [
              buildClaim({
                subject,
                predicate,
                object,
                citations: [buildCitation({ modality: 'ADMITTED', assertedBy })],
              }),
            ],
          });
          const last = assertedBy.at(-1);
          const allowed = last === subject || (predicateDefinition(predicate).symmetric && last === object);
          expect(problems).toHaveLength(allowed ? 0 : 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('one quote of two speakers', () => {
  const both = (one: readonly string[], other: readonly string[]) =>
    buildDocument({
      entities,
      claims: [
        buildClaim({
          citations: [buildCitation({ assertedBy: one }), buildCitation({ assertedBy: other })],
        }),
      ],
    });

  it('makes two citations, which an export contains and a second import leaves unchanged', async () => {
    const store = await openEmptyStore();
    const folder = writeTempFolder({ 'a.json': both(['vesk-ministry'], ['church']) });
    const { problems, citations } = await importPaths(store, [folder]);
    expect({ problems, citations }).toMatchObject({ problems: [], citations: 2 });
    const [claim] = (await store.list('claims', { statuses: ALL_STATUSES }, { first: 9, after: null })).items;
    const [evidence = []] = await store.evidenceOf([claim?.id ?? '']);
    expect(evidence.map(({ citation }) => citation.assertedBy).sort()).toEqual([
      ['church'],
      ['vesk-ministry'],
    ]);
    expect(new Set(evidence.map(({ citation }) => citation.id)).size).toBe(2);
    expect(new Set(evidence.map(({ citation }) => JSON.stringify(citation.locator))).size).toBe(1);

    const second = await openEmptyStore();
    const lines = await exportToLines(store, ALL_STATUSES);
    await importLines(second, lines);
    expect(await readStoreContents(second)).toEqual(await readStoreContents(store));
    expect(recordLines(await exportToLines(second, ALL_STATUSES))).toEqual(recordLines(lines));
    expect((await importPaths(store, [folder])).articles).toMatchObject({ unchanged: 1 });
    await store.close();
    await second.close();
  });

  it('is a duplicate if the chains of speakers are equal', async () => {
    expect(await checkDocument(both(['church'], ['church']))).toEqual([
      expect.stringContaining(
        'DUPLICATE the same quote in the same place is given twice for this claim, with the same speakers in assertedBy',
      ),
    ]);
    expect(await checkDocument(both([], []))).toHaveLength(1);
    expect(await checkDocument(both(['church', 'vesk-ministry'], ['vesk-ministry']))).toEqual([]);
  });

  it('is no reused quote', async () => {
    const folder = writeTempFolder({ 'a.json': both(['vesk-ministry'], ['church']) });
    const { lint } = await importPaths(null, [folder], { lint: true });
    expect(lint?.warnings).toEqual([]);
  });
});

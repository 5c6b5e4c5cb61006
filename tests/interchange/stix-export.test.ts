import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predicates } from '#ascribe/domain/ontology.js';
import type { Claim } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { SEEDS } from '../api/service.js';
import { HISTORY_EXAMPLES, randomHistory, replayHistory } from '../export/random-history.js';
import { exportToLines } from '../export/round-trip.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { rounds } from '../rounds.js';
import { article, entity } from '../store-contract/article-builder.js';
import { convertContents, importedStatuses, readStix } from './convert-objects.js';
import { exportTo, itReadsBack, withStore } from './export-round-trip.js';
import { readStixSchemas, STIX_SCHEMAS } from './stix-schemas.js';

const runs = rounds(15);

interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly relationship_type?: string;
  readonly source_ref?: string;
  readonly target_ref?: string;
  readonly confidence?: number;
  readonly revoked?: boolean;
  readonly content?: string;
  readonly explanation?: string;
  readonly object_refs?: readonly string[];
}

const objectsOf = (bundle: string): readonly StixObject[] =>
  (JSON.parse(bundle) as { objects: readonly StixObject[] }).objects;

const claimsOf = async (store: Store): Promise<readonly Claim[]> =>
  (await store.list('claims', { statuses: ALL_STATUSES }, { first: 10_000, after: null })).items;

describe('an export to STIX', () => {
  itReadsBack('stix', readStix, runs);

  it('holds all that the seeds have', async () => {
    const store = await openStore(':memory:');
    try {
      await importPaths(store, SEEDS);
      const lines = await exportToLines(store, ALL_STATUSES);
      expect(await readStix(await exportTo(store, 'stix', ALL_STATUSES))).toEqual({ lines, problems: [] });
    } finally {
      await store.close();
    }
  });

  it('has each claim once with its confidence, its support as notes and its denials as opinions that disagree', async () => {
    await withStore(async (store) => {
      await store.write((writer) =>
        writer.put([
          article('one', {
            says: [
              {
                citations: [
                  { quote: 'is said to pay', modality: 'ACCUSED' },
                  { quote: 'does not pay', modality: 'REPORTED_AS_FACT', stance: 'DENIES' },
                ],
              },
            ],
          }),
        ]),
      );
      const objects = objectsOf(await exportTo(store, 'stix', ALL_STATUSES));
      const [relationship, ...more] = objects.filter(({ type }) => type === 'relationship');
      expect(more).toEqual([]);
      expect(relationship?.relationship_type).toMatch(/^(disputed|denied)-funds$/);
      const about = objects.filter(
        ({ object_refs }) => object_refs?.includes(relationship?.id ?? '') === true,
      );
      expect(about.map(({ type, content, explanation }) => [type, content ?? explanation]).sort()).toEqual([
        ['note', 'is said to pay'],
        ['opinion', 'does not pay'],
      ]);
    });
  });

  it('requires statuses, and writes nothing without them', async () => {
    await withStore(async (store) => {
      await expect(exportTo(store, 'stix', [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
});

describe('a program that reads STIX and ignores the extension', () => {
  it('finds no plain relationship but those of CONFIRMED claims, and retracted ones revoked', async () => {
    const plain = new Set(predicates.map((name) => name.toLowerCase().replaceAll('_', '-')));
    const seen = new Set<string>();
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        const claims = await claimsOf(store);
        for (const { status } of claims) seen.add(status);
        const relationships = objectsOf(await exportTo(store, 'stix', ALL_STATUSES)).filter(
          ({ type }) => type === 'relationship',
        );
        expect(relationships).toHaveLength(claims.length);
        const count = (status: string) => claims.filter((claim) => claim.status === status).length;
        expect(relationships.filter((one) => plain.has(one.relationship_type ?? ''))).toHaveLength(
          count('CONFIRMED'),
        );
        expect(relationships.filter(({ revoked }) => revoked === true)).toHaveLength(count('RETRACTED'));
        for (const status of ['ALLEGED', 'DISPUTED', 'DENIED'])
          expect(
            relationships.filter((one) => one.relationship_type?.startsWith(`${status.toLowerCase()}-`)),
          ).toHaveLength(count(status));
      }),
    );
    await fc.assert(property, {
      numRuns: runs,
      examples: HISTORY_EXAMPLES.map((history) => [history]),
      endOnFailure: true,
    });
    for (const status of ['ALLEGED', 'DISPUTED', 'DENIED']) expect(seen).toContain(status);
  });

  it('reads the status before a figure, in the words of a note', async () => {
    await withStore(async (store) => {
      await store.write((writer) =>
        writer.put([
          article('one', {
            entities: [entity('blast', 'ATTACK')],
            says: [
              {
                subjectId: 'blast',
                predicate: 'KILLED',
                value: { type: 'COUNT', min: 7, max: 9 },
                citations: [{ modality: 'ACCUSED' }],
              },
            ],
          }),
        ]),
      );
      const notes = objectsOf(await exportTo(store, 'stix', ALL_STATUSES)).flatMap(
        ({ content }) => content ?? [],
      );
      expect(notes).toContainEqual(expect.stringMatching(/^ALLEGED_KILLED: .*: 7 to 9$/));
    });
  });

  it('and passes the relationships on as its own makes allegations of allegations', async () => {
    await withStore(async (store) => {
      await store.write((writer) =>
        writer.put([article('one', { says: [{ citations: [{ modality: 'ACCUSED' }] }] })]),
      );
      const objects = objectsOf(await exportTo(store, 'stix', ALL_STATUSES))
        .filter(({ type }) => ['identity', 'relationship'].includes(type))
        .map((object) => ({ ...object, extensions: undefined }));
      const { documents } = await convertContents('stix', { 'others.json': { type: 'bundle', objects } });
      expect([...(await importedStatuses(documents)).values()]).toEqual(['ALLEGED']);
    });
  });
});

describe('a STIX export that was changed', () => {
  const bundleOf = () =>
    withStore(async (store) => {
      await store.write((writer) =>
        writer.put([article('one', { says: [{ citations: [{ modality: 'ACCUSED' }] }] })]),
      );
      return exportTo(store, 'stix', ALL_STATUSES);
    });

  it.each([
    [
      'another type of relationship',
      (bundle: string) =>
        bundle.replace('"relationship_type":"alleged-funds"', '"relationship_type":"funds"'),
      /expected the relationship_type alleged-funds of claim:\w+, as in its extension, found funds/,
    ],
    [
      'another status',
      (bundle: string) => bundle.replace('"status":"ALLEGED"', '"status":"REPORTED"'),
      /expected a relation of claim:\w+ that begins with its status, found ALLEGED_FUNDS and REPORTED/,
    ],
    [
      'a claim removed',
      (bundle: string) => bundle.replace(/,\n\{"type":"relationship".*/, ''),
      /the claim claim:\w+ is missing/,
    ],
  ])('with %s gets an error', async (_, change, message) => {
    const bundle = await bundleOf();
    expect(change(bundle)).not.toBe(bundle);
    expect((await readStix(change(bundle))).problems).toEqual([expect.stringMatching(message)]);
  });
});

describe.skipIf(!existsSync(STIX_SCHEMAS))(
  "OASIS's JSON Schemas of STIX 2.1 (need the data at ../shared/data)",
  () => {
    it('accept every object of an export', async () => {
      const schemaOf = readStixSchemas();
      const [bundleSchema, core] = [schemaOf('bundle'), schemaOf('core')];
      /** The schema of bundles does not list these types; each is checked by its own schema. */
      const UNLISTED = ['note', 'opinion', 'incident', 'extension-definition'];
      const check = async (store: Store) => {
        const { objects, ...bundle } = JSON.parse(await exportTo(store, 'stix', ALL_STATUSES)) as {
          objects: readonly StixObject[];
        };
        for (const object of objects) {
          const schema = schemaOf(object.type) ?? core;
          expect(schema?.(object), `${JSON.stringify(schema?.errors)} ${JSON.stringify(object)}`).toBe(true);
        }
        const listed = objects.filter(({ type }) => !UNLISTED.includes(type) && !type.startsWith('x-'));
        expect(bundleSchema?.({ ...bundle, objects: listed }), JSON.stringify(bundleSchema?.errors)).toBe(
          true,
        );
      };
      const property = fc.asyncProperty(randomHistory, (history) =>
        withStore(async (store) => {
          await replayHistory(store, history);
          await check(store);
        }),
      );
      await fc.assert(property, { numRuns: 5, endOnFailure: true });
      const store = await openStore(':memory:');
      try {
        await importPaths(store, SEEDS);
        await check(store);
      } finally {
        await store.close();
      }
    });
  },
);

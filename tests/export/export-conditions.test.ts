import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statuses } from '#ascribe/domain/records.js';
import { type ExportOptions, exportLines } from '#ascribe/export/export-lines.js';
import { EXPORT_FORMATS } from '#ascribe/interchange/export-formats.js';
import type { Store } from '#ascribe/store/store.js';
import { readTrig, withStore } from '../interchange/export-round-trip.js';
import { article } from '../store-contract/article-builder.js';
import { randomHistory, replayHistory } from './random-history.js';
import { importLines } from './round-trip.js';
import { ALL_STATUSES } from './store-contents.js';

async function linesOf(store: Store, options: ExportOptions): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLines(store, options)) lines.push(line);
  return lines;
}

async function textOf(store: Store, format: keyof typeof EXPORT_FORMATS, options: ExportOptions) {
  let text = '';
  for await (const piece of EXPORT_FORMATS[format].write(store, options)) text += piece;
  return text;
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const conditions = fc.record(
  {
    predicates: fc.subarray(['SPONSORS', 'ALLIED_WITH', 'OPPOSES'] as const, { minLength: 2 }),
    minConfidence: pick(0, 20),
    during: pick('2021', '2031-04', '2000/2040'),
    contested: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('an export with conditions', () => {
  it('has the claims that a query with the same conditions lists, with the status that they have in its window', async () => {
    let found = 0;
    const property = fc.asyncProperty(
      randomHistory,
      conditions,
      fc.subarray([...statuses], { minLength: 4 }),
      (history, where, requested) =>
        withStore(async (store) => {
          await replayHistory(store, history);
          const filter = { ...where, statuses: requested };
          const { items } = await store.list('claims', filter, { first: 10_000, after: null });
          found += items.length;
          const relation = ({ status, predicate }: (typeof items)[number]) =>
            status === 'CONFIRMED' ? predicate : `${status}_${predicate}`;
          const expected = items
            .map((claim) => `${claim.subjectId} ${relation(claim)} ${claim.objectId}`)
            .sort();
          const options = { statuses: requested, where };
          const rows = parse(await textOf(store, 'csv', options), { columns: true }) as Record<
            string,
            string
          >[];
          const inCsv = rows
            .filter(({ record }) => record === 'CITATION')
            .map((row) => `${row.subject} ${row.relation} ${row.object}`);
          expect([...new Set(inCsv)].sort()).toEqual(expected);
          const graphml = await textOf(store, 'graphml', options);
          const edges = [
            ...graphml.matchAll(/source="([^"]*)" target="([^"]*)".*?<data key="relation">([A-Z_]+)</g),
          ];
          expect(edges.map(([, from, to, by]) => `${from} ${by} ${to}`).sort()).toEqual(expected);
          const lines = await linesOf(store, options);
          expect(await readTrig(await textOf(store, 'trig', options))).toEqual({ lines, problems: [] });
        }),
    );
    await fc.assert(property, { numRuns: 30, endOnFailure: true });
    expect(found).toBeGreaterThan(0);
  });

  it('says so in its first line, and is refused by a store that has articles, as every partial export', async () => {
    await withStore(async (store) => {
      await store.write((writer) => writer.put([article('one')]));
      const lines = await linesOf(store, { statuses: ALL_STATUSES, where: { minConfidence: 50 } });
      expect(JSON.parse(lines[0] as string)).toMatchObject({ export: { where: { minConfidence: 50 } } });
      await expect(importLines(store, lines)).rejects.toThrow(/partial|omits/);
      await withStore((empty) => importLines(empty, lines));
      const [whole] = await linesOf(store, { statuses: ALL_STATUSES, where: {} });
      expect(whole).not.toContain('where');
    });
  });
});

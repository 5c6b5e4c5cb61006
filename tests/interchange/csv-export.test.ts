import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { escapeFormula, unescapeFormula } from '#ascribe/interchange/csv/cells.js';
import { SEEDS } from '../api/service.js';
import { randomHistory, replayHistory } from '../export/random-history.js';
import { exportToLines } from '../export/round-trip.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { rounds } from '../rounds.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { article } from '../store-contract/article-builder.js';
import { exportTo, itImports, itReadsBack, readCsv, withStore } from './export-round-trip.js';

const runs = rounds(20);

const rowsOf = (csv: string) => parse(csv, { columns: true }) as Readonly<Record<string, string>>[];

describe('an export to CSV', () => {
  itReadsBack('csv', readCsv, runs);

  itImports('csv', readCsv, Math.ceil(runs / 4));

  it('holds all that the seeds have', async () => {
    const store = await openEmptyStore();
    try {
      await importPaths(store, SEEDS);
      const lines = await exportToLines(store, ALL_STATUSES);
      expect(await readCsv(await exportTo(store, 'csv', ALL_STATUSES))).toEqual({ lines, problems: [] });
    } finally {
      await store.close();
    }
  });

  it('has a row for each citation, whose relation shows the status unless it is CONFIRMED', async () => {
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        const rows = rowsOf(await exportTo(store, 'csv', ALL_STATUSES));
        const { items } = await store.list(
          'claims',
          { statuses: ALL_STATUSES },
          { first: 10_000, after: null },
        );
        const counts = await store.countCitationsOf(items.map(({ id }) => id));
        const citations = rows.filter(({ record }) => record === 'CITATION');
        expect(citations).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
        // What a program sees that reads only subject, relation and object, of whatever row.
        const facts = new Set(
          rows
            .filter(({ relation }) => relation !== '')
            .map(({ subject, relation, object }) => `${subject} ${relation} ${object}`),
        );
        for (const { subjectId, predicate, objectId, status } of items)
          expect(facts.has(`${subjectId} ${predicate} ${objectId ?? ''}`)).toBe(status === 'CONFIRMED');
      }),
    );
    await fc.assert(property, { numRuns: Math.ceil(runs / 2), endOnFailure: true });
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    await withStore(async (store) => {
      const names = ['=1+1', '+1', '-1', '@SUM(A1)', "'=1", '\t=1', '\r=1', '＝1', 'a=1'];
      const quotes = names.map((name) => ({ quote: `${name} pays` }));
      await store.write((writer) =>
        writer.put([
          article('one', { article: { title: '=HYPERLINK("x")' }, says: [{ citations: quotes }] }),
        ]),
      );
      const csv = await exportTo(store, 'csv', ALL_STATUSES);
      for (const row of rowsOf(csv))
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect((await readCsv(csv)).lines).toEqual(await exportToLines(store, ALL_STATUSES));
    });
  });

  it('restores every text that it makes harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '-', 'a', '@') }), (text) => {
        expect(unescapeFormula(escapeFormula(text))).toBe(text);
        expect(escapeFormula(text)).not.toMatch(/^[=+\-@]/);
      }),
    );
  });

  it('requires statuses, and writes nothing without them', async () => {
    await withStore(async (store) => {
      await expect(exportTo(store, 'csv', [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
});

describe('a CSV export that was changed', () => {
  const csvOf = () =>
    withStore(async (store) => {
      await store.write((writer) => writer.put([article('one'), article('two')]));
      return exportTo(store, 'csv', ALL_STATUSES);
    });

  it.each([
    [
      'a status that does not exist',
      (csv: string) => csv.replace(/CITATION,[A-Z]+/, 'CITATION,TRUE'),
      /expected one of CONFIRMED.* in the column status, found "TRUE" \(row \d+\)$/,
    ],
    [
      'a status that is not that of the relation',
      (csv: string) => csv.replace(/CITATION,[A-Z]+/, 'CITATION,DENIED'),
      /expected a relation that begins with DENIED_/,
    ],
    [
      'a kind of row that does not exist',
      (csv: string) => csv.replace('\nARTICLE,', '\nPAPER,'),
      /in the column record, found "PAPER"/,
    ],
    [
      'rows that were sorted',
      (csv: string) => {
        const [head = '', ...rows] = csv.trimEnd().split('\r\n');
        return [head, ...rows.sort()].join('\r\n');
      },
      /the rows of an article must stay together/,
    ],
    [
      'fewer columns',
      (csv: string) => csv.replace('record,status', 'row,status'),
      /not a CSV export of ascribe: it lacks the columns record; other tables need --map/,
    ],
    [
      'broken JSON',
      (csv: string) => csv.replace(/"{""ascribe""/, '"{ascribe'),
      /expected JSON in the column data/,
    ],
  ])('with %s gets an error with its row', async (_, change, message) => {
    const csv = await csvOf();
    expect(change(csv)).not.toBe(csv);
    expect((await readCsv(change(csv))).problems).toEqual([expect.stringMatching(message)]);
  });

  it('with rows of more than 10 MB for one article gets an error, and needs no memory for the rest', async () => {
    const csv = await csvOf();
    const [citation = ''] = csv.match(/^CITATION,.*\r\n/m) ?? [];
    const many = csv.replace(citation, citation.replace('words 0', 'x'.repeat(1_000_000)).repeat(12));
    const { problems, lines } = await readCsv(many);
    expect(problems).toEqual([expect.stringMatching(/the rows of one have more than 10\.0 MB/)]);
    expect(lines.some((line) => line.includes('xxx'))).toBe(false);
  });
});

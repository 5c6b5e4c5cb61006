import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article, type ClaimSpec, entity } from './article-builder.js';

/** The path of a CSV file of the UCDP Georeferenced Event Dataset; without it, this file is skipped. */
const CSV = process.env.ASCRIBE_GED_CSV ?? '';
const ALL = Object.keys(STATUSES) as ClaimStatus[];
/** Every so many rows: enough events for each year. */
const STEP = 12;

describe.skipIf(!existsSync(CSV))('events of UCDP GED (ASCRIBE_GED_CSV)', () => {
  it('are counted by year and status as an independent count of the rows does', async () => {
    const [head = [], ...rows] = parseCsv(readFileSync(CSV, 'utf8'));
    const events = rows
      .filter((row, index) => row.length === head.length && index % STEP === 0)
      .map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
    const store = await openInProcessStore();
    await store.write((writer) => writer.put(events.map(toArticle)));
    const expected = new Map<string, number>();
    for (const event of events)
      for (let year = yearOf(event.date_start); year <= yearOf(event.date_end); year += 1) {
        const cell = `${year} ${isClear(event) ? 'REPORTED' : 'ALLEGED'}`;
        expected.set(cell, (expected.get(cell) ?? 0) + 3);
      }
    const years = [...new Set([...expected.keys()].map((cell) => cell.slice(0, 4)))];
    expect(years.length).toBeGreaterThan(5);
    for (const status of ALL) {
      const facet = await store.countBy('YEAR', { statuses: [status] }, 100);
      const byYear = new Map(facet.map(({ value, count }) => [value, count]));
      for (const year of years) {
        const count = await store.count('claims', { statuses: [status], during: year });
        const recount = expected.get(`${year} ${status}`) ?? 0;
        expect([count, byYear.get(year) ?? 0], `${year} ${status}`).toEqual([recount, recount]);
      }
    }
    await store.close();
  });
});

type GedEvent = Readonly<Record<string, string>>;

const isClear = ({ event_clarity }: GedEvent): boolean => event_clarity === '1';
const yearOf = (date = ''): number => Number(date.slice(0, 4));

/** Three claims about each event: its date, who did it, and how many it killed. Events that are not clear are only possible. */
function toArticle(event: GedEvent) {
  const [id, actor] = [`ged-${event.id}`, `actor-${event.side_a_new_id}`];
  const [start = '', end = ''] = [event.date_start?.slice(0, 10), event.date_end?.slice(0, 10)];
  const citations = [{ modality: isClear(event) ? 'REPORTED_AS_FACT' : 'POSSIBLE' } as const];
  const says: ClaimSpec[] = [
    {
      subjectId: id,
      predicate: 'DATED',
      value: { type: 'DATE', edtf: start === end ? start : `${start}/${end}` },
      citations,
    },
    { subjectId: actor, predicate: 'PERPETRATED', objectId: id, citations },
    {
      subjectId: id,
      predicate: 'KILLED',
      value: { type: 'COUNT', min: Number(event.low), max: Number(event.high) },
      citations,
    },
  ];
  return article(id, {
    source: { id: 'source:ged', name: 'GED' },
    entities: [entity(id, 'ATTACK'), entity(actor, 'ARMED_GROUP')],
    says,
  });
}

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

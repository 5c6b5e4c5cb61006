import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article, entity } from './article-builder.js';

const ACTORS = '../shared/data/misp-galaxy/threat-actor.json';
const ALL = Object.keys(STATUSES) as ClaimStatus[];

interface Actor {
  readonly uuid: string;
  readonly meta?: {
    readonly country?: string;
    readonly refs?: readonly string[];
    readonly 'attribution-confidence'?: string;
  };
}

/** A report on an actor with a country, of a site and a year as its address says. */
interface Report {
  readonly actor: string;
  readonly country: string;
  readonly host: string;
  readonly year: string;
  readonly isFirm: boolean;
}

/** Reports of a year that stands in their address. Those on actors whose country is less than half certain only call it possible. */
function readReports(): Report[] {
  const { values } = JSON.parse(readFileSync(ACTORS, 'utf8')) as { values: Actor[] };
  return values.flatMap(({ uuid, meta = {} }) => {
    const { country, refs = [], 'attribution-confidence': certainty = '0' } = meta;
    if (country === undefined || !/^[A-Z]{2}$/.test(country)) return [];
    const isFirm = Number(certainty) >= 50;
    return refs.flatMap((ref): Report[] => {
      const { host, pathname } = URL.canParse(ref) ? new URL(ref) : { host: '', pathname: '' };
      const year = /(?<=\/)20[012]\d(?=\/)/.exec(pathname)?.[0];
      return year === undefined ? [] : [{ actor: uuid, country, host, year, isFirm }];
    });
  });
}

function toArticle({ actor, country, host, year, isFirm }: Report, index: number) {
  const slug = host.replaceAll(/[^a-z0-9]+/g, '-');
  return article(`report-${index}`, {
    source: { id: `source:${slug}`, name: host, reliability: 'B' },
    entities: [entity(`actor-${actor}`, 'ORGANIZATION'), entity(`state-${country.toLowerCase()}`, 'STATE')],
    says: [
      {
        subjectId: `state-${country.toLowerCase()}`,
        predicate: 'SPONSORS',
        objectId: `actor-${actor}`,
        citations: [{ modality: isFirm ? 'REPORTED_AS_FACT' : 'POSSIBLE', validFrom: year, validTo: year }],
      },
    ],
  });
}

/** Claims by year and status, counted from the reports alone: two sites that say it of one year confirm it for that year. */
function recount(reports: readonly Report[]): Map<string, number> {
  const hosts = new Map<string, Set<string>>();
  for (const { actor, year, isFirm, host } of reports) {
    const key = `${year} ${isFirm} ${actor}`;
    hosts.set(key, (hosts.get(key) ?? new Set()).add(host));
  }
  const counts = new Map<string, number>();
  for (const [key, { size }] of hosts) {
    const [year, isFirm] = key.split(' ');
    const status = isFirm === 'false' ? 'ALLEGED' : size > 1 ? 'CONFIRMED' : 'REPORTED';
    counts.set(`${year} ${status}`, (counts.get(`${year} ${status}`) ?? 0) + 1);
  }
  return counts;
}

describe.skipIf(!existsSync(ACTORS))('reports on the threat actors of MISP (needs ../shared/data)', () => {
  it('make claims that are counted by year and status as an independent count of the reports does', async () => {
    const reports = readReports();
    const expected = recount(reports);
    const years = [...new Set(reports.map(({ year }) => year))];
    expect(years.length).toBeGreaterThan(5);
    expect([...expected.keys()].filter((cell) => cell.endsWith('CONFIRMED')).length).toBeGreaterThan(0);
    const store = await openInProcessStore();
    await store.write((writer) => writer.put(reports.map(toArticle)));
    for (const status of ALL) {
      const facet = await store.countBy('YEAR', { statuses: [status] }, 100);
      const byYear = new Map(facet.map(({ value, count }) => [value, count]));
      for (const year of years) {
        const count = await store.count('claims', { statuses: [status], during: year });
        const counted = expected.get(`${year} ${status}`) ?? 0;
        expect([count, byYear.get(year) ?? 0], `${year} ${status}`).toEqual([counted, counted]);
      }
    }
    await store.close();
  });
});

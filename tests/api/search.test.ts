import { afterAll, beforeAll, expect, it } from 'vitest';
import { articleOf, entity } from '../store-contract/article-builder.js';
import { type Service, startService } from './service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
  const names = ['Abd al-Rahman Tolmi', 'Harakat al-Shabaab', 'Qasem Front'];
  const named = names.map((name, index) => ({ ...entity(`named-${index}`, 'ORGANIZATION'), name }));
  await service.store.write((writer) => writer.put([articleOf('names', named, [])]));
});
afterAll(() => service.close());

const search = async (text: string, match?: string) => {
  const { search: found } = await service.data(
    `{ search(text: "${text}", statuses: [CONFIRMED]${match ? `, match: ${match}` : ''}) {
         edges { node { ... on Entity { name } } highlights { text ranges { start end } } } } }`,
  );
  type Edge = { highlights: { text: string; ranges: { start: number; end: number }[] }[] };
  return found.edges.flatMap(({ highlights }: Edge) =>
    highlights.map(({ text: whole, ranges }) => ranges.map(({ start, end }) => whole.slice(start, end))),
  );
};

it('a search finds names that are joined, parted or spelled otherwise, and highlights the words', async () => {
  expect(await search('alshabaab')).toEqual([['al-Shabaab']]);
  for (const spelling of ['Abdulrahman', 'Abdurrahman', 'Abdelrahman', 'Abdul Rahman'])
    expect((await search(spelling)).flat().join(' '), spelling).toMatch(/^Abd al[- ]Rahman$/);
  expect(await search('Kasim')).toEqual([['Qasem']]);
});

it('a search with match: EXACT finds no name by sound, but joined ones', async () => {
  expect(await search('Kasim', 'EXACT')).toEqual([]);
  expect(await search('Abdulrahman', 'EXACT')).toEqual([]);
  expect(await search('Qasem', 'EXACT')).toEqual([['Qasem']]);
  expect(await search('alshabaab', 'EXACT')).toEqual([['al-Shabaab']]);
  expect(await search('Kasim', 'SIMILAR')).toEqual([['Qasem']]);
});

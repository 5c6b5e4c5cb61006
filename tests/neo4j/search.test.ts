import { expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import type { Reads } from '#ascribe/store/store.js';
import { article, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const STATUSES = ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const;
const PAGES = 4;

/** The first pages of a search, as types and ids. */
async function firstPages(store: Reads, text: string, first: number): Promise<string[][]> {
  const pages: string[][] = [];
  for (let after: string | null = null; pages.length < PAGES; ) {
    const { items, cursors } = await store.search(text, { statuses: STATUSES }, { first, after });
    pages.push(items.map((hit) => `${hit.field} ${hit.type === 'citation' ? hit.citation.id : 'other'}`));
    after = cursors.at(-1) ?? null;
  }
  return pages;
}

describeNeo4j('a search for a word in more quotes than are sorted at once', () => {
  const neo4j = useTestNeo4j();

  it('finds names first, then the same quotes in the same order as SQLite', async () => {
    const states = ['grain-coast', 'grain-hills'].map((id) => entity(id, 'STATE', { name: id }));
    const citations = Array.from({ length: 2_050 }, (_, number) => ({ quote: `grain of row ${number}` }));
    const rows = article('rows', {
      entities: states,
      says: [{ subjectId: 'grain-coast', objectId: 'grain-hills', citations }],
    });
    const [sqlite, store] = [await openStore(':memory:'), await neo4j.openEmptyStore()];
    for (const one of [sqlite, store]) await one.write((writer) => writer.put([rows]));
    for (const [text, first] of [
      ['grain', 20],
      ['grain', 1],
      ['grain row 204', 5],
    ] as const)
      expect(await firstPages(store, text, first)).toEqual(await firstPages(sqlite, text, first));
    for (const one of [sqlite, store]) await one.close();
  });
});

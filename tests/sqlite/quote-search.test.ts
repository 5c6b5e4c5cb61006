import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { PHASES, TIERS } from '#ascribe/domain/search/search.js';
import { parseSearchQuery } from '#ascribe/domain/search/search-query.js';
import { tokenize } from '#ascribe/domain/search/tokenize.js';
import { connect } from '#ascribe/store/sqlite/connection/connection.js';
import { findQuotes } from '#ascribe/store/sqlite/read/search.js';
import { createAsOfViews, setAsOf } from '#ascribe/store/sqlite/schema/as-of.js';
import { citationIdOf, idBytes } from '#ascribe/store/sqlite/schema/compact-ids.js';
import { CITATION_COLUMNS, rowChecksum } from '#ascribe/store/sqlite/schema/row-mapping.js';
import { indexQuotes, unindexQuotes } from '#ascribe/store/sqlite/write/texts.js';
import { createWriteTransactions } from '#ascribe/store/sqlite/write/write-transaction.js';
import { article, entity } from '../store-contract/article-builder.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const WORDS = [
  'the',
  'this',
  'town',
  'tower',
  'grain',
  'grein',
  'al-qaim',
  'alqaim',
  '7',
  '77',
  'река',
  '北方军队',
];
const someWords = (maxLength: number) =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength }).map((words) => words.join(' '));
/** A query whose last word may be cut off. */
const someQuery = fc
  .tuple(someWords(3), fc.nat(4))
  .map(([text, cut]) => text.slice(0, Math.max(1, text.length - cut)));

/** A store in memory with one article that has these quotes. */
async function storeOf(quotes: readonly string[]) {
  const db = connect(':memory:', true);
  createAsOfViews(db);
  const transaction = createWriteTransactions(db);
  transaction.begin();
  await transaction.put([
    article('one', {
      entities: [entity('arland'), entity('river-front', 'ARMED_GROUP')],
      says: [{ citations: quotes.map((quote) => ({ quote })) }],
    }),
  ]);
  await transaction.commit();
  setAsOf(db, '2999-01-01T00:00:00.000Z');
  const all = db.all('SELECT id, quote FROM citation ORDER BY id');
  return { db, citations: all.map(({ id, quote }) => ({ id: citationIdOf(id), quote: quote as string })) };
}

describe('search in quotes on SQLite', () => {
  it('finds the same whether it reads quotes with the other words first or asks the index for all words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(someWords(6), { minLength: 1, maxLength: 12 }),
        fc.array(someQuery, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (quotes, texts, limit) => {
          const { db, citations } = await storeOf(quotes);
          for (const text of texts)
            for (const phase of ['QUOTED_EXACT', 'QUOTED_SIMILAR'] as const)
              for (const scope of ['now', 'asOf'] as const)
                for (const from of ['', citations[0]?.id ?? '']) {
                  const step = {
                    ...{ phase, fields: ['QUOTE' as const] },
                    ...{ from: { tier: PHASES[phase], id: from }, endTier: TIERS.length },
                  };
                  const query = parseSearchQuery(text);
                  const find = (commonPlaces: number, candidates: number) =>
                    findQuotes(db, scope, query, { statuses: ALL }, step, limit, {
                      commonPlaces,
                      candidates,
                    }).map(({ id }) => id);
                  const found = find(1, 0);
                  for (const commonPlaces of [1, 4])
                    for (const candidates of [1, 3, 64])
                      expect(find(commonPlaces, candidates), text).toEqual(found);
                  if (phase === 'QUOTED_EXACT') expect(found).toEqual(expected(citations, text, from, limit));
                }
          db.close();
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  }, 300_000);

  it('finds the words of each quote if two citations have one row in the index, also once one of them is erased', async () => {
    const { db, citations } = await storeOf(['grain in the tower']);
    const id = citations[0]?.id ?? '';
    const other = `${id.slice(0, 'citation:'.length + 10)}${'0'.repeat(22)}`;
    const [row = {}] = db.all(`SELECT ${CITATION_COLUMNS} FROM citation`);
    db.run(
      `INSERT INTO citation SELECT ?, claim_id, article_key, order_key, recorded_at, quote_check, speaker_id, earlier_speakers, ?, more, ? FROM citation`,
      idBytes(other),
      'the river',
      rowChecksum('citation', { ...row, id: other.slice('citation:'.length), quote: 'the river' }),
    );
    const rowsOf = (word: string) =>
      db.all('SELECT rowid AS row FROM citation_tokens WHERE citation_tokens MATCH ?', word).length;
    indexQuotes(db, [{ id: other, quote: 'the river' }]);
    expect(['grain', 'river', 'the'].map(rowsOf)).toEqual([1, 1, 1]);
    const found = (text: string) => {
      const step = {
        ...{ phase: 'QUOTED_EXACT' as const, fields: ['QUOTE' as const] },
        ...{ from: { tier: PHASES.QUOTED_EXACT, id: '' }, endTier: TIERS.length },
      };
      return [1, 2].map((limit) =>
        findQuotes(db, 'now', parseSearchQuery(text), { statuses: ALL }, step, limit).map((one) => one.id),
      );
    };
    expect(found('grain')).toEqual([[id], [id]]);
    expect(found('river')).toEqual([[other], [other]]);
    expect(found('grain river')).toEqual([[], []]);
    // Added again, as if its article had been replaced.
    indexQuotes(db, [{ id, quote: 'grain in the tower' }]);
    expect(['grain', 'river', 'the'].map(rowsOf)).toEqual([1, 1, 1]);
    db.run('DELETE FROM citation WHERE id = ?', idBytes(id));
    unindexQuotes(db, [id]);
    expect(['grain', 'river', 'the'].map(rowsOf)).toEqual([0, 1, 1]);
    db.run('DELETE FROM citation');
    unindexQuotes(db, [other]);
    expect(['grain', 'river', 'the'].map(rowsOf)).toEqual([0, 0, 0]);
    db.close();
  });
});

/** Reads every quote. */
function expected(
  citations: readonly { readonly id: string; readonly quote: string }[],
  text: string,
  after: string,
  limit: number,
): string[] {
  const words = tokenize(text);
  const last = words.at(-1) ?? '';
  return citations
    .filter(({ id, quote }) => {
      const tokens = tokenize(quote);
      return (
        id > after &&
        words.slice(0, -1).every((word) => tokens.includes(word)) &&
        tokens.some((token) => token.startsWith(last))
      );
    })
    .map(({ id }) => id)
    .slice(0, limit);
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import { start } from '../cli/run.js';
import { citation, claim, document, folderOf } from './documents.js';

/** The full measure: ASCRIBE_KILL_RUNS=20 ASCRIBE_KILL_ARTICLES=1000. */
const RUNS = Number(process.env.ASCRIBE_KILL_RUNS ?? 3);
const ARTICLES = Number(process.env.ASCRIBE_KILL_ARTICLES ?? 300);
const QUOTES = ['accused Arland', 'paying the River Front', 'Arland denies', 'Seven people died'];

/** All of them say the same of the same, so that half an article would show in a claim that others hold up. */
const articles = Array.from({ length: ARTICLES }, (_, index) =>
  document({
    article: { id: `courier-${index}` },
    claims: ['FUNDS', 'ARMS', 'TRAINS'].map((predicate) =>
      claim({ predicate, citations: QUOTES.map((quote) => citation({ quote })) }),
    ),
  }),
);
const CITATIONS = 3 * QUOTES.length;

async function citationsByArticle(location: string): Promise<Map<string, number>> {
  const store = await openStore(location);
  try {
    const stored = new Map<string, number>();
    for (let after: string | null = null; ; ) {
      const page = await store.listArticles({}, { first: 1000, after });
      for (const { id } of page.items) stored.set(id, 0);
      if (!page.hasNext) break;
      after = page.cursors.at(-1) ?? null;
    }
    const statuses = Object.keys(STATUSES) as ClaimStatus[];
    const claims = await store.listClaims({ statuses }, { first: 100, after: null });
    const evidence = await store.evidenceOf(claims.items.map(({ id }) => id));
    for (const { citation: one } of evidence.flat())
      stored.set(one.articleId, (stored.get(one.articleId) ?? 0) + 1);
    return stored;
  } finally {
    await store.close();
  }
}

const acknowledged = (stdout: string): string[] =>
  [...stdout.matchAll(/^imported (\S+) .*\n/gm)].map(([, id]) => id ?? '');

/** Milliseconds from the first acknowledgement to the last. */
async function timeOfWriting(input: string, location: string): Promise<number> {
  const times: number[] = [];
  const { ended } = start(['import', input, '--store', location, '--verbose'], {
    watch: () => times.push(performance.now()),
  });
  expect((await ended).code).toBe(0);
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}

describe('an import that is killed', () => {
  it('has every article that it named, whole, and no other in part; the next run brings the rest', async () => {
    const folder = folderOf({ 'many.jsonl': articles });
    const input = join(folder, 'many.jsonl');
    const duration = await timeOfWriting(input, join(folder, 'whole.db'));

    let cut = 0;
    for (let index = 0; index < RUNS; index++) {
      const store = join(folder, `killed-${index}.db`);
      const killAfter = Math.random() * duration;
      let armed = false;
      const { ended } = start(['import', input, '--store', store, '--verbose'], {
        watch: (stdout, child) => {
          if (armed || !stdout.includes('imported ')) return;
          armed = true;
          setTimeout(() => child.kill('SIGKILL'), killAfter);
        },
      });
      const { stdout } = await ended;
      const named = acknowledged(stdout);
      const stored = await citationsByArticle(store);
      expect(named.filter((id) => stored.get(id) !== CITATIONS)).toEqual([]);
      expect([...stored].filter(([, count]) => count !== CITATIONS)).toEqual([]);
      if (stored.size < ARTICLES) cut++;

      const { code } = await start(['import', input, '--store', store]).ended;
      expect(code).toBe(0);
      expect((await citationsByArticle(store)).size).toBe(ARTICLES);
    }
    console.log(`killed ${RUNS} imports of ${ARTICLES} articles; ${cut} of them in the middle`);
  }, 600_000);
});

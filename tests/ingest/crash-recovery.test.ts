import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startCli } from '../cli/run-cli.js';
import { rounds } from '../rounds.js';
import { countEvidenceByArticle, importedArticleIds } from './count-evidence.js';
import { buildCitation, buildClaim, buildDocument, writeTempFolder } from './document-builder.js';

/** For a thorough run: ASCRIBE_ROUNDS=7 ASCRIBE_KILL_ARTICLES=1000. */
const RUNS = rounds(3);
const ARTICLES = Number(process.env.ASCRIBE_KILL_ARTICLES ?? 300);
const QUOTES = ['accused Arland', 'paying the River Front', 'Arland denies', 'Seven people died'];

/** All articles cite the same claims, so that an article written in part is noticed even if other articles keep its claims. */
const articles = Array.from({ length: ARTICLES }, (_, index) =>
  buildDocument({
    article: { id: `courier-${index}` },
    claims: ['FUNDS', 'ARMS', 'TRAINS'].map((predicate) =>
      buildClaim({ predicate, citations: QUOTES.map((quote) => buildCitation({ quote })) }),
    ),
  }),
);
const COMPLETE = `3 claims, ${3 * QUOTES.length} citations`;

/** Milliseconds from the first acknowledgement to the last. */
async function measureWriting(input: string, location: string): Promise<number> {
  const times: number[] = [];
  const { ended } = startCli(['import', input, '--store', location, '--verbose'], {
    watch: () => times.push(performance.now()),
  });
  expect((await ended).code).toBe(0);
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}

describe('an import that is killed', () => {
  it('leaves each reported article complete and no other article in part; the next run imports the others', async () => {
    const folder = writeTempFolder({ 'many.jsonl': articles });
    const input = join(folder, 'many.jsonl');
    const duration = await measureWriting(input, join(folder, 'whole.db'));

    let interrupted = 0;
    for (let index = 0; index < RUNS; index++) {
      const store = join(folder, `killed-${index}.db`);
      const killAfter = Math.random() * duration;
      let armed = false;
      const { ended } = startCli(['import', input, '--store', store, '--verbose'], {
        watch: (stdout, child) => {
          if (armed || !stdout.includes('imported ')) return;
          armed = true;
          // Not a wait: the kill must hit a random point of the run.
          setTimeout(() => child.kill('SIGKILL'), killAfter);
        },
      });
      const { stdout } = await ended;
      const reported = importedArticleIds(stdout);
      const stored = await countEvidenceByArticle(store);
      expect(reported.filter((id) => stored.get(id) !== COMPLETE)).toEqual([]);
      expect([...stored].filter(([, held]) => held !== COMPLETE)).toEqual([]);
      if (stored.size < ARTICLES) interrupted++;

      const { code } = await startCli(['import', input, '--store', store]).ended;
      expect(code).toBe(0);
      expect((await countEvidenceByArticle(store)).size).toBe(ARTICLES);
    }
    console.log(`killed ${RUNS} imports of ${ARTICLES} articles; ${interrupted} of them before the end`);
  });
});

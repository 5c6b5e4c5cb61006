import { isDeepStrictEqual } from 'node:util';
import type { Driver } from 'neo4j-driver';
import type { Reads } from '#ascribe/store/store.js';
import { countDbHits } from '../neo4j/db-hits.js';
import { recordStatements } from '../neo4j/record-statements.js';
import { executeQuery, handwrittenCypher } from './handwritten-cypher.js';
import { measureInterleaved, type Percentiles } from './measure-interleaved.js';
import type { Start, Starts } from './starts.js';
import { STORE_QUERIES } from './store-queries.js';

export interface StoreResult {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Percentiles>>;
  /** For the first start. */
  readonly dbHits: Readonly<Record<string, number>>;
  /** Statements that the store sent to Neo4j. */
  readonly statementCount: number;
}

const ALL_STARTS: readonly (keyof Starts)[] = ['ordinary', 'hubs'];

interface MeasureOptions {
  readonly stores: Readonly<Record<string, Reads>>;
  readonly driver: Driver | undefined;
  readonly starts: Starts;
  readonly only: RegExp;
  readonly say: (line: string) => void;
}

/** Measures both stores and hand-written Cypher. Throws if any two return different results. */
export async function measureStores({
  stores,
  driver,
  starts,
  only,
  say,
}: MeasureOptions): Promise<StoreResult[]> {
  const byHand = driver === undefined ? {} : handwrittenCypher(executeQuery(driver));
  const results: StoreResult[] = [];
  for (const { name, prepare, from: froms = ALL_STARTS } of STORE_QUERIES.filter((one) =>
    only.test(one.name),
  ))
    for (const from of froms) {
      const hand = byHand[name];
      const candidates = {
        ...Object.fromEntries(Object.entries(stores).map(([store, reads]) => [store, prepare(reads)])),
        ...(hand && { 'by hand': hand }),
      };
      say(`${name}, ${from}`);
      for (const start of starts[from].slice(0, 20)) await requireSameResult(name, candidates, start);
      const times = await measureInterleaved(candidates, starts[from]);
      const [first] = starts[from];
      const sent = await recordAll(candidates, first as Start);
      const dbHits = Object.fromEntries(
        await Promise.all(
          Object.entries(sent).map(async ([side, statements]) => [
            side,
            driver === undefined ? 0 : await countDbHits(driver, statements),
          ]),
        ),
      );
      results.push({ name, from, times, dbHits, statementCount: sent.Neo4j?.length ?? 0 });
    }
  return results;
}

type Candidates = Readonly<Record<string, (start: Start) => Promise<unknown>>>;

async function requireSameResult(name: string, candidates: Candidates, start: Start): Promise<void> {
  const [[first = '', one] = [], ...others] = Object.entries(candidates);
  const answer = await one?.(start);
  for (const [other, ask] of others)
    if (!isDeepStrictEqual(await ask(start), answer))
      throw new Error(
        `${name} from ${start.from} to ${start.to}: ${first} and ${other} return different results`,
      );
}

async function recordAll(candidates: Candidates, start: Start) {
  const sent: Record<string, Awaited<ReturnType<typeof recordStatements>>> = {};
  for (const [side, ask] of Object.entries(candidates)) sent[side] = await recordStatements(() => ask(start));
  return sent;
}

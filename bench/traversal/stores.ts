import { isDeepStrictEqual } from 'node:util';
import type { Driver } from 'neo4j-driver';
import type { Reads } from '#ascribe/store/store.js';
import { dbHitsOf } from '../neo4j/db-hits.js';
import { recorded } from '../neo4j/recorder.js';
import { asked, handWritten } from './by-hand.js';
import { byTurns, type Spread } from './by-turns.js';
import { QUESTIONS } from './questions.js';
import type { Start, Starts } from './starts.js';

export interface StoreResult {
  readonly name: string;
  /** Where it begins. */
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Spread>>;
  /** Of the first start. */
  readonly hits: Readonly<Record<string, number>>;
  /** Statements that the port sent to Neo4j. */
  readonly trips: number;
}

const BOTH: readonly (keyof Starts)[] = ['ordinary', 'hubs'];

interface Measured {
  readonly stores: Readonly<Record<string, Reads>>;
  readonly driver: Driver | undefined;
  readonly starts: Starts;
  readonly only: RegExp;
  readonly say: (line: string) => void;
}

/** Asks both stores, and Neo4j by hand; throws where any two answer differently. */
export async function measureStores({ stores, driver, starts, only, say }: Measured): Promise<StoreResult[]> {
  const byHand = driver === undefined ? {} : handWritten(asked(driver));
  const results: StoreResult[] = [];
  for (const { name, port, from: froms = BOTH } of QUESTIONS.filter((one) => only.test(one.name)))
    for (const from of froms) {
      const hand = byHand[name];
      const rivals = {
        ...Object.fromEntries(Object.entries(stores).map(([store, reads]) => [store, port(reads)])),
        ...(hand && { 'by hand': hand }),
      };
      say(`${name}, ${from}`);
      for (const start of starts[from].slice(0, 20)) await requireSame(name, rivals, start);
      const times = await byTurns(rivals, starts[from]);
      const [first] = starts[from];
      const sent = await statementsOf(rivals, first as Start);
      const hits = Object.fromEntries(
        await Promise.all(
          Object.entries(sent).map(async ([rival, statements]) => [
            rival,
            driver === undefined ? 0 : await dbHitsOf(driver, statements),
          ]),
        ),
      );
      results.push({ name, from, times, hits, trips: sent.Neo4j?.length ?? 0 });
    }
  return results;
}

type Rivals = Readonly<Record<string, (start: Start) => Promise<unknown>>>;

async function requireSame(name: string, rivals: Rivals, start: Start): Promise<void> {
  const [[first = '', one] = [], ...others] = Object.entries(rivals);
  const answer = await one?.(start);
  for (const [other, ask] of others)
    if (!isDeepStrictEqual(await ask(start), answer))
      throw new Error(`${name} from ${start.from} to ${start.to}: ${first} and ${other} answer differently`);
}

async function statementsOf(rivals: Rivals, start: Start) {
  const sent: Record<string, Awaited<ReturnType<typeof recorded>>> = {};
  for (const [rival, ask] of Object.entries(rivals)) sent[rival] = await recorded(() => ask(start));
  return sent;
}

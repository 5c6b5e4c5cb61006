import { isDeepStrictEqual } from 'node:util';
import { measurePair, type Times } from '../measure.js';
import type { BenchQuery } from './bench-query.js';
import { claimQueries } from './claim-queries.js';
import { countDbHits } from './db-hits.js';
import { claimListQueries, listQueries } from './list-queries.js';
import { queryDriver } from './raw-driver.js';
import { recordQueries } from './record-queries.js';
import { recordStatements } from './record-statements.js';
import { readSample } from './sample.js';
import { searchQueries } from './search-queries.js';
import type { Bench } from './server.js';

export interface ReadResult extends Times {
  readonly name: string;
  readonly dbHits: Times;
  /** Statements that the store sent. */
  readonly statementCount: number;
}

const WARM_UP = 50;

/** Measures each question through the store and by hand. Throws if the results differ. */
export async function measureReads(
  { store, driver }: Bench,
  { runs, only }: { readonly runs: number; readonly only: RegExp },
): Promise<ReadResult[]> {
  const context = { store, ask: queryDriver(driver), sample: await readSample(store, driver) };
  const questions = [
    ...recordQueries(context),
    ...listQueries(context),
    ...claimListQueries(context),
    ...claimQueries(context),
    ...searchQueries(context),
  ];
  const results: ReadResult[] = [];
  for (const question of questions.filter(({ name }) => only.test(name))) {
    await requireSameResult(question);
    await measurePair(question.port, question.baseline, WARM_UP);
    const times = await measurePair(question.port, question.baseline, runs);
    const sent = {
      port: await recordStatements(question.port),
      bare: await recordStatements(question.baseline),
    };
    results.push({
      name: question.name,
      ...times,
      dbHits: { port: await countDbHits(driver, sent.port), baseline: await countDbHits(driver, sent.bare) },
      statementCount: sent.port.length,
    });
  }
  return results;
}

async function requireSameResult({ name, port, baseline }: BenchQuery): Promise<void> {
  // An assertion would print both results in full.
  if (isDeepStrictEqual(await port(), await baseline())) return;
  throw new Error(`${name}: the store and the bare driver return different results`);
}

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
  /** Statements that the port sent. */
  readonly statementCount: number;
}

const WARM_UP = 50;

/** Asks each question through the port and by hand; throws where the answers differ. */
export async function measureReads(
  { store, driver }: Bench,
  { runs, only }: { readonly runs: number; readonly only: RegExp },
): Promise<ReadResult[]> {
  const asked = { store, ask: queryDriver(driver), sample: await readSample(store, driver) };
  const questions = [
    ...recordQueries(asked),
    ...listQueries(asked),
    ...claimListQueries(asked),
    ...claimQueries(asked),
    ...searchQueries(asked),
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
  // Not by an assertion: it would print both answers whole.
  if (isDeepStrictEqual(await port(), await baseline())) return;
  throw new Error(`${name}: the port and the bare driver answer differently`);
}

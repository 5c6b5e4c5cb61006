import { isDeepStrictEqual } from 'node:util';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { median, type Times, timeMs } from '../measure.js';
import { readSnapshot, splitByArticle } from './database-snapshot.js';
import { buildStatements, writeRows } from './raw-import.js';
import type { Bench } from './server.js';

export interface ImportResult extends Times {
  readonly name: string;
}

/** Writes the same articles to an empty database, alternately through the store and as raw rows. The first round warms up. */
export async function measureImports(
  bench: Bench,
  articles: readonly AnnotatedArticle[],
  rounds: number,
): Promise<ImportResult[]> {
  return [
    await measure(bench, `${articles.length} articles in one transaction`, [articles], rounds),
    await measure(
      bench,
      `${articles.length} articles, a transaction each`,
      articles.map((one) => [one]),
      rounds,
    ),
  ];
}

async function measure(
  { store, driver, clear }: Bench,
  name: string,
  batches: readonly (readonly AnnotatedArticle[])[],
  rounds: number,
): Promise<ImportResult> {
  const port = async () => {
    for (const batch of batches) await store.write((writer) => writer.put(batch));
  };
  await clear();
  await port();
  const written = await readSnapshot(driver);
  // Not timed: the raw side starts with finished rows.
  const byHand = (batches.length === 1 ? [written] : splitByArticle(written, batches.flat())).map(
    buildStatements,
  );
  const bare = async () => {
    for (const statements of byHand) await writeRows(driver, statements);
  };
  await clear();
  await bare();
  if (!isDeepStrictEqual(await readSnapshot(driver), written))
    throw new Error(`${name}: the raw rows produce a different graph`);
  const times = { port: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await clear();
    times.port.push(await timeMs(port));
    await clear();
    times.bare.push(await timeMs(bare));
  }
  await clear();
  return { name, port: median(times.port), baseline: median(times.bare) };
}

import { isDeepStrictEqual } from 'node:util';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { median, type Times, timed } from '../measure.js';
import { statementsOf, writeRaw } from './raw-import.js';
import type { Bench } from './server.js';
import { partsOf, readWritten } from './written.js';

export interface ImportResult extends Times {
  readonly name: string;
}

/** Writes the same articles to an empty database by turns: through the port, and as raw rows. The first round warms up. */
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
  { store, driver, empty }: Bench,
  name: string,
  batches: readonly (readonly AnnotatedArticle[])[],
  rounds: number,
): Promise<ImportResult> {
  const port = async () => {
    for (const batch of batches) await store.write((writer) => writer.put(batch));
  };
  await empty();
  await port();
  const written = await readWritten(driver);
  // Made beforehand: the rows are there for who writes them by hand.
  const byHand = (batches.length === 1 ? [written] : partsOf(written, batches.flat())).map(statementsOf);
  const bare = async () => {
    for (const statements of byHand) await writeRaw(driver, statements);
  };
  await empty();
  await bare();
  if (!isDeepStrictEqual(await readWritten(driver), written))
    throw new Error(`${name}: the raw rows leave another graph`);
  const times = { port: [] as number[], bare: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    await empty();
    times.port.push(await timed(port));
    await empty();
    times.bare.push(await timed(bare));
  }
  await empty();
  return { name, port: median(times.port), bare: median(times.bare) };
}

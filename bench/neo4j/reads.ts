import { isDeepStrictEqual } from 'node:util';
import { sideBySide, type Times } from '../measure.js';
import { bareDriver } from './bare.js';
import { claimQuestions } from './claims.js';
import { dbHitsOf } from './db-hits.js';
import { claimListQuestions, listQuestions } from './lists.js';
import type { Question } from './question.js';
import { recorded } from './recorder.js';
import { recordQuestions } from './records.js';
import { sampleOf } from './sample.js';
import type { Bench } from './server.js';
import { textQuestions } from './texts.js';

export interface ReadResult extends Times {
  readonly name: string;
  readonly hits: Times;
  /** Statements that the port sent. */
  readonly trips: number;
}

const WARM_UP = 50;

/** Asks each question through the port and by hand; throws where the answers differ. */
export async function measureReads(
  { store, driver }: Bench,
  { runs, only }: { readonly runs: number; readonly only: RegExp },
): Promise<ReadResult[]> {
  const asked = { store, ask: bareDriver(driver), sample: await sampleOf(store, driver) };
  const questions = [
    ...recordQuestions(asked),
    ...listQuestions(asked),
    ...claimListQuestions(asked),
    ...claimQuestions(asked),
    ...textQuestions(asked),
  ];
  const results: ReadResult[] = [];
  for (const question of questions.filter(({ name }) => only.test(name))) {
    await requireSame(question);
    await sideBySide(question.port, question.bare, WARM_UP);
    const times = await sideBySide(question.port, question.bare, runs);
    const sent = { port: await recorded(question.port), bare: await recorded(question.bare) };
    results.push({
      name: question.name,
      ...times,
      hits: { port: await dbHitsOf(driver, sent.port), bare: await dbHitsOf(driver, sent.bare) },
      trips: sent.port.length,
    });
  }
  return results;
}

async function requireSame({ name, port, bare }: Question): Promise<void> {
  // Not by an assertion: it would print both answers whole.
  if (isDeepStrictEqual(await port(), await bare())) return;
  throw new Error(`${name}: the port and the bare driver answer differently`);
}

import type { CorrectionResult, Store } from '#ascribe/store/store.js';
import { median, timeMs } from '../measure.js';
import type { FilledStore } from './fill-store.js';
import type { Replay } from './replay-rows.js';

export interface WriteResult {
  readonly name: string;
  /** Medians, in milliseconds. */
  readonly port: number;
  readonly baseline: number;
  /** Rows that libsql alone writes. */
  readonly rows: number;
  readonly changes: number;
}

/** Runs each correction through the store, then writes its rows with libsql alone, so that load on the machine affects both equally. */
export async function measureCorrections(
  store: Store,
  { replayTransaction }: Replay,
  { largeArticle, claimIds }: FilledStore,
  runs: number,
): Promise<WriteResult[]> {
  const articleId = largeArticle.article.id;
  const declared = [largeArticle.source.id, ...largeArticle.entities.map(({ id }) => id)];
  const taken = new Map<string, { port: number[]; bare: number[]; rows: number; changes: number }>();
  const measure = async (name: string, ids: readonly string[], work: () => Promise<CorrectionResult>) => {
    let changes: CorrectionResult['changes'] = [];
    const ms = await timeMs(async () => {
      ({ changes } = await work());
    });
    const at = changes[0]?.at;
    if (at === undefined) throw new Error(`${name} changed nothing`);
    const bare = replayTransaction(at, ids);
    const times = taken.get(name) ?? { port: [], bare: [], rows: 0, changes: 0 };
    times.port.push(ms);
    times.bare.push(bare.ms);
    taken.set(name, { ...times, rows: bare.rows, changes: changes.length });
  };
  for (let run = 0; run < runs; run += 1) {
    await measure('retract', declared, () =>
      store.write((writer) =>
        writer.retract({ articleId, reason: 'made up', analyst: 'ada', includeDerived: false }),
      ),
    );
    await measure('restore', declared, () =>
      store.write((writer) => writer.restore({ articleId, analyst: 'ada' })),
    );
  }
  for (const claimId of claimIds)
    await measure('assess', [], () =>
      store.write((writer) =>
        writer.assess({
          claimId,
          analyst: 'ada',
          status: 'DENIED',
          confidence: 3,
          rationale: 'I was there.',
        }),
      ),
    );
  return [...taken].map(([name, { port, bare, ...rest }]) => ({
    name,
    port: median(port),
    baseline: median(bare),
    ...rest,
  }));
}

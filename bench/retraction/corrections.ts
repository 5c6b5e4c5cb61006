import type { Correction, Store } from '#ascribe/store/store.js';
import { median, timed } from '../measure.js';
import type { Filled } from './fill.js';
import type { Replay } from './replay.js';

export interface WriteResult {
  readonly name: string;
  /** Medians, in milliseconds. */
  readonly port: number;
  readonly bare: number;
  /** Written by libsql alone. */
  readonly rows: number;
  readonly changes: number;
}

/** Each correction on the port, then its rows by libsql alone, by turns, so that a busy moment of the machine hits both. */
export async function correct(
  store: Store,
  { repeat }: Replay,
  { big, claimIds }: Filled,
  runs: number,
): Promise<WriteResult[]> {
  const articleId = big.article.id;
  const declared = [big.source.id, ...big.entities.map(({ id }) => id)];
  const taken = new Map<string, { port: number[]; bare: number[]; rows: number; changes: number }>();
  const measure = async (name: string, ids: readonly string[], work: () => Promise<Correction>) => {
    let changes: Correction['changes'] = [];
    const ms = await timed(async () => {
      ({ changes } = await work());
    });
    const at = changes[0]?.at;
    if (at === undefined) throw new Error(`${name} changed nothing`);
    const bare = repeat(at, ids);
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
    bare: median(bare),
    ...rest,
  }));
}

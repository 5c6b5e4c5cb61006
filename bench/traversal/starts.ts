import type { Entity } from '#ascribe/domain/records.js';
import type { Page, Reads } from '#ascribe/store/store.js';
import { hubId } from '../graph-generator.js';
import { seededRandom } from '../random.js';
import { hubOptions } from './hub-graph.js';

/** The entity at which a question starts and, for paths, the one at which it ends. */
export interface Start {
  readonly from: string;
  readonly to: string;
}

/** Starts at ordinary entities and at hubs. Paths end at ordinary entities. */
export interface Starts {
  readonly ordinary: readonly Start[];
  readonly hubs: readonly Start[];
}

export async function pickStarts(store: Reads, claims: number, runs: number): Promise<Starts> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext }: Page<Entity> = await store.list(
      'entities',
      {},
      { first: 5000, after },
    );
    ids.push(...items.map(({ id }) => id).filter((id) => !id.startsWith('hub-')));
    after = cursors.at(-1) ?? null;
    if (!hasNext) break;
  }
  const random = seededRandom(claims + 1);
  const hubs = Array.from({ length: hubOptions(claims).count }, (_, number) => hubId(number));
  const between = (from: string): Start => {
    const to = random.pick(ids);
    return to === from ? between(from) : { from, to };
  };
  return {
    ordinary: Array.from({ length: runs }, () => between(random.pick(ids))),
    hubs: Array.from({ length: runs }, (_, run) => between(hubs[run % hubs.length] as string)),
  };
}

import type { Driver } from 'neo4j-driver';
import type { ClaimFilter, Page, PageRequest, Store } from '#ascribe/store/store.js';

/** A position in the middle of a list: the cursor of the store, and the sort key. */
export interface PageStart {
  readonly after: string;
  readonly key: string;
}

/** Ids from the graph, for the questions. */
export interface Sample {
  readonly entities: readonly string[];
  readonly claims: readonly string[];
  readonly citations: readonly string[];
  readonly articles: readonly string[];
  readonly sources: readonly string[];
  /** The entity that is the subject of the most claims; `objectHub` is the object of the most. */
  readonly hub: string;
  readonly objectHub: string;
  /** The source with the most articles. */
  readonly outlet: string;
  readonly pageStarts: Readonly<
    Record<'entities' | 'places' | 'articles' | 'ofOutlet' | 'alleged' | 'atHub', PageStart>
  >;
}

export async function readSample(store: Store, driver: Driver): Promise<Sample> {
  const values = async (cypher: string, parameters = {}) => {
    const { records } = await driver.executeQuery(cypher, parameters);
    return records.map((record) => record.get(0) as string);
  };
  const spread = async (label: string) => {
    const ids = await values(`MATCH (n:${label}) RETURN n.id ORDER BY n.id`);
    const step = Math.max(1, Math.floor(ids.length / 50));
    return ids.filter((_, index) => index % step === 0).slice(0, 50);
  };
  const most = async (label: string, property: string) =>
    (
      await values(
        `MATCH (n:${label}) WHERE n.${property} IS NOT NULL
         RETURN n.${property}, count(*) AS n ORDER BY n DESC LIMIT 1`,
      )
    )[0] ?? '';
  const [hub, objectHub, outlet] = [
    await most('Claim', 'subjectId'),
    await most('Claim', 'objectId'),
    await most('Article', 'sourceId'),
  ];
  const pageStart = async <T extends { readonly id: string }>(
    label: string,
    property: string,
    list: (page: PageRequest) => Promise<Page<T>>,
  ): Promise<PageStart> => {
    const { id, after } = await findMiddle(list);
    const [key = ''] = await values(`MATCH (n:${label} {id: $id}) RETURN n.${property}`, { id });
    return { after, key };
  };
  const alleged: ClaimFilter = { statuses: ['ALLEGED'] };
  const any: ClaimFilter = { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'] };
  return {
    entities: await spread('Entity'),
    claims: await spread('Claim'),
    citations: await spread('Citation'),
    articles: await spread('Article'),
    sources: await spread('Source'),
    hub,
    objectHub,
    outlet,
    pageStarts: {
      entities: await pageStart('Entity', 'id', (page) => store.list('entities', {}, page)),
      places: await pageStart('Entity', 'id', (page) =>
        store.list('entities', { kinds: ['PLACE', 'STATE'] }, page),
      ),
      articles: await pageStart('Article', 'orderKey', (page) => store.list('articles', {}, page)),
      ofOutlet: await pageStart('Article', 'orderKey', (page) =>
        store.list('articles', { sourceIds: [outlet] }, page),
      ),
      alleged: await pageStart('Claim', 'orderKey', (page) => store.list('claims', alleged, page)),
      atHub: await pageStart('Claim', 'orderKey', async (page) => {
        const {
          pages: [found],
        } = await store.claimsOf([hub], 'OUT', any, page);
        return found as NonNullable<typeof found>;
      }),
    },
  };
}

/** Reads a whole list and returns its middle. */
async function findMiddle<T extends { readonly id: string }>(list: (page: PageRequest) => Promise<Page<T>>) {
  const items: { readonly id: string; readonly after: string }[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page<T> = await list({ first: 1000, after });
    items.push(...page.items.map(({ id }, index) => ({ id, after: page.cursors[index] as string })));
    after = items.at(-1)?.after ?? null;
    if (!page.hasNext) break;
  }
  return items[Math.floor(items.length / 2)] as (typeof items)[number];
}

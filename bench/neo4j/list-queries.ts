import type { ClaimFilter, Page } from '#ascribe/store/store.js';
import { type BenchContext, type BenchQuery, firstPage, PAGE_SIZE } from './bench-query.js';
import { parseRecords, toNeo4jInt } from './raw-driver.js';

const pageItems = async <T>(page: Promise<Page<T>>) => (await page).items;
/** One more than a page, to know whether more follow. */
const limit = toNeo4jInt(PAGE_SIZE + 1);

/** Lists and counts of entities, articles and sources. */
export function listQueries({ store, ask, sample }: BenchContext): BenchQuery[] {
  const { pageStarts, outlet } = sample;
  const list = async (cypher: string, parameters: object) =>
    parseRecords(await ask(cypher, { limit, ...parameters })).slice(0, PAGE_SIZE);
  const count = async (cypher: string, parameters: object = {}) => (await ask(cypher, parameters))[0]?.n;
  const entities = (key: string) =>
    list('MATCH (n:Entity) WHERE n.id > $key RETURN n.record AS record ORDER BY n.id LIMIT $limit', { key });
  const ofKinds = (kinds: readonly string[], key: string) =>
    list(
      `UNWIND $kinds AS kind
       CALL (kind) {
         MATCH (n:Entity) WHERE n.kind = kind AND n.id > $key
         RETURN n, n.id AS id ORDER BY n.kind, n.id LIMIT $limit
       }
       WITH n, id ORDER BY id LIMIT $limit RETURN n.record AS record`,
      { kinds, key },
    );
  const articles = (key: string) =>
    list(
      'MATCH (n:Article) WHERE n.orderKey > $key RETURN n.record AS record ORDER BY n.orderKey LIMIT $limit',
      {
        key,
      },
    );
  const ofOutlet = (key: string) =>
    list(
      `MATCH (n:Article) WHERE n.sourceId = $outlet AND n.orderKey > $key
       RETURN n.record AS record ORDER BY n.sourceId, n.orderKey LIMIT $limit`,
      { outlet, key },
    );
  const kinds = ['PLACE', 'STATE'] as const;
  const after = (place: { readonly after: string }) => ({ first: PAGE_SIZE, after: place.after });
  return [
    {
      name: 'list entities',
      port: () => pageItems(store.list('entities', {}, firstPage)),
      baseline: () => entities(''),
    },
    {
      name: 'list entities, deep',
      port: () => pageItems(store.list('entities', {}, after(pageStarts.entities))),
      baseline: () => entities(pageStarts.entities.key),
    },
    {
      name: 'list entities, of 2 kinds',
      port: () => pageItems(store.list('entities', { kinds }, firstPage)),
      baseline: () => ofKinds(kinds, ''),
    },
    {
      name: 'list entities, of 2 kinds, deep',
      port: () => pageItems(store.list('entities', { kinds }, after(pageStarts.places))),
      baseline: () => ofKinds(kinds, pageStarts.places.key),
    },
    {
      name: 'list articles',
      port: () => pageItems(store.list('articles', {}, firstPage)),
      baseline: () => articles(''),
    },
    {
      name: 'list articles, deep',
      port: () => pageItems(store.list('articles', {}, after(pageStarts.articles))),
      baseline: () => articles(pageStarts.articles.key),
    },
    {
      name: 'list articles, of a source',
      port: () => pageItems(store.list('articles', { sourceIds: [outlet] }, firstPage)),
      baseline: () => ofOutlet(''),
    },
    {
      name: 'list articles, of a source, deep',
      port: () => pageItems(store.list('articles', { sourceIds: [outlet] }, after(pageStarts.ofOutlet))),
      baseline: () => ofOutlet(pageStarts.ofOutlet.key),
    },
    {
      name: 'list sources',
      port: () => pageItems(store.list('sources', {}, firstPage)),
      baseline: () =>
        list('MATCH (n:Source) WHERE n.id > "" RETURN n.record AS record ORDER BY n.id LIMIT $limit', {}),
    },
    {
      name: 'count entities',
      port: () => store.count('entities', {}),
      baseline: () => count('MATCH (n:Entity) RETURN count(n) AS n'),
    },
    {
      name: 'count entities, of 2 kinds',
      port: () => store.count('entities', { kinds }),
      baseline: () => count('RETURN COUNT { MATCH (:Place) } + COUNT { MATCH (:State) } AS n'),
    },
    {
      name: 'count articles, of a source',
      port: () => store.count('articles', { sourceIds: [outlet] }),
      baseline: () =>
        count('MATCH (s:Source {id: $outlet}) RETURN COUNT { (s)<-[:PUBLISHED_BY]-() } AS n', { outlet }),
    },
    {
      name: 'count sources',
      port: () => store.count('sources', {}),
      baseline: () => count('MATCH (n:Source) RETURN count(n) AS n'),
    },
  ];
}

/** Lists and counts of claims. Their order key starts with the rank of the status: 0 CONFIRMED … 5 RETRACTED. */
export function claimListQueries({ store, ask, sample }: BenchContext): BenchQuery[] {
  const { pageStarts, hub, objectHub } = sample;
  const articleIds = sample.articles.slice(0, 5);
  const list = async (cypher: string, parameters: object = {}) =>
    parseRecords(await ask(cypher, { limit, ...parameters })).slice(0, PAGE_SIZE);
  const count = async (cypher: string, parameters: object = {}) => (await ask(cypher, parameters))[0]?.n;
  const both = (
    name: string,
    filter: ClaimFilter,
    bare: { list(): Promise<unknown>; count(): Promise<unknown> },
  ): BenchQuery[] => [
    {
      name: `list claims, ${name}`,
      port: () => pageItems(store.list('claims', filter, firstPage)),
      baseline: bare.list,
    },
    { name: `count claims, ${name}`, port: () => store.count('claims', filter), baseline: bare.count },
  ];
  const page = 'RETURN c.record AS record ORDER BY c.orderKey LIMIT $limit';
  /** Merges sorted lists and keeps the first page. */
  const first = 'WITH c, orderKey ORDER BY orderKey LIMIT $limit RETURN c.record AS record';
  const sponsorship = ['SPONSORS', 'FUNDS', 'ARMS', 'TRAINS', 'HARBOURS', 'DIRECTS', 'USES_AS_PROXY'];
  const range = "c.orderKey > '0' AND c.orderKey < '3'";
  return [
    ...both(
      'CONFIRMED',
      { statuses: ['CONFIRMED'] },
      {
        list: () => list(`MATCH (c:Claim) WHERE c.orderKey > '0' AND c.orderKey < '1' ${page}`),
        count: () =>
          count(`MATCH (c:Claim) WHERE c.orderKey > '0' AND c.orderKey < '1' RETURN count(*) AS n`),
      },
    ),
    {
      name: 'list claims, ALLEGED, deep',
      port: () =>
        pageItems(
          store.list(
            'claims',
            { statuses: ['ALLEGED'] },
            { first: PAGE_SIZE, after: pageStarts.alleged.after },
          ),
        ),
      baseline: () =>
        list(`MATCH (c:Claim) WHERE c.orderKey > $key AND c.orderKey < '3' ${page}`, {
          key: pageStarts.alleged.key,
        }),
    },
    ...both(
      'CONFIRMED or RETRACTED',
      { statuses: ['CONFIRMED', 'RETRACTED'] },
      {
        list: () =>
          list(
            `CALL () {
               MATCH (c:Claim) WHERE c.orderKey > '0' AND c.orderKey < '1'
               RETURN c, c.orderKey AS orderKey ORDER BY orderKey LIMIT $limit
               UNION ALL
               MATCH (c:Claim) WHERE c.orderKey > '5' AND c.orderKey < '6'
               RETURN c, c.orderKey AS orderKey ORDER BY orderKey LIMIT $limit
             } ${first}`,
          ),
        count: () =>
          count(
            `RETURN COUNT { MATCH (c:Claim) WHERE c.orderKey > '0' AND c.orderKey < '1' }
                  + COUNT { MATCH (c:Claim) WHERE c.orderKey > '5' AND c.orderKey < '6' } AS n`,
          ),
      },
    ),
    ...both(
      'RETRACTED',
      { statuses: ['RETRACTED'] },
      {
        list: () => list(`MATCH (c:Claim) WHERE c.orderKey > '5' AND c.orderKey < '6' ${page}`),
        count: () =>
          count(`MATCH (c:Claim) WHERE c.orderKey > '5' AND c.orderKey < '6' RETURN count(*) AS n`),
      },
    ),
    ...both(
      'REPORTED from 80 on',
      { statuses: ['REPORTED'], minConfidence: 80 },
      {
        list: () => list(`MATCH (c:Claim) WHERE c.orderKey > '1' AND c.orderKey < '1 021' ${page}`),
        count: () =>
          count(`MATCH (c:Claim) WHERE c.orderKey > '1' AND c.orderKey < '1 021' RETURN count(*) AS n`),
      },
    ),
    ...both(
      '3 statuses, sponsorship',
      { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'], predicates: ['SPONSORS'] },
      {
        list: () =>
          list(
            `UNWIND $sponsorship AS predicate
             CALL (predicate) {
               MATCH (c:Claim) WHERE c.predicate = predicate AND ${range}
               RETURN c, c.orderKey AS orderKey ORDER BY c.predicate, c.orderKey LIMIT $limit
             } ${first}`,
            { sponsorship },
          ),
        count: () =>
          count(
            `UNWIND $sponsorship AS predicate
             MATCH (c:Claim) WHERE c.predicate = predicate AND ${range} RETURN count(*) AS n`,
            { sponsorship },
          ),
      },
    ),
    ...both(
      '3 statuses, of a hub',
      { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'], subjectIds: [hub] },
      {
        list: () =>
          list(
            `MATCH (c:Claim) WHERE c.subjectId = $hub AND ${range}
             RETURN c.record AS record ORDER BY c.subjectId, c.orderKey LIMIT $limit`,
            { hub },
          ),
        count: () =>
          count(`MATCH (c:Claim) WHERE c.subjectId = $hub AND ${range} RETURN count(*) AS n`, { hub }),
      },
    ),
    ...both(
      '3 statuses, from hub to hub',
      { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'], subjectIds: [hub], objectIds: [objectHub] },
      {
        list: () =>
          list(`MATCH (c:Claim) WHERE c.subjectId = $hub AND c.objectId = $objectHub AND ${range} ${page}`, {
            hub,
            objectHub,
          }),
        count: () =>
          count(
            `MATCH (c:Claim) WHERE c.subjectId = $hub AND c.objectId = $objectHub AND ${range} RETURN count(*) AS n`,
            { hub, objectHub },
          ),
      },
    ),
    ...both(
      '3 statuses, of 5 articles',
      { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED'], articleIds },
      {
        list: () =>
          list(
            `MATCH (a:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(c:Claim) WHERE a.id IN $articleIds
             WITH DISTINCT c WHERE c.status IN ['CONFIRMED', 'REPORTED', 'ALLEGED'] ${page}`,
            { articleIds },
          ),
        count: () =>
          count(
            `MATCH (a:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(c:Claim) WHERE a.id IN $articleIds
             WITH DISTINCT c WHERE c.status IN ['CONFIRMED', 'REPORTED', 'ALLEGED'] RETURN count(*) AS n`,
            { articleIds },
          ),
      },
    ),
  ];
}

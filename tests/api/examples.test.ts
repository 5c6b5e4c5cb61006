import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '#ascribe/api/schema.js';
import { subscribe } from './event-stream.js';
import { FICTIONAL, SEEDS, type Service, startService } from './service.js';

let service: Service;
const examples = readExamples();
const isSubscription = ({ query }: { readonly query: string }) => /^subscription /m.test(query);

beforeAll(async () => {
  service = await startService({ load: SEEDS });
});
afterAll(() => service.close());

describe('every example query finds data in the seeds', () => {
  for (const { name, query } of examples.filter((one) => !isSubscription(one))) {
    it(name, async () => {
      const { data, errors } = await service.ask(query);
      expect(errors).toBeUndefined();
      for (const answer of Object.values(data as object)) expect(answer).not.toBeNull();
      expect(JSON.stringify(data).length).toBeGreaterThan(300);
    });
  }
});

it('every example subscription reports a change of the seeds', async () => {
  const subscriptions = examples.filter(isSubscription);
  expect(subscriptions.length).toBeGreaterThan(0);
  const streams = await Promise.all(subscriptions.map(({ query }) => subscribe(service, query)));
  const { items } = await service.store.list('articles', {}, { first: 100, after: null });
  const retracted = items.filter(({ id }) => id.includes('weaponizing'));
  expect(retracted).toHaveLength(1);
  for (const { id: articleId } of retracted) {
    const retraction = { articleId, reason: 'test', analyst: 'ada', includeDerived: false };
    await service.store.write((writer) => writer.retract(retraction));
    await service.store.write((writer) => writer.restore({ articleId, analyst: 'ada' }));
  }
  for (const stream of streams) {
    const { data, errors } = await stream.next();
    expect(errors).toBeUndefined();
    expect(data.claimChanged).toMatchObject({ kind: 'LEFT', to: null, claim: null });
    stream.disconnect();
  }
});

it('every example has a unique operation name, which is the title of its tab', () => {
  const names = examples.map(({ query }) => /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1]);
  expect(names.every((name) => name !== undefined)).toBe(true);
  expect(new Set(names).size).toBe(examples.length);
});

describe('every query in docs/api.md finds data in the seeds', () => {
  const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const queries = [...page.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, query]) => query as string);
  it.each(queries)('%s', async (query) => {
    const data = await service.data(query);
    for (const result of Object.values(data)) expect(result).not.toBeNull();
    expect(JSON.stringify(data).length).toBeGreaterThan(100);
  });
});

describe('the tutorial for analysts', () => {
  const page = readFileSync(new URL('../../docs/tutorial-analyst.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| [^|]+\? \| `(\w+)` \| ([^|]+) \|$/gm)];
  it('has ten questions', () => expect(rows).toHaveLength(10));
  it.each(rows.map(([, tab = '', text = '']) => ({ tab, text })))(
    'finds in the answer of $tab what it says',
    async ({ tab, text }) => {
      const query = examples.find((one) => one.query.includes(`query ${tab} `))?.query ?? '';
      const answer = JSON.stringify(await service.data(query));
      const found = text.match(/(?<=")[^"]+(?=")/g)?.filter((_, index) => index % 2 === 0) ?? [];
      expect(found.length).toBeGreaterThan(0);
      for (const quote of found) expect(answer).toContain(quote);
    },
  );
});

interface Proxies {
  readonly edges: readonly {
    readonly node: { readonly id: string };
    readonly claim: {
      readonly status: string;
      readonly confidence: number | null;
      readonly citations: {
        readonly nodes: readonly {
          quote: string;
          modality: string;
          article: { title: string; url: string };
        }[];
      };
    };
  }[];
}

describe('Iran’s proxies in the seeds', () => {
  it('are separated by status, each with a quote and an article', async () => {
    const { entity } = (await service.data(examples[0]?.query ?? '')) as { entity: Record<string, Proxies> };
    for (const [alias, status] of [
      ['confirmed', 'CONFIRMED'],
      ['reported', 'REPORTED'],
      ['alleged', 'ALLEGED'],
      ['disputed', 'DISPUTED'],
    ] as const) {
      for (const { claim } of entity[alias]?.edges ?? []) {
        expect(claim.status).toBe(status);
        const [citation] = claim.citations.nodes;
        expect(citation?.quote).not.toBe('');
        expect(citation?.article.url).toMatch(/^https:/);
      }
    }
    const ids = (alias: string) => entity[alias]?.edges.map(({ node }) => node.id);
    expect(ids('disputed')).toEqual(['isis-k']);
    expect(ids('confirmed')).not.toContain('isis-k');
    expect(ids('confirmed')).toContain('hamas');
  });
});

it('the explanation of a claim agrees with its fields', async () => {
  const { claims } = await service.data(
    `{ claims(statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED, RETRACTED], first: 100) {
      nodes { status derivedStatus confidence confidenceLevel explanation independentOrigins(first: 100) { stance citationIds } history { to { status confidence } cause { kind articles { id } } } } } }`,
  );
  expect(claims.nodes.length).toBe(100);
  for (const claim of claims.nodes) {
    expect(claim.explanation).toMatch(
      new RegExp(`^${claim.status}, ${claim.confidence ?? 'confidence unjudged'}`),
    );
    expect(claim.derivedStatus).toBe(claim.status);
    const supporting = claim.independentOrigins.filter(
      (origin: { stance: string }) => origin.stance === 'SUPPORTS',
    );
    expect(claim.explanation).toContain(
      supporting.length === 0 ? 'no live support' : `${supporting.length} independent origin`,
    );
    expect(claim.history.at(-1).to).toEqual({ status: claim.status, confidence: claim.confidence });
    expect(claim.history.at(-1).cause.articles[0].id).toMatch(/^article:/);
  }
});

it('the fictional articles have claims with every status', async () => {
  const fictional = await startService({ load: FICTIONAL });
  for (const status of ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED', 'DENIED', 'RETRACTED']) {
    const { claims } = await fictional.data(`{ claims(statuses: [${status}]) { nodes { status } } }`);
    expect(claims.nodes.length, status).toBeGreaterThan(0);
    expect(new Set(claims.nodes.map((claim: { status: string }) => claim.status))).toEqual(new Set([status]));
  }
  await fictional.close();
});

it('a derived article names its original', async () => {
  const { articles } = await service.data(
    '{ articles(first: 100) { nodes { id derivedFromId derivedFrom { id } source { id reliability affiliation { id } } } } }',
  );
  const echoes = articles.nodes.filter((one: { derivedFrom: unknown }) => one.derivedFrom !== null);
  expect(echoes.length).toBeGreaterThan(0);
  for (const echo of echoes) expect(echo.derivedFrom.id).toBe(echo.derivedFromId);
});

it('a citation leads to its claim, and node finds a record of any type by id', async () => {
  const { claims } = await service.data(
    '{ claims(statuses: [REPORTED], first: 1) { nodes { id subject { id } citations { nodes { id claim { id } article { id source { id } } } } } } }',
  );
  const [claim] = claims.nodes;
  const [citation] = claim.citations.nodes;
  expect(citation.claim.id).toBe(claim.id);
  const ids = [claim.id, claim.subject.id, citation.id, citation.article.id, citation.article.source.id];
  const { nodes } = await service.data('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', {
    ids,
  });
  expect(nodes.map((node: { id: string }) => node.id)).toEqual(ids);
  expect(nodes.map((node: { __typename: string }) => node.__typename)).toEqual(
    expect.arrayContaining(['Claim', 'Citation', 'Article', 'Source']),
  );
});

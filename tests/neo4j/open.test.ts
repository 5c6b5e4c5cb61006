import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '#ascribe/config/config.js';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { loginFor } from '#ascribe/store/neo4j/connection/location.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { article } from '../store-contract/article-builder.js';
import { downgradeToVersion1 } from './downgrade-to-version-1.js';
import {
  acquireTestNeo4j,
  NEO4J_OPTIONS,
  NEO4J_TIMEOUT_MS,
  neo4jUnavailableReason,
  type TestNeo4j,
} from './test-neo4j.js';

const ALL = Object.keys(STATUSES) as ClaimStatus[];
const missing = await neo4jUnavailableReason();
const oneLine = (pattern: RegExp) => expect.stringMatching(new RegExp(`^.*${pattern.source}.*$`));

describe.skipIf(missing !== null)('opening a Neo4j database', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await acquireTestNeo4j();
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await neo4j?.release();
  });
  beforeEach(async () => {
    await (await neo4j.openEmptyStore()).close();
  });
  const login = () => ({ uri: neo4j.uri, username: neo4j.username, password: neo4j.password });

  it('finds all again when it is opened anew, and tells where it is without the password', async () => {
    const first = await openNeo4j(login(), NEO4J_OPTIONS);
    await first.write((writer) => writer.put([article('one')]));
    await first.close();
    const again = await openNeo4j(login(), NEO4J_OPTIONS);
    expect(await again.countArticles({})).toBe(1);
    expect(again.label).toBe(`neo4j ${neo4j.uri}`);
    await again.ping();
    await again.close();
  });

  it('says in one line that a newer version wrote it, and leaves it as it is', async () => {
    await neo4j.driver.executeQuery('MATCH (a:Ascribe) SET a.schema = 99');
    await expect(openNeo4j(login(), NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/was written by a newer ascribe \(schema 99; this one knows \d+\)/),
    });
  });

  it('brings a database of the first version to this one, also when two open it at once, or it was begun before', async () => {
    const store = await openNeo4j(login(), NEO4J_OPTIONS);
    await store.write((writer) =>
      writer.put([
        article('gone', { says: [{ predicate: 'TRAINS' }] }),
        article('one', {
          says: [{ citations: [{ validFrom: '2019', validTo: '2021' }] }, { predicate: 'ARMS' }],
        }),
        article('two', { says: [{}, { predicate: 'ARMS', citations: [{ stance: 'DENIES' }] }] }),
        article('three', { article: { retractedAt: '2031-05-01T00:00:00Z' } }),
      ]),
    );
    await store.write((writer) => writer.put([article('gone', { says: [{ predicate: 'ARMS' }] })]));
    const expected = await told(store);
    const { items: changes } = await store.listChanges({ statuses: ALL }, EVERY);
    await store.close();
    expect(expected.held).toHaveLength(1);
    expect(expected.contested).toHaveLength(1);
    expect(expected.named.items).toMatchObject([{ entity: { id: 'arland' } }]);
    expect(expected.quoted.items.length).toBeGreaterThan(1);

    for (const begunBefore of [false, true]) {
      await downgradeToVersion1(neo4j.driver);
      if (begunBefore)
        await neo4j.driver.executeQuery("MATCH (n:Entity {id: 'arland'}) SET n.recordedAt = ''");
      const [one, other] = await Promise.all([
        openNeo4j(login(), NEO4J_OPTIONS),
        openNeo4j(login(), NEO4J_OPTIONS),
      ]);
      expect(await told(one)).toEqual(expected);
      expect(await told(other)).toEqual(expected);
      // What was logged of a claim that is gone does not tell what it said.
      const { items } = await one.listChanges({ statuses: ALL }, EVERY);
      expect(items).toEqual(changes.filter(({ predicate }) => predicate !== 'TRAINS'));
      expect(await one.asOf('2001-01-01T00:00:00.000Z').countClaims({ statuses: ALL })).toBe(2);
      await Promise.all([one.close(), other.close()]);
    }
  }, 120_000);

  it('refuses a database of another program', async () => {
    await neo4j.driver.executeQuery('MATCH (n) DETACH DELETE n');
    await neo4j.driver.executeQuery("CREATE (:Film {title: 'Theirs'})");
    await expect(openNeo4j(login(), NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/holds data of another program/),
    });
    await neo4j.driver.executeQuery('MATCH (n:Film) DELETE n');
  });

  it('says in one line that the database is unknown, or the login, and never tells the password', async () => {
    await expect(openNeo4j({ ...login(), database: 'nowhere' }, NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/nowhere.* has no such database/),
    });
    await expect(openNeo4j({ ...login(), password: 'wrong-secret' }, NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/refuses the login/),
    });
  });

  it('says after it is closed that it is', async () => {
    const store = await openNeo4j(login(), NEO4J_OPTIONS);
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

const EVERY = { first: 100, after: null };

async function told(store: Store) {
  const claims = (await store.listClaims({ statuses: ALL }, EVERY)).items;
  return {
    claims,
    named: await store.search('erland', { statuses: ALL, fields: ['NAME'] }, EVERY),
    quoted: await store.search('words', { statuses: ALL, fields: ['QUOTE'] }, EVERY),
    held: (await store.listClaims({ statuses: ALL, during: '2020' }, EVERY)).items,
    contested: (await store.listClaims({ statuses: ALL, contested: true }, EVERY)).items,
    evidence: await store.evidenceOf(claims.map(({ id }) => id)),
    articles: (await store.listArticles({}, EVERY)).items,
    sources: (await store.listSources(EVERY)).items,
    entities: (await store.listEntities({}, EVERY)).items,
    policy: await store.policy(),
  };
}

describe('the address of a Neo4j server', () => {
  const settings = { ...NEO4J_OPTIONS, home: './no-such-home', password: 'secret-word' };

  it('is reported in one line if no server answers there', async () => {
    for (const scheme of ['bolt', 'neo4j']) {
      await expect(openStore(`${scheme}://127.0.0.1:1`, { neo4j: settings })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(
          /^Neo4j at (bolt|neo4j):\/\/127\.0\.0\.1:1 cannot be reached(?!.*secret).*$/,
        ),
      });
    }
  });

  it('must not contain a login, and no password is guessed', async () => {
    const error = await openStore('neo4j://me:hidden@127.0.0.1:1', { neo4j: settings }).catch(
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.not.stringContaining('hidden'),
    });
    const withoutPassword = { ...settings, password: undefined };
    await expect(openStore('bolt://127.0.0.1:1', { neo4j: withoutPassword })).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.stringContaining('NEO4J_PASSWORD'),
    });
    await expect(openStore('bolt://127.0.0.1:1')).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
  });

  it('is used with the user, password and database of the environment', () => {
    const { neo4j } = readConfig({}, { NEO4J_PASSWORD: 'p', NEO4J_DATABASE: '' });
    expect(loginFor('neo4j+s://db.example', neo4j)).toEqual({
      uri: 'neo4j+s://db.example',
      username: 'neo4j',
      password: 'p',
      database: undefined,
    });
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { loginOf } from '#ascribe/store/neo4j/location.js';
import { openStore } from '#ascribe/store/open.js';
import { article } from '../store-contract/articles.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

const missing = await whyNoNeo4j();
const oneLine = (pattern: RegExp) => expect.stringMatching(new RegExp(`^.*${pattern.source}.*$`));

describe.skipIf(missing !== null)('opening a Neo4j database', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await testNeo4j();
  }, NEO4J_TIMEOUT);
  afterAll(async () => {
    await neo4j?.stop();
  });
  beforeEach(async () => {
    await (await neo4j.openEmpty()).close();
  });
  const login = () => ({ uri: neo4j.uri, username: neo4j.username, password: neo4j.password });

  it('finds all again when it is opened anew, and tells where it is without the password', async () => {
    const first = await openNeo4j(login());
    await first.write((writer) => writer.put([article('one')]));
    await first.close();
    const again = await openNeo4j(login());
    expect(await again.countArticles({})).toBe(1);
    expect(again.label).toBe(`neo4j ${neo4j.uri}`);
    await again.ping();
    await again.close();
  });

  it('says in one line that a newer version wrote it, and leaves it as it is', async () => {
    await neo4j.driver.executeQuery('MATCH (a:Ascribe) SET a.schema = 99');
    await expect(openNeo4j(login())).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/was written by a newer ascribe \(schema 99; this one knows \d+\)/),
    });
  });

  it('refuses a database of another program', async () => {
    await neo4j.driver.executeQuery('MATCH (n) DETACH DELETE n');
    await neo4j.driver.executeQuery("CREATE (:Film {title: 'Theirs'})");
    await expect(openNeo4j(login())).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/holds data of another program/),
    });
    await neo4j.driver.executeQuery('MATCH (n:Film) DELETE n');
  });

  it('says in one line that the database is unknown, or the login, and never tells the password', async () => {
    await expect(openNeo4j({ ...login(), database: 'nowhere' })).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/nowhere.* has no such database/),
    });
    await expect(openNeo4j({ ...login(), password: 'wrong-secret' })).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/refuses the login/),
    });
  });

  it('says after it is closed that it is', async () => {
    const store = await openNeo4j(login());
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

describe('the address of a Neo4j server', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });

  it('is told in one line when nobody answers there', async () => {
    process.env.NEO4J_PASSWORD = 'secret-word';
    for (const scheme of ['bolt', 'neo4j']) {
      await expect(openStore(`${scheme}://127.0.0.1:1`)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(
          /^Neo4j at (bolt|neo4j):\/\/127\.0\.0\.1:1 cannot be reached(?!.*secret).*$/,
        ),
      });
    }
  });

  it('holds no login, and none is guessed', async () => {
    const error = await openStore('neo4j://me:hidden@127.0.0.1:1').catch((thrown: Error) => thrown);
    expect(error).toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.not.stringContaining('hidden'),
    });
    delete process.env.NEO4J_PASSWORD;
    await expect(openStore('bolt://127.0.0.1:1')).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
      message: expect.stringContaining('NEO4J_PASSWORD'),
    });
  });

  it('goes with the user, password and database of the environment', () => {
    expect(loginOf('neo4j+s://db.example', { NEO4J_PASSWORD: 'p', NEO4J_DATABASE: '' })).toEqual({
      uri: 'neo4j+s://db.example',
      username: 'neo4j',
      password: 'p',
      database: undefined,
    });
  });
});

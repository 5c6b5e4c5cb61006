import { beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '#ascribe/config/config.js';
import { loginFor } from '#ascribe/store/neo4j/connection/location.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { MIGRATIONS, type Migration, schemaVersion } from '#ascribe/store/neo4j/schema/migrate.js';
import { prepareDatabase } from '#ascribe/store/neo4j/schema/prepare.js';
import { openStore } from '#ascribe/store/open.js';
import { article } from '../store-contract/article-builder.js';
import { describeNeo4j, NEO4J_OPTIONS, useTestNeo4j } from './test-neo4j.js';

const oneLine = (pattern: RegExp) => expect.stringMatching(new RegExp(`^.*${pattern.source}.*$`));

describeNeo4j('opening a Neo4j database', () => {
  const neo4j = useTestNeo4j();
  beforeEach(async () => {
    await (await neo4j.openEmptyStore()).close();
  });
  const login = () => ({ uri: neo4j.uri, username: neo4j.username, password: neo4j.password });

  it('keeps its data after a restart, and has a label without the password', async () => {
    const first = await openNeo4j(login(), NEO4J_OPTIONS);
    await first.write((writer) => writer.put([article('one')]));
    await first.close();
    const reopened = await openNeo4j(login(), NEO4J_OPTIONS);
    expect(await reopened.count('articles', {})).toBe(1);
    expect(reopened.label).toBe(`neo4j ${neo4j.uri}`);
    await reopened.ping();
    await reopened.close();
  });

  it('rejects a database of a newer version, with a one-line reason', async () => {
    await neo4j.driver.executeQuery('MATCH (a:Ascribe) SET a.schema = 99');
    await expect(openNeo4j(login(), NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/was written by a newer ascribe \(schema 99; this version knows \d+\)/),
    });
  });

  describe('with migration steps', () => {
    const version = schemaVersion(MIGRATIONS);
    const openSession = () => neo4j.driver.session();
    const stored = async () => {
      const { records } = await neo4j.driver.executeQuery(
        `MATCH (a:Ascribe {id: 'ascribe'})
         RETURN a.schema AS version, a.runs AS runs, COUNT { (e:Entity) WHERE e.note = 'added' } AS noted`,
      );
      return records[0]?.toObject();
    };
    /** A step of two transactions. The first may run again; the second fails if `fails` is set. */
    const addNotes =
      (fails: () => boolean): Migration =>
      async (runUnderLock) => {
        await runUnderLock((query) => query("MATCH (e:Entity) SET e.note = 'added'"));
        await runUnderLock(async (query) => {
          await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.runs = coalesce(a.runs, 0) + 1");
          if (fails()) throw new Error('interrupted');
        });
      };
    const countRuns: Migration = (runUnderLock) =>
      runUnderLock((query) => query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.runs = a.runs + 10"));

    beforeEach(async () => {
      const store = await openNeo4j(login(), NEO4J_OPTIONS);
      await store.write((writer) => writer.put([article('one')]));
      await store.close();
    });

    it('creates a database of the newest version', async () => {
      expect(await stored()).toEqual({ version, runs: null, noted: 0 });
    });

    it('resumes an interrupted step, and applies each step once', async () => {
      const interrupted = prepareDatabase(openSession, neo4j.uri, [...MIGRATIONS, addNotes(() => true)]);
      await expect(interrupted).rejects.toThrow('interrupted');
      expect(await stored()).toEqual({ version, runs: null, noted: 2 });
      const steps = [...MIGRATIONS, addNotes(() => false), countRuns];
      for (let opening = 0; opening < 3; opening += 1) await prepareDatabase(openSession, neo4j.uri, steps);
      expect(await stored()).toEqual({ version: version + 2, runs: 11, noted: 2 });
    });

    it('migrates a database that two processes open at once', async () => {
      const steps = [...MIGRATIONS, addNotes(() => false)];
      await Promise.all([1, 2].map(() => prepareDatabase(openSession, neo4j.uri, steps)));
      expect(await stored()).toMatchObject({ version: version + 1, noted: 2 });
    });

    it('counts the claims of a database from before there were counts', async () => {
      await neo4j.driver.executeQuery(
        "MATCH (k:ClaimCount) DELETE k WITH count(*) AS n MATCH (a:Ascribe {id: 'ascribe'}) SET a.schema = 1",
      );
      const store = await openNeo4j(login(), NEO4J_OPTIONS);
      expect(await store.countBy('PREDICATE', { statuses: ['REPORTED'] }, 9)).toEqual([
        { value: 'FUNDS', count: 1 },
      ]);
      await store.close();
      expect(await stored()).toMatchObject({ version });
    });

    it('shortens the claims of a database that stored more properties of them, which can then be corrected', async () => {
      const before = await openNeo4j(login(), NEO4J_OPTIONS);
      const retraction = {
        articleId: 'article:one',
        reason: 'wrong',
        analyst: 'anna',
        includeDerived: false,
      };
      await before.write((writer) => writer.retract(retraction));
      await before.close();
      await neo4j.driver.executeQuery(
        `MATCH (c:Claim|PastClaim)
         SET c.derivedStatus = c.status, c.derivedConfidence = c.confidence, c.contested = false, c.confidenceKey = 101, c.statusRank = 5
         WITH c, head(split(c.relationshipKey, ' ')) AS type
         SET c.relationshipType = type, c.relationshipKey = '["' + type + '",null,[]]'`,
      );
      await neo4j.driver.executeQuery("MATCH (a:Ascribe {id: 'ascribe'}) SET a.schema = 2");
      const store = await openNeo4j(login(), NEO4J_OPTIONS);
      const { records } = await neo4j.driver.executeQuery(
        `MATCH (c:Claim|PastClaim) WHERE c.derivedStatus IS NOT NULL OR c.derivedConfidence IS NOT NULL OR c.contested IS NOT NULL
           OR c.confidenceKey IS NOT NULL OR c.statusRank IS NOT NULL OR c.relationshipType IS NOT NULL RETURN labels(c)`,
      );
      expect(records).toEqual([]);
      await store.write((writer) => writer.restore(retraction));
      await store.close();
      const between = await neo4j.driver.executeQuery(
        'MATCH (:Entity)-[r]->(:Entity) RETURN type(r) AS type',
      );
      expect(between.records.map((record) => record.get('type'))).toEqual(['REPORTED_FUNDS']);
      expect(await stored()).toMatchObject({ version });
    });

    it('rejects a database with an unknown step', async () => {
      await prepareDatabase(openSession, neo4j.uri, [...MIGRATIONS, addNotes(() => false)]);
      await expect(openNeo4j(login(), NEO4J_OPTIONS)).rejects.toMatchObject({
        code: 'STORE_UNUSABLE',
        message: oneLine(new RegExp(`schema ${version + 1}; this version knows ${version}`)),
      });
    });
  });

  it('rejects a database of a different program', async () => {
    await neo4j.driver.executeQuery('MATCH (n) DETACH DELETE n');
    await neo4j.driver.executeQuery("CREATE (:Film {title: 'Theirs'})");
    await expect(openNeo4j(login(), NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/holds data of another program/),
    });
    await neo4j.driver.executeQuery('MATCH (n:Film) DELETE n');
  });

  it('reports an unknown database or a refused login in one line, without the password', async () => {
    await expect(openNeo4j({ ...login(), database: 'nowhere' }, NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/nowhere.* has no such database/),
    });
    await expect(openNeo4j({ ...login(), password: 'wrong-secret' }, NEO4J_OPTIONS)).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: oneLine(/refuses the login/),
    });
  });

  it('rejects reads after it was closed', async () => {
    const store = await openNeo4j(login(), NEO4J_OPTIONS);
    await store.close();
    await expect(store.ping()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(store.write(async () => 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });
});

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

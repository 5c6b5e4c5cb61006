import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EphemeralNeo4j,
  serverStatus,
  startEphemeralNeo4j,
  stopServer,
} from '#ascribe/neo4j-server/index.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { type CliResult, runCli, startCli } from '../cli/run-cli.js';
import { countEvidenceByArticle, importedArticleIds } from '../ingest/count-evidence.js';
import { buildCitation, buildClaim, buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { isNeo4jUnavailable } from '../neo4j-server/run-neo4j-command.js';
import { article, entity } from '../store-contract/article-builder.js';
import { type ServiceOnNeo4j, serveNeo4j } from './service-on-neo4j.js';
import { NEO4J_OPTIONS, NEO4J_TIMEOUT_MS } from './test-neo4j.js';

/** An article that no import of these tests changes. */
const STORED_ARTICLE = article('kept', {
  entities: [entity('northland'), entity('north-front', 'ARMED_GROUP')],
  says: [{ subjectId: 'northland', objectId: 'north-front' }],
});
const QUESTION = `{
  article(id: "article:kept") { title source { name } }
  claims(statuses: [REPORTED], where: { subjectIds: ["northland"] }) { nodes { predicate citations { nodes { quote } } } }
}`;

/** Enough articles for several batches of an import, each in one transaction. */
/** Several transactions of an import. */
const ARTICLES = 320;
const QUOTES = ['accused Arland', 'Arland denies'];
const WHOLE = '2 claims, 4 citations';

// The tests stop and restart the server, so they use a separate one even if NEO4J_URI is set. Each test leaves the server running for
// the next, because a start takes about ten seconds.
describe.skipIf(await isNeo4jUnavailable())('a failing Neo4j server', () => {
  const saved = { ...process.env };
  let neo4j: EphemeralNeo4j;
  let service: ServiceOnNeo4j;
  let expectedAnswer: string;

  beforeAll(async () => {
    neo4j = await startEphemeralNeo4j();
    process.env.NEO4J_PASSWORD = neo4j.password;
    const store = await openNeo4j(neo4j, NEO4J_OPTIONS);
    await store.write((writer) => writer.put([STORED_ARTICLE]));
    await store.close();
    service = await serveNeo4j({ NEO4J_URI: neo4j.uri });
    expectedAnswer = (await service.ask(QUESTION)).text;
    expect(JSON.parse(expectedAnswer)).toMatchObject({
      data: { claims: { nodes: [{ predicate: 'FUNDS' }] } },
    });
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    process.env = saved;
    await service?.stop();
    await neo4j?.stop();
  });

  it('reports a wrong login or database in one line, without the password', async () => {
    const folder = writeTempFolder({ 'a.json': buildDocument() });
    const wrong = { NEO4J_URI: neo4j.uri, NEO4J_PASSWORD: 'wrong-secret' };
    expect(await runCli(['import', 'a.json'], { cwd: folder, env: wrong })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^ascribe: STORE_UNUSABLE (?!.*wrong-secret).*refuses the login[^\n]*\n$/,
      ),
    });
    const nowhere = { NEO4J_URI: neo4j.uri, NEO4J_DATABASE: 'nowhere' };
    expect(await runCli(['serve', '--port', '0'], { cwd: folder, env: nowhere })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^ascribe: STORE_UNUSABLE .*no such database[^\n]*\n$/),
    });
  });

  it('makes the service not ready while it hangs, and ready again afterwards', async () => {
    const { pid } = (await serverStatus(neo4j.home)) ?? { pid: 0 };
    process.kill(pid, 'SIGSTOP');
    try {
      // On a busy machine, threads of a process run on for a moment after the signal.
      await service.waitForReadiness(503);
      await expectNotReady(/did not answer within 5 s/);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await service.waitForReadiness(200);
    expect((await service.ask(QUESTION)).text).toBe(expectedAnswer);
  });

  it(
    'gives correct reads or errors when stopped, keeps nothing of an open write, and makes the service not ready while its port never answers',
    async () => {
      const store = await openNeo4j(neo4j, { ...NEO4J_OPTIONS, retryTimeoutMs: 500 });
      let started = () => {};
      const writing = new Promise<void>((resolve) => {
        started = resolve;
      });
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const written = store
        .write(async (writer) => {
          await writer.put([article('lost')]);
          started();
          await held;
        })
        .catch((error: unknown) => error);
      await writing;

      await readDuringOutage(() => stopServer(neo4j.home));
      release();
      await withSilentPort(() => expectNotReady(/did not answer within 5 s/));
      expect(await written).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await restartServer();
      expect(await store.get('articles', ['article:lost'])).toEqual([null]);
      expect(await store.get('entities', ['arland', 'river-front'])).toEqual([null, null]);
      await store.close();
    },
    NEO4J_TIMEOUT_MS,
  );

  it(
    'keeps each reported article whole when killed during an import, keeps no part of others, and lets the next run import the rest',
    async () => {
      const lines = Array.from({ length: ARTICLES }, (_, index) =>
        buildDocument({
          article: { id: `courier-${index}` },
          // All articles have the same claims, so a half-stored article would show: its claims exist through the other articles.
          claims: ['FUNDS', 'ARMS'].map((predicate) =>
            buildClaim({ predicate, citations: QUOTES.map((quote) => buildCitation({ quote })) }),
          ),
        }),
      );
      const folder = writeTempFolder({ 'many.jsonl': lines });
      const env = { NEO4J_URI: neo4j.uri, NEO4J_RETRY_TIME: '1' };
      let importing: Promise<CliResult> | undefined;
      await readDuringOutage(async () => {
        await new Promise<void>((named) => {
          const watch = (printed: string) => printed.includes('imported ') && named();
          importing = startCli(['import', 'many.jsonl', '--verbose'], { cwd: folder, env, watch }).ended;
          importing.then(() => named());
        });
        await neo4j.kill();
      });
      const { code, stdout, stderr } = (await importing) as CliResult;
      expect(code).toBe(1);
      expect(stdout).toMatch(/^stopped: STORE_UNAVAILABLE Neo4j at .*$/m);
      expect(stdout + stderr).not.toContain(neo4j.password);
      await restartServer();

      const stored = await countEvidenceByArticle(neo4j.uri);
      stored.delete(STORED_ARTICLE.article.id);
      const done = importedArticleIds(stdout);
      expect(done.length).toBeGreaterThan(0);
      expect(done.length).toBeLessThan(ARTICLES);
      expect(done.filter((id) => stored.get(id) !== WHOLE)).toEqual([]);
      expect([...stored].filter(([, counts]) => counts !== WHOLE)).toEqual([]);

      expect((await runCli(['import', 'many.jsonl'], { cwd: folder, env })).code).toBe(0);
      const complete = await countEvidenceByArticle(neo4j.uri);
      complete.delete(STORED_ARTICLE.article.id);
      expect([...complete.values()]).toEqual(lines.map(() => WHOLE));
    },
    NEO4J_TIMEOUT_MS,
  );

  /** Reads from the service while the server stops and afterwards. Each answer must be correct or a STORE_UNAVAILABLE error. */
  async function readDuringOutage(end: () => Promise<unknown>): Promise<void> {
    let ending = false;
    const answers: string[] = [];
    const asking = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let last = expectedAnswer; !ending || last === expectedAnswer; ) {
          last = (await service.ask(QUESTION)).text;
          answers.push(last);
        }
      }),
    );
    // Requests are already running when the server stops.
    await Promise.race([asking, expect.poll(() => answers.length).toBeGreaterThan(12)]);
    ending = true;
    await Promise.all([end(), asking]);
    answers.push((await service.ask(QUESTION)).text);
    for (const answer of new Set(answers)) {
      if (answer === expectedAnswer) continue;
      expect(answer).not.toContain(neo4j.password);
      expect(answer).not.toMatch(/\\n|\bat .*\.js|node_modules/);
      const { errors = [] } = JSON.parse(answer) as { errors?: { extensions: { code: string } }[] };
      expect(errors).not.toEqual([]);
      for (const { extensions } of errors) expect(extensions, answer).toEqual({ code: 'STORE_UNAVAILABLE' });
    }
    expect(answers.filter((answer) => answer === expectedAnswer).length).toBeGreaterThan(6);
    await expectNotReady(/does not answer/);
    expect(service.exitCode()).toBeNull();
  }

  /** Expects the service to be not ready and to report the reason in its log, but not to clients. */
  async function expectNotReady(reason: RegExp): Promise<void> {
    const before = service.log().length;
    const { status, text } = await service.get('/ready');
    const publicReason = 'the store is unavailable; see the log of the service for the reason';
    expect([status, JSON.parse(text)]).toEqual([503, { status: 'not ready', reason: publicReason }]);
    await expect.poll(() => service.log().slice(before)).toMatch(reason);
    expect(service.log()).not.toContain(neo4j.password);
    expect((await service.get('/health')).status).toBe(200);
  }

  /** Runs work while the server's port accepts connections and never answers. */
  async function withSilentPort(work: () => Promise<void>): Promise<void> {
    const sockets = new Set<{ destroy(): void }>();
    const hole = createServer((socket) => sockets.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => hole.listen(Number(new URL(neo4j.uri).port), '127.0.0.1', resolve));
    try {
      await work();
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => hole.close(resolve));
    }
  }

  /** Restarts the server. The service must reconnect without a restart. */
  async function restartServer(): Promise<void> {
    await neo4j.restart();
    await service.waitForReadiness(200);
    expect((await service.ask(QUESTION)).text).toBe(expectedAnswer);
  }
});

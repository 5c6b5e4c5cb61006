import { copyFileSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { rowChecksum } from '#ascribe/store/sqlite/schema/row-mapping.js';
import type { VerifyReport } from '#ascribe/store/verify/report.js';
import { runCli } from '../cli/run-cli.js';
import { removeFolder } from '../remove-folder.js';
import { article, entity } from '../store-contract/article-builder.js';

const LINK = {
  subjectId: 'arland',
  predicate: 'PERPETRATED',
  objectId: 'blast',
  citations: [{ validFrom: '2031-04', assertedBy: ['arland'] }],
} as const;
const DATED = { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } } as const;
const ENTITIES = [entity('arland'), entity('blast', 'ATTACK')];

let folder: string;
const pathOf = (name: string) => join(folder, name);
const verify = (name: string, ...more: string[]) => runCli(['verify', '--store', pathOf(name), ...more]);

/** A store in which records were replaced, retracted and assessed, so that it has earlier versions of them. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-verify-'));
  const store = await openStore(pathOf('a.db'));
  const put = (...articles: Parameters<typeof article>[]) =>
    store.write((writer) => writer.put(articles.map((one) => article(...one))));
  await put(['one', { entities: ENTITIES, says: [LINK, DATED] }]);
  await put(['two', { entities: [entity('arland', 'STATE', { name: 'Arland' })], says: [] }]);
  await put(['three', { article: { derivedFrom: 'article:two' }, entities: ENTITIES, says: [LINK] }]);
  const { items } = await store.list('claims', { statuses: ['REPORTED'] }, { first: 9, after: null });
  await store.write((writer) =>
    writer.assess({
      ...{ claimId: items[0]?.id as string, analyst: 'anna', status: 'ALLEGED' },
      ...{ confidence: 30, rationale: 'seen' },
    }),
  );
  await store.write((writer) =>
    writer.retract({ articleId: 'article:two', reason: 'wrong', analyst: 'anna', includeDerived: true }),
  );
  await store.close();
});
afterEach(() => removeFolder(folder));

function edit(sql: string, ...parameters: unknown[]): void {
  const database = new Database(pathOf('a.db'));
  database.exec('PRAGMA foreign_keys = OFF');
  database.prepare(sql).run(parameters);
  database.close();
}

describe('ascribe verify', () => {
  it('finds nothing wrong with a store that has a history, and changes nothing', async () => {
    const before = readFileSync(pathOf('a.db'));
    const { code, stdout, stderr } = await verify('a.db');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^\S+a\.db is intact: 1 state, 2 entity, .* claim_version, .* claims derived again\n$/,
    );
    expect(readFileSync(pathOf('a.db')).equals(before)).toBe(true);
  });

  it('reports a store that does not exist, and a file of another program', async () => {
    expect(await verify('none.db')).toMatchObject({ code: 1, stdout: '' });
    writeFileSync(pathOf('text.db'), 'some text '.repeat(100));
    const { code, stderr } = await verify('text.db');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^ascribe: STORE_UNUSABLE [^\n]+\n$/)]);
  });

  it('prints its findings as JSON with --json', async () => {
    edit("UPDATE entity SET name = 'Borland' WHERE id = 'arland'");
    const { code, stdout } = await verify('a.db', '--json');
    const report = JSON.parse(stdout) as VerifyReport;
    expect([code, report.findingCount]).toEqual([1, report.findings.length]);
    expect(report.findings).toContainEqual({
      where: 'entity arland',
      problem: 'the record arland is damaged (its checksum is wrong)',
      remedy: 'restore',
    });
  });

  const DAMAGES: Readonly<Record<string, readonly [sql: string, line: RegExp, advice: string]>> = {
    'a row that refers to a missing one': [
      "DELETE FROM entity WHERE id = 'blast'",
      /^the table claim: a row refers to a missing row$/m,
      'restore a backup',
    ],
    'a column that contradicts its record': [
      "UPDATE article SET live = 1 WHERE id = 'article:two'",
      /^article article:two: its column live contradicts its record$/m,
      'restore a backup',
    ],
    'a damaged earlier version': [
      "UPDATE claim_version SET status_rank = 0 WHERE subject_id = 'arland'",
      /^claim_version claim:\w+: the record claim:\w+ is damaged \(its checksum is wrong\)$/m,
      'restore a backup',
    ],
    'a missing search text': [
      "DELETE FROM text WHERE record_id = 'arland'",
      /^entity arland: its rows in the table text are not what follows from it$/m,
      'export all statuses',
    ],
    'a changed period of a claim': [
      'UPDATE claim_period SET status_rank = 0',
      /^claim claim:\w+: its rows in the table claim_period are not what follows from it$/m,
      'export all statuses',
    ],
    'a missing entity that an article declares': [
      "DELETE FROM declared_entity WHERE entity_id = 'blast'",
      /^the table article: a row declares an entity that is missing in declared_entity$/m,
      'restore a backup',
    ],
    'a changed entity that an article declares': [
      "UPDATE declared_entity SET record = replace(record, 'blast', 'blase') WHERE entity_id = 'blast'",
      /^declared_entity blast: the record blast is damaged \(its checksum is wrong\)$/m,
      'restore a backup',
    ],
    'an entity under the number of another': [
      "UPDATE declared_entity SET row = row + 1000 WHERE entity_id = 'blast'",
      /^declared_entity blast: the record blast is damaged \(its checksum is wrong\)$/m,
      'restore a backup',
    ],
    'an earlier version of an article under the number of another': [
      'UPDATE article_version SET key = key + 1',
      /^article_version article:\w+: its column key is not that of the article$/m,
      'restore a backup',
    ],
    'a changed count of claims': [
      "UPDATE claim_count SET n = n + 1 WHERE facet = 'SOURCE'",
      /^the table claim_count: its counts are not those of the claims$/m,
      'export all statuses',
    ],
    'a changed time of the last write': [
      "UPDATE state SET last_write_at = '2031-04-12T08:00:00.000Z'",
      /the state of the store, with the time of its last write, is damaged/,
      'restore a backup',
    ],
    'a changed table': [
      'ALTER TABLE entity ADD COLUMN more TEXT',
      /^the schema: the definition of entity is not that of this version$/m,
      'restore a backup',
    ],
  };
  for (const [name, [sql, line, advice]] of Object.entries(DAMAGES))
    it(`finds ${name}, and says what to do`, async () => {
      edit(sql);
      const { code, stdout, stderr } = await verify('a.db');
      expect(stdout).toMatch(line);
      expect(stderr).toMatch(/^ascribe: STORE_UNUSABLE [^\n]+\n$/);
      expect(stderr).toContain(advice);
      expect(code).toBe(1);
    });

  it('finds a status that does not follow from the evidence, though its checksum is right', async () => {
    const database = new Database(pathOf('a.db'));
    const [row] = database.prepare('SELECT * FROM claim WHERE assessment_id IS NULL').all([]) as Record<
      string,
      unknown
    >[];
    database.close();
    const changed = { ...row, status_rank: 0, derived_status_rank: 0 };
    edit(
      'UPDATE claim SET status_rank = 0, derived_status_rank = 0, checksum = ? WHERE id = ?',
      rowChecksum('claim', changed),
      Buffer.from(row?.id as ArrayBuffer),
    );
    const { stdout, stderr } = await verify('a.db');
    expect(stdout).toMatch(
      /^claim:\w+: its status is "CONFIRMED"; its evidence and the policy give "REPORTED"$/m,
    );
    expect(stderr).toContain('export all statuses');
  });

  it('finds damage in a write-ahead log, and the store refuses to open and lose what follows', async () => {
    const store = await openStore(pathOf('a.db'));
    for (const name of ['four', 'five', 'six']) await store.write((writer) => writer.put([article(name)]));
    for (const suffix of ['', '-wal']) copyFileSync(pathOf(`a.db${suffix}`), pathOf(`b.db${suffix}`));
    await store.close();
    const log = readFileSync(pathOf('b.db-wal'));
    log[5000] = (log[5000] as number) ^ 0x40;
    writeFileSync(pathOf('b.db-wal'), log);
    const { code, stdout } = await verify('b.db');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/write-ahead log .* is damaged/)]);
    await expect(openStore(pathOf('b.db'))).rejects.toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringMatching(/from byte 32 on would be lost/),
    });
    expect(readFileSync(pathOf('b.db-wal')).equals(log)).toBe(true);
  });

  it('says how to drop a last transaction that was torn, which opens the store as it was before it', async () => {
    const store = await openStore(pathOf('a.db'));
    for (const name of ['four', 'five']) await store.write((writer) => writer.put([article(name)]));
    const whole = statSync(pathOf('a.db-wal')).size;
    await store.write((writer) => writer.put([article('six')]));
    for (const suffix of ['', '-wal']) copyFileSync(pathOf(`a.db${suffix}`), pathOf(`b.db${suffix}`));
    await store.close();
    const log = readFileSync(pathOf('b.db-wal'));
    log[whole + 100] = (log[whole + 100] as number) ^ 0x40;
    writeFileSync(pathOf('b.db-wal'), log);
    const { message } = await openStore(pathOf('b.db')).then(
      () => ({ message: 'opened' }),
      (error: Error) => error,
    );
    const [, bytes, path] = /run "truncate -s (\d+) (\S+)"/.exec(message) ?? [];
    expect([bytes, path], message).toEqual([String(whole), pathOf('b.db-wal')]);
    truncateSync(path as string, Number(bytes));
    expect((await verify('b.db')).code).toBe(0);
    const opened = await openStore(pathOf('b.db'));
    const ids = (await opened.list('articles', {}, { first: 99, after: null })).items.map(({ id }) => id);
    await opened.close();
    expect([ids.includes('article:five'), ids.includes('article:six')]).toEqual([true, false]);
  });
});

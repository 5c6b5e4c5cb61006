import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { builtSchema } from '../api/service.js';
import { removeFolder } from '../remove-folder.js';
import {
  changedSince,
  type HistoryService,
  type NowAndThen,
  startHistoryService,
} from './history-service.js';

const require = createRequire(import.meta.url);
// Loaded by Node: vite would load a second copy of graphql, which does not know the types of this schema.
const { printSchema } = require('graphql') as typeof import('graphql');
const { createOperationDescriptor, Environment, fetchQuery, Network, RecordSource, Store } =
  require('relay-runtime') as typeof import('relay-runtime');
type ConcreteRequest = import('relay-runtime').ConcreteRequest;

let history: HistoryService;
let folder: string;
beforeAll(async () => {
  history = await startHistoryService();
  folder = mkdtempSync(join(tmpdir(), 'ascribe-relay-'));
});
afterAll(async () => {
  await history.service.close();
  removeFolder(folder);
});

/** Runs relay-compiler on a file of documents; returns its output. Throws if it refuses a document. */
function compile(): string {
  for (const name of ['source', 'artifacts']) mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(new URL('relay/Claims.js', import.meta.url), join(folder, 'source', 'Claims.js'));
  writeFileSync(join(folder, 'schema.graphql'), printSchema(builtSchema()));
  const config = {
    src: './source',
    schema: './schema.graphql',
    artifactDirectory: './artifacts',
    language: 'javascript',
    eagerEsModules: false,
  };
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
  return execFileSync(process.execPath, [require.resolve('relay-compiler/cli.js'), 'relay.config.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
}

const artifact = (name: string): ConcreteRequest => require(join(folder, 'artifacts', `${name}.graphql.js`));

let warnings: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warnings = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => warnings.mockRestore());

function createEnvironment() {
  return new Environment({
    network: Network.create(async ({ text }, variables) => {
      const { data, errors } = await history.service.ask(text ?? '', variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return { data };
    }),
    store: new Store(new RecordSource()),
  });
}

it('relay-compiler compiles @refetchable fragments on every type of record', () => {
  compile();
  expect(
    readdirSync(join(folder, 'artifacts'))
      .filter((name) => name.includes('Refetch'))
      .sort(),
  ).toEqual(
    ['Article', 'Citation', 'Entity', 'Row', 'Source'].map((type) => `Claims${type}RefetchQuery.graphql.js`),
  );
});

it('Relay reads two moments and two windows of one query back from its store, and refetches a record in its scope', async () => {
  compile();
  const environment = createEnvironment();
  const request = artifact('ClaimsQuery');
  const variables = {
    statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED', 'DENIED', 'RETRACTED'],
    subjectIds: ['arland', 'iran'],
    earlier: history.earlier,
  };
  const operation = createOperationDescriptor(request, variables);
  // Kept, or the store would drop the records.
  environment.retain(operation);
  const answer = await history.service.data(request.params.text ?? '', variables);
  const changed = changedSince(answer as NowAndThen);
  expect(changed.length).toBeGreaterThan(1);
  await fetchQuery(environment, request, variables).toPromise();
  const read = () => environment.lookup(operation.fragment).data;
  expect(answer).toMatchObject(withoutFragments(read()) as object);

  const before = JSON.stringify(read());
  const rows = [...answer.past.nodes, ...answer.early.nodes, ...answer.late.nodes];
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows) {
    const refetch = artifact('ClaimsRowRefetchQuery');
    const { node } = await history.service.data(refetch.params.text ?? '', { id: row.id });
    const { id, status, confidence, explanation, subject } = row;
    expect(node).toMatchObject({ id, status, confidence, explanation, subject: { name: subject.name } });
    await fetchQuery(environment, refetch, { id }).toPromise();
  }
  expect(JSON.stringify(read())).toBe(before);
  expect(warnings.mock.calls).toEqual([]);
});

/** What Relay adds to a record: references to masked fragments. */
function withoutFragments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFragments);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !['__id', '__fragments', '__fragmentOwner'].includes(name))
      .map(([name, part]) => [name, withoutFragments(part)]),
  );
}

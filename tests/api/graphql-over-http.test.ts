import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '#ascribe/app.js';
import { readConfig } from '#ascribe/config/config.js';
import { removeFolder } from '../remove-folder.js';
import { SILENT_LOG } from './service.js';

let folder: string;
let app: App;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-protocol-'));
  const config = readConfig({ port: '0', store: join(folder, 'a.db') }, {});
  app = await startApp(config, { print: () => {}, log: SILENT_LOG });
});
afterAll(async () => {
  await app.close();
  removeFolder(folder);
});

describe('GraphQL over HTTP', () => {
  for (const { id, name, fn } of serverAudits({ url: () => app.url, fetchFn: fetch }))
    it(`${id}: ${name}`, async () => {
      const result = await fn();
      expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
    });
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '#ascribe/app.js';
import { readConfig } from '#ascribe/config/config.js';
import { createLogger } from '#ascribe/observability/log.js';
import { removeFolder } from '../remove-folder.js';

export interface LoggedApp {
  readonly app: App;
  /** http://127.0.0.1:… */
  readonly url: string;
  /** The whole log. */
  logText(): string;
  /** Lines of the log that match `which`, once there are enough. */
  waitForLines(which: (line: LogLine) => boolean, count?: number): Promise<readonly LogLine[]>;
  stop(): Promise<void>;
}

export type LogLine = Readonly<Record<string, unknown>>;

/** The whole service as `ascribe serve` starts it, with access to its log. */
export async function startLoggedApp(env: Readonly<Record<string, string>> = {}): Promise<LoggedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-app-'));
  const config = readConfig({ port: '0', store: join(folder, 'a.db') }, env);
  let text = '';
  const log = createLogger(config.logLevel, {
    write: (line) => {
      text += line;
    },
  });
  const app = await startApp(config, { print: () => {}, log }).catch((error) => {
    removeFolder(folder);
    throw error;
  });
  return {
    app,
    url: new URL(app.url).origin,
    logText: () => text,
    waitForLines: async (which, count = 1) => {
      for (let tries = 0; tries < 6000; tries++) {
        const lines = text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as LogLine)
          .filter(which);
        if (lines.length >= count) return lines;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`not in the log: ${text}`);
    },
    stop: async () => {
      await app.close();
      removeFolder(folder);
    },
  };
}

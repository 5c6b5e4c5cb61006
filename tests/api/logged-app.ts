import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from '#ascribe/app.js';
import { readConfig } from '#ascribe/config/config.js';
import { createLogger } from '#ascribe/observability/log.js';

export interface LoggedApp {
  readonly app: App;
  /** Of the service: http://127.0.0.1:… */
  readonly url: string;
  /** All that went to the log. */
  logText(): string;
  /** The lines of the log, once there are so many that `which` takes. */
  waitForLines(which: (line: LogLine) => boolean, count?: number): Promise<readonly LogLine[]>;
  stop(): Promise<void>;
}

export type LogLine = Readonly<Record<string, unknown>>;

/** The whole service as `ascribe serve` puts it together, with its log in hand. */
export async function startLoggedApp(env: Readonly<Record<string, string>> = {}): Promise<LoggedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-app-'));
  const config = readConfig({ port: '0', store: join(folder, 'a.db') }, env);
  let text = '';
  const log = createLogger(config.logLevel, {
    write: (line) => {
      text += line;
    },
  });
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const app = await startApp(config, { print: () => {}, log }).catch((error) => {
    removeFolder();
    throw error;
  });
  return {
    app,
    url: new URL(app.url).origin,
    logText: () => text,
    waitForLines: async (which, count = 1) => {
      for (let tries = 0; tries < 200; tries++) {
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
      removeFolder();
    },
  };
}

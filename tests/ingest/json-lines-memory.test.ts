import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDocument, writeTempFolder } from './document-builder.js';

const LINES = 50_000;

const PROGRAM = `
  import { importPaths } from '#ascribe/ingest/run/import-run.js';
  let peak = 0;
  const watch = () => { peak = Math.max(peak, process.memoryUsage.rss()); };
  const { articles, problemCount } = await importPaths(null, [process.argv[1]], { onProgress: watch });
  console.log(JSON.stringify({ ...articles, problemCount, megabytes: Math.round(peak / 1e6) }));`;

describe('a check of JSON Lines', () => {
  it('needs less than 250 MB for 50,000 articles', () => {
    const folder = writeTempFolder({ 'many.jsonl': '' });
    const file = join(folder, 'many.jsonl');
    for (let from = 0; from < LINES; from += 1000) {
      const lines = Array.from({ length: 1000 }, (_, index) =>
        buildDocument({ article: { id: `courier-${from + index}` } }),
      );
      appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }
    // A small heap, so that the measurement does not include garbage.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=64', '--input-type=module', '--eval', PROGRAM, file],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const result = JSON.parse(stdout) as { checked: number; problemCount: number; megabytes: number };
    expect(result).toMatchObject({ checked: LINES, problemCount: 0 });
    expect(result.megabytes).toBeLessThan(250);
  });
});

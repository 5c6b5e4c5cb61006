import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBlocks } from '../docs/page-blocks.js';
import { createReader, type Reader, serveArguments } from '../docs/reader.js';
import { serveCli } from './serve-cli.js';

const blocks = readBlocks('docs/tutorial-annotator.md');
const [init, remove, document, check, warnings, correction, importing, serve, query, answer] = blocks.map(
  ({ text }) => text,
);
const FILE = 'annotations/articles/orra-herald-2032-05-03-depot.yaml';

describe('docs/tutorial-annotator.md', () => {
  const reader: Reader = createReader();
  afterAll(() => reader.close());

  it('goes from the text to the answer that it prints', async () => {
    expect(blocks.map(({ language }) => language)).toEqual([
      'sh',
      'sh',
      'yaml',
      'sh',
      'text',
      'yaml',
      'sh',
      'sh',
      'graphql',
      'json',
    ]);
    expect(await reader.run(init ?? '')).toMatchObject({ code: 0 });
    expect(await reader.run(remove ?? '')).toMatchObject({ code: 0 });
    reader.save(blocks.filter(({ text }) => text === document));

    const first = await reader.run(check ?? '');
    expect(first.output.split('\n').filter((line) => line.includes(': warning '))).toEqual(
      (warnings ?? '').trimEnd().split('\n'),
    );
    expect(first.code).toBe(0);

    const path = join(reader.folder, FILE);
    const draft = readFileSync(path, 'utf8');
    writeFileSync(path, `${draft.slice(0, draft.lastIndexOf('  - subject: veld'))}${correction}`);
    const imported = await reader.run(importing ?? '');
    expect(imported.output).toContain('lint: no warnings\n');
    expect(imported.output).toContain('1 created');

    const service = await serveCli(serveArguments(serve ?? ''), { cwd: reader.folder });
    try {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect(await response.json()).toEqual({ data: JSON.parse(answer ?? '') });
    } finally {
      await service.stop();
    }
  });

  it('shows the text that the document has', () => {
    const page = readFileSync('docs/tutorial-annotator.md', 'utf8');
    const words = (text: string) =>
      text
        .split(/\s+/)
        .filter((word) => word !== '')
        .join(' ');
    const shown = [...page.matchAll(/^> (.*)$/gm)].map(([, line]) => line).join(' ');
    const [, text = ''] = /^ {2}text: \|\n((?: {4}.*\n)+)/m.exec(document ?? '') ?? [];
    expect(words(shown)).toBe(words(text));
  });
});

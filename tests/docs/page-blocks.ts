import { readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** Line of the opening fence. */
  readonly line: number;
  /** The heading above it; empty before the first one. */
  readonly section: string;
  /** The line above the block. */
  readonly before: string;
}

/** The fenced blocks of a Markdown page, in order. */
export function readBlocks(page: string): readonly Block[] {
  const lines = readFileSync(page, 'utf8').split('\n');
  const blocks: Block[] = [];
  let section = '';
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    section = /^#+ (.*)$/.exec(line)?.[1] ?? section;
    const [, indentation, language] = /^( *)```(\w+)$/.exec(line) ?? [];
    if (indentation === undefined || language === undefined) continue;
    const end = lines.indexOf(`${indentation}\`\`\``, at);
    if (end === -1) throw new Error(`${page}:${at + 1}: a block has no end`);
    const text = lines.slice(at + 1, end).map((one) => `${one.slice(indentation.length)}\n`);
    const before = lines.slice(0, at).findLast((one) => one.trim() !== '') ?? '';
    blocks.push({ page, language, text: text.join(''), line: at + 1, section, before });
    at = end;
  }
  return blocks;
}

/**
 * What a reader saves: a file with the name in the first line of a block, which is a comment, and the whole block; JSON without that line, as it
 * has no comments. Null without a name.
 */
export function fileOf({ text }: Block): { readonly name: string; readonly content: string } | null {
  const [first = '', ...rest] = text.split('\n');
  const name = /^(?:\/\/|#|<!--) ([\w./-]+\.\w+)(?: -->)?$/.exec(first)?.[1];
  return name === undefined ? null : { name, content: name.endsWith('.json') ? rest.join('\n') : text };
}

import { readFileSync } from 'node:fs';

/** Reads docs/neo4j.md for the tests. */
const page = readFileSync(new URL('../../docs/neo4j.md', import.meta.url), 'utf8');

type TableRow = readonly string[];

export interface DocumentedQuery {
  readonly title: string;
  readonly explanation: string;
  readonly cypher: string;
  /** The header and rows as printed; `null` if the page says that there are no rows. */
  readonly result: { readonly head: TableRow; readonly rows: readonly TableRow[] } | null;
}

/** The query about a year and its result. */
export function queryForYear(): Pick<DocumentedQuery, 'cypher' | 'result'> {
  const section = readSection('The status in a year');
  const [, cypher = ''] = /```cypher\n([\s\S]*?)```/.exec(section) ?? [];
  const [[head = [], ...rows] = []] = parseTables(section);
  return { cypher, result: { head, rows } };
}

/** The text under a heading, up to the next heading. */
export function readSection(heading: string): string {
  const [, rest] = page.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (rest === undefined) throw new Error(`docs/neo4j.md has no heading "${heading}"`);
  return rest.split(/^#+ /m)[0] ?? '';
}

/** The tables of a section as rows of cells without backticks, the header first. */
export function parseTables(text: string): TableRow[][] {
  const blocks = text.match(/(?:^\|.*\n)+/gm) ?? [];
  return blocks.map((block) =>
    block
      .trim()
      .split('\n')
      .filter((_, index) => index !== 1)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', '')),
      ),
  );
}

/** The first column of the table whose first header cell is this word. */
export function firstColumn(heading: string, name: string): string[] {
  const table = parseTables(readSection(heading)).find(([head]) => head?.[0] === name);
  if (table === undefined) throw new Error(`docs/neo4j.md has no table of "${name}" under "${heading}"`);
  return table.slice(1).map(([first = '']) => first);
}

export function documentedQueries(): DocumentedQuery[] {
  const [, text = ''] = page.split(/^## Ten questions$/m);
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [, title = '', explanation = '', cypher = '', printed = ''] =
        /^\d+\. (.*)\n([\s\S]*?)```cypher\n([\s\S]*?)```\n([\s\S]*)$/.exec(part) ?? [];
      const [table] = parseTables(printed);
      if (table === undefined && !printed.trim().startsWith('No rows.'))
        throw new Error(`docs/neo4j.md prints no answer to "${title}"`);
      const [head = [], ...rows] = table ?? [];
      return { title, explanation, cypher, result: table === undefined ? null : { head, rows } };
    });
}

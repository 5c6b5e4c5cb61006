import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { FILTERS } from './filters.js';
import { RowError } from './row-error.js';

/** The cells that a template reads: a column, or `item`. */
export type ReadCell = (column: string) => string;

/** A compiled template. */
export interface Template {
  readonly columns: readonly string[];
  /** Null if a column is empty. Throws RowError. */
  readonly render: (read: ReadCell) => string | null;
}

interface Reference {
  readonly column: string;
  readonly filters: readonly { readonly name: string; readonly argument: string }[];
}

/** Compiles `text {column|filter:argument} text`; `{{` and `}}` stand for braces. Throws an Error that says what is wrong. */
export function compileTemplate(source: string | number): Template {
  const parts: (string | Reference)[] = [];
  for (const [whole, brace, inside, plain = ''] of String(source).matchAll(
    /(\{\{|\}\})|\{([^{}]*)\}|([^{}]+)|[{}]/g,
  )) {
    if (brace !== undefined) parts.push(brace.charAt(0));
    else if (inside !== undefined) parts.push(parseReference(inside));
    else if (plain !== '') parts.push(plain);
    else throw new Error(`expected {column}; write ${whole}${whole} for the character ${whole}`);
  }
  const columns = [...new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.column])))];
  return {
    columns,
    render: (read) => {
      let text = '';
      for (const part of parts) {
        const piece = typeof part === 'string' ? part : renderReference(part, read);
        if (piece === null) return null;
        text += piece;
      }
      return text.trim() === '' ? null : text.trim();
    },
  };
}

function parseReference(inside: string): Reference {
  const [column = '', ...rest] = inside.split('|');
  if (column.trim() === '') throw new Error('expected the name of a column between { and }');
  const filters = rest.map((filter) => {
    const [, name = '', argument = ''] = /^\s*([^:]*?)\s*(?::(.*))?$/s.exec(filter) ?? [];
    if (!Object.hasOwn(FILTERS, name))
      throw new Error(
        `unknown filter "${name.slice(0, 40)}"${didYouMean(suggestWords(name, Object.keys(FILTERS)))}; expected ${Object.keys(FILTERS).join(', ')}`,
      );
    return { name, argument };
  });
  return { column: column.trim(), filters };
}

function renderReference({ column, filters }: Reference, read: ReadCell): string | null {
  let text = read(column);
  for (const { name, argument } of filters) {
    if (text === '' && name !== 'or') continue;
    // The filter that says what an empty cell stands for decides, even if that is nothing.
    if (name === 'or' && text === '') return argument;
    try {
      text = (FILTERS[name] as (typeof FILTERS)[string]).apply(text, argument);
    } catch (error) {
      throw new RowError(`${(error as Error).message}, found ${JSON.stringify(text.slice(0, 60))}`, [column]);
    }
  }
  return text === '' ? null : text;
}

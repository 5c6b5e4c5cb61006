import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import type { DocumentPath } from '../../documents/document-path.js';
import { formatPath } from '../../documents/document-path.js';
import { matchesGlob } from './glob.js';
import type { MappingCondition, MappingValue } from './mapping-schema.js';
import { RowError } from './row-error.js';
import { compileTemplate, type ReadCell, type Template } from './template.js';

/** What evaluating a row notes besides the result. */
export interface RowNotes {
  /** A text that no entry of a map or rule takes. */
  readonly unmatched: (path: string, text: string) => void;
}

/** A compiled value of a mapping. */
export interface Value {
  readonly columns: readonly string[];
  /** Whether a table of the mapping decides what it is, so that it may be absent for cells that are not empty. */
  readonly isLookup: boolean;
  /** Null if it is absent. Throws RowError. */
  readonly read: (read: ReadCell, notes: RowNotes) => string | null;
}

export interface Condition {
  readonly columns: readonly string[];
  readonly matches: (read: ReadCell) => boolean;
}

/** Compiles the parts of a mapping, and collects the mistakes of templates. */
export interface Compiler {
  readonly mistakes: readonly Diagnostic<AtPath>[];
  /** Every column that something reads. */
  readonly columns: ReadonlySet<string>;
  value(source: MappingValue, path: DocumentPath): Value;
  optional(source: MappingValue | undefined, path: DocumentPath): Value | null;
  /** Both conditions together: `when` matches, and `unless` does not. */
  conditions(
    source: { readonly when?: MappingCondition | undefined; readonly unless?: MappingCondition | undefined },
    path: DocumentPath,
  ): Condition;
  /** Says that a column is read. */
  uses(column: string): void;
  mistake(path: DocumentPath, message: string): void;
}

export function createCompiler(): Compiler {
  const mistakes: Diagnostic<AtPath>[] = [];
  const columns = new Set<string>();
  const mistake = (path: DocumentPath, message: string): void => {
    mistakes.push(pathDiagnostic('INVALID_DOCUMENT', path, message));
  };
  const template = (source: string | number, path: DocumentPath): Template => {
    try {
      const made = compileTemplate(source);
      for (const column of made.columns) columns.add(column);
      return made;
    } catch (error) {
      mistake(path, (error as Error).message);
      return { columns: [], render: () => null };
    }
  };
  const conditions: Compiler['conditions'] = ({ when, unless }, path) => {
    const [positive, negative] = [compileCondition(when), compileCondition(unless)];
    const read = [...positive.columns, ...negative.columns];
    for (const column of read) columns.add(column);
    if (when !== undefined && Object.keys(when).length === 0) mistake([...path, 'when'], 'expected a column');
    if (unless !== undefined && Object.keys(unless).length === 0)
      mistake([...path, 'unless'], 'expected a column');
    return {
      columns: read,
      matches: (cell) => positive.matches(cell) && (unless === undefined || !negative.matches(cell)),
    };
  };
  const value: Compiler['value'] = (source, path) =>
    typeof source === 'object'
      ? compileLookup(source, path, { template, conditions, mistake })
      : toValue(template(source, path));
  return {
    mistakes,
    columns,
    value,
    optional: (source, path) => (source === undefined ? null : value(source, path)),
    conditions,
    uses: (column) => columns.add(column),
    mistake,
  };
}

const toValue = ({ columns, render }: Template): Value => ({
  columns,
  isLookup: false,
  read: (cell) => render(cell),
});

function compileCondition(source: MappingCondition = {}): Condition {
  const tests = Object.entries(source).map(([column, patterns]) => ({
    column,
    patterns: (Array.isArray(patterns) ? patterns : [patterns]).map(String),
  }));
  return {
    columns: tests.map(({ column }) => column),
    matches: (read) =>
      tests.every(({ column, patterns }) => {
        const text = read(column);
        return patterns.some((pattern) => matchesGlob(pattern, text));
      }),
  };
}

type Lookup = Extract<MappingValue, object>;

interface Parts extends Pick<Compiler, 'conditions' | 'mistake'> {
  readonly template: (source: string | number, path: DocumentPath) => Template;
}

function compileLookup(source: Lookup, path: DocumentPath, { template, conditions, mistake }: Parts): Value {
  const { from, map, atLeast, choose } = source;
  if ([map, atLeast, choose].filter((given) => given !== undefined).length !== 1)
    mistake(path, 'expected one of map, atLeast and choose');
  if ((from === undefined) !== (choose !== undefined))
    mistake(path, choose === undefined ? '"from" is missing; expected a template' : 'choose needs no "from"');
  const input = template(from ?? '', [...path, 'from']);
  const otherwise = source.else === undefined ? null : template(source.else, [...path, 'else']);
  const results = Object.entries(map ?? atLeast ?? {}).map(
    ([key, result]) =>
      [key, template(result, [...path, map === undefined ? 'atLeast' : 'map', key])] as const,
  );
  const byText = new Map(results.map(([key, result]) => [key.trim().toLowerCase(), result]));
  const byNumber = results
    .map(([key, result]) => ({ key: Number(key), result }))
    .sort((a, b) => b.key - a.key);
  const rules = (choose ?? []).map((rule, index) => ({
    condition: conditions(rule, [...path, 'choose', index]),
    result: template(rule.then, [...path, 'choose', index, 'then']),
  }));
  const find = (read: ReadCell, text: string | null): Template | undefined => {
    if (choose !== undefined) return rules.find(({ condition }) => condition.matches(read))?.result;
    if (text === null) return undefined;
    if (map !== undefined) return byText.get(text.toLowerCase());
    const number = Number(text.replace('%', ''));
    if (Number.isNaN(number))
      throw new RowError(`expected a number, found ${JSON.stringify(text.slice(0, 60))}`, input.columns);
    return byNumber.find(({ key }) => number >= key)?.result;
  };
  return {
    isLookup: true,
    columns: [
      ...input.columns,
      ...rules.flatMap(({ condition, result }) => [...condition.columns, ...result.columns]),
      ...results.flatMap(([, result]) => result.columns),
      ...(otherwise?.columns ?? []),
    ],
    read: (read, notes) => {
      const text = input.render(read);
      const found = find(read, text) ?? otherwise;
      if (found !== null) return found.render(read);
      if (text !== null) notes.unmatched(formatPath(path), text);
      return null;
    },
  };
}

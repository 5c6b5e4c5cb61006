import type { z } from 'zod';
import { closest, didYouMean } from './did-you-mean.js';
import { type Finding, finding, found, type Path, pathText } from './finding.js';
import { LIMITS } from './limits.js';
import { keysAt } from './zod-paths.js';

type Issue = z.core.$ZodIssue;

/** The schema that a document should keep, and what that makes of the whole, in words: `a map with the keys …`. */
export interface Form {
  readonly schema: z.core.$ZodType;
  readonly whole: string;
}

/** What breaks the schema, in words for who wrote the document. */
export function mistakes(issues: readonly Issue[], document: unknown, form: Form): Finding[] {
  const told = issues.flatMap((issue) => tell(issue, issue.path as Path, document, form));
  // A misspelt key is told once: not again as the key that is missing.
  const meant = new Set(told.flatMap(({ suggests }) => suggests ?? []));
  return told
    .filter((one) => !one.missing || !meant.has(pathText(one.finding.path)))
    .map((one) => one.finding);
}

interface Told {
  readonly finding: Finding;
  readonly missing?: true;
  readonly suggests?: string;
}

function tell(issue: Issue, path: Path, document: unknown, form: Form): Told[] {
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    document,
  );
  const invalid = (message: string): Told[] => [{ finding: finding('INVALID_DOCUMENT', path, message) }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, form));
    case 'invalid_value':
      if (value === undefined) return [missing(path, oneOf(issue.values))];
      return invalid(`expected ${oneOf(issue.values)}, found ${found(value)}${nearest(value, issue.values)}`);
    case 'invalid_type':
      if (value === undefined) return [missing(path, typeName(issue.expected, path, form))];
      return invalid(
        `expected ${typeName(issue.expected, path, form)}, found ${found(value)}${inQuotes(issue.expected, value)}`,
      );
    case 'too_big':
      return tooBig(issue, path, value);
    case 'too_small':
      return invalid(tooSmall(issue, value));
    case 'invalid_format':
      if (issue.format !== 'regex') return invalid(`${issue.message}, found ${found(value)}`);
      return invalid(`${issue.message}, found ${found(value)}`);
    case 'invalid_union':
      return union(issue, path, document, value, form);
    case 'invalid_key':
      return issue.issues.flatMap((inner) =>
        invalid(
          `${inner.code === 'too_big' ? `a key longer than ${LIMITS.id}` : inner.message}, found ${found(path.at(-1))}`,
        ),
      );
    case 'custom':
      return invalid(
        issue.message.includes(' is not ') ? issue.message : `${issue.message}, found ${found(value)}`,
      );
    default:
      return invalid(issue.message);
  }
}

function unknownKey(key: string, path: Path, { schema }: Form): Told {
  const known = keysAt(schema, path);
  const near = closest(key, known);
  const hint = near.length > 0 ? didYouMean(near) : known.length > 0 ? `; expected ${known.join(', ')}` : '';
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return {
    finding: {
      code: 'INVALID_DOCUMENT',
      path: [...path, key],
      at: 'key',
      message: `unknown key "${shown}"${hint}`,
    },
    ...(near[0] === undefined ? {} : { suggests: pathText([...path, near[0]]) }),
  };
}

function missing(path: Path, expected: string): Told {
  return {
    finding: finding(
      'INVALID_DOCUMENT',
      path,
      `"${path.at(-1) ?? 'document'}" is missing; expected ${expected}`,
    ),
    missing: true,
  };
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>, path: Path, value: unknown): Told[] {
  if (issue.origin === 'string' || issue.origin === 'array') {
    const unit = issue.origin === 'string' ? 'characters' : 'items';
    const message = `${(value as { length: number }).length} ${unit}; at most ${issue.maximum}`;
    return [{ finding: finding('LIMIT_EXCEEDED', path, message) }];
  }
  return [
    {
      finding: finding('INVALID_DOCUMENT', path, `expected at most ${issue.maximum}, found ${found(value)}`),
    },
  ];
}

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>, value: unknown): string {
  if (issue.origin === 'array') return 'expected at least one item, found an empty list';
  if (issue.origin === 'string') return 'expected text, found ""';
  return `expected at least ${issue.minimum}, found ${found(value)}`;
}

/** The branch that comes closest: the one that breaks inside and not at its top. */
function union(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  document: unknown,
  value: unknown,
  form: Form,
): Told[] {
  if (value === undefined) return [missing(path, 'a value')];
  const branch = issue.errors.find(
    (errors) =>
      errors.length > 0 && !errors.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  if (branch !== undefined)
    return branch.flatMap((inner) => tell(inner, [...path, ...(inner.path as Path)], document, form));
  const expected =
    path.at(-1) === 'value'
      ? 'a number, a range {min, max}, a date or a name'
      : isDate(path)
        ? 'an EDTF date'
        : 'a text or a list of texts';
  return [{ finding: finding('INVALID_DOCUMENT', path, `expected ${expected}, found ${found(value)}`) }];
}

const DATES = new Set<unknown>(['publishedAt', 'validFrom', 'validTo']);
const isDate = (path: Path): boolean => DATES.has(path.at(-1));

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};
const typeName = (type: string, path: Path, { whole }: Form): string =>
  path.length === 0 ? whole : (TYPES[type] ?? type);

/** YAML reads 1984 as a number and true as a truth value. */
const inQuotes = (expected: string, value: unknown): string =>
  expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? '; put it in quotes'
    : '';

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1
    ? String(values[0])
    : values.length > 12
      ? 'a predicate of the ontology'
      : `one of ${values.join(', ')}`;
const nearest = (value: unknown, values: readonly unknown[]): string =>
  typeof value === 'string' ? didYouMean(closest(value, values.map(String))) : '';

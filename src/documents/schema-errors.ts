import type { z } from 'zod';
import { didYouMean, suggestWords } from './did-you-mean.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import {
  type DocumentPath,
  describeValue,
  formatPath,
  type PathDiagnostic,
  pathDiagnostic,
} from './path-diagnostic.js';
import { allowedKeysAt } from './zod-paths.js';

type Issue = z.core.$ZodIssue;

/** The schema that a document should keep, and what that makes of the whole, in words: `a map with the keys …`. */
export interface DescribedSchema {
  readonly schema: z.core.$ZodType;
  readonly whole: string;
}

/** What breaks the schema, in words for who wrote the document. */
export function describeSchemaErrors(
  issues: readonly Issue[],
  document: unknown,
  form: DescribedSchema,
): PathDiagnostic[] {
  const told = issues.flatMap((issue) => describeIssue(issue, issue.path as DocumentPath, document, form));
  // A misspelt key is told once: not again as the key that is missing.
  const meant = new Set(told.flatMap(({ suggests }) => suggests ?? []));
  return told
    .filter((one) => !one.missing || !meant.has(formatPath(one.diagnostic.path)))
    .map((one) => one.diagnostic);
}

interface IssueDiagnostic {
  readonly diagnostic: PathDiagnostic;
  readonly missing?: true;
  readonly suggests?: string;
}

function describeIssue(
  issue: Issue,
  path: DocumentPath,
  document: unknown,
  form: DescribedSchema,
): IssueDiagnostic[] {
  const value = path.reduce<unknown>(
    (at, step) => (at as Record<string | number, unknown> | undefined)?.[step],
    document,
  );
  const invalid = (message: string): IssueDiagnostic[] => [
    { diagnostic: pathDiagnostic('INVALID_DOCUMENT', path, message) },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => describeUnknownKey(key, path, form));
    case 'invalid_value':
      if (value === undefined) return [describeMissingKey(path, listAllowedValues(issue.values))];
      return invalid(
        `expected ${listAllowedValues(issue.values)}, found ${describeValue(value)}${suggestValues(value, issue.values)}`,
      );
    case 'invalid_type':
      if (value === undefined) return [describeMissingKey(path, typeName(issue.expected, path, form))];
      return invalid(
        `expected ${typeName(issue.expected, path, form)}, found ${describeValue(value)}${quoteHint(issue.expected, value)}`,
      );
    case 'too_big':
      return describeTooBig(issue, path, value);
    case 'too_small':
      return invalid(describeTooSmall(issue, value));
    case 'invalid_format':
      if (issue.format !== 'regex') return invalid(`${issue.message}, found ${describeValue(value)}`);
      return invalid(`${issue.message}, found ${describeValue(value)}`);
    case 'invalid_union':
      return describeUnionIssue(issue, path, document, value, form);
    case 'invalid_key':
      return issue.issues.flatMap((inner) =>
        invalid(
          `${inner.code === 'too_big' ? `a key longer than ${DOCUMENT_LIMITS.id}` : inner.message}, found ${describeValue(path.at(-1))}`,
        ),
      );
    case 'custom':
      return invalid(
        issue.message.includes(' is not ')
          ? issue.message
          : `${issue.message}, found ${describeValue(value)}`,
      );
    default:
      return invalid(issue.message);
  }
}

function describeUnknownKey(key: string, path: DocumentPath, { schema }: DescribedSchema): IssueDiagnostic {
  const known = allowedKeysAt(schema, path);
  const near = suggestWords(key, known);
  const hint = near.length > 0 ? didYouMean(near) : known.length > 0 ? `; expected ${known.join(', ')}` : '';
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return {
    diagnostic: {
      code: 'INVALID_DOCUMENT',
      path: [...path, key],
      target: 'key',
      message: `unknown key "${shown}"${hint}`,
    },
    ...(near[0] === undefined ? {} : { suggests: formatPath([...path, near[0]]) }),
  };
}

function describeMissingKey(path: DocumentPath, expected: string): IssueDiagnostic {
  return {
    diagnostic: pathDiagnostic(
      'INVALID_DOCUMENT',
      path,
      `"${path.at(-1) ?? 'document'}" is missing; expected ${expected}`,
    ),
    missing: true,
  };
}

function describeTooBig(
  issue: Extract<Issue, { code: 'too_big' }>,
  path: DocumentPath,
  value: unknown,
): IssueDiagnostic[] {
  if (issue.origin === 'string' || issue.origin === 'array') {
    const unit = issue.origin === 'string' ? 'characters' : 'items';
    const message = `${(value as { length: number }).length} ${unit}; at most ${issue.maximum}`;
    return [{ diagnostic: pathDiagnostic('LIMIT_EXCEEDED', path, message) }];
  }
  return [
    {
      diagnostic: pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `expected at most ${issue.maximum}, found ${describeValue(value)}`,
      ),
    },
  ];
}

function describeTooSmall(issue: Extract<Issue, { code: 'too_small' }>, value: unknown): string {
  if (issue.origin === 'array') return 'expected at least one item, found an empty list';
  if (issue.origin === 'string') return 'expected text, found ""';
  return `expected at least ${issue.minimum}, found ${describeValue(value)}`;
}

/** The branch that comes closest: the one that breaks inside and not at its top. */
function describeUnionIssue(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: DocumentPath,
  document: unknown,
  value: unknown,
  form: DescribedSchema,
): IssueDiagnostic[] {
  if (value === undefined) return [describeMissingKey(path, 'a value')];
  const branch = issue.errors.find(
    (errors) =>
      errors.length > 0 && !errors.some((one) => one.code === 'invalid_type' && one.path.length === 0),
  );
  if (branch !== undefined)
    return branch.flatMap((inner) =>
      describeIssue(inner, [...path, ...(inner.path as DocumentPath)], document, form),
    );
  const expected =
    path.at(-1) === 'value'
      ? 'a number, a range {min, max}, a date or a name'
      : isDateKey(path)
        ? 'an EDTF date'
        : 'a text or a list of texts';
  return [
    {
      diagnostic: pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `expected ${expected}, found ${describeValue(value)}`,
      ),
    },
  ];
}

const DATE_KEYS = new Set<unknown>(['publishedAt', 'validFrom', 'validTo']);
const isDateKey = (path: DocumentPath): boolean => DATE_KEYS.has(path.at(-1));

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};
const typeName = (type: string, path: DocumentPath, { whole }: DescribedSchema): string =>
  path.length === 0 ? whole : (TYPE_NAMES[type] ?? type);

/** YAML reads 1984 as a number and true as a truth value. */
const quoteHint = (expected: string, value: unknown): string =>
  expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? '; put it in quotes'
    : '';

const listAllowedValues = (values: readonly unknown[]): string =>
  values.length === 1
    ? String(values[0])
    : values.length > 12
      ? 'a predicate of the ontology'
      : `one of ${values.join(', ')}`;
const suggestValues = (value: unknown, values: readonly unknown[]): string =>
  typeof value === 'string' ? didYouMean(suggestWords(value, values.map(String))) : '';

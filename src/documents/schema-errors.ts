import type { z } from 'zod';
import { countCharacters } from './count-characters.js';
import { type AtPath, type Diagnostic, pathDiagnostic } from './diagnostic.js';
import { didYouMean, suggestWords } from './did-you-mean.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { type DocumentPath, describeValue, formatPath, truncate } from './document-path.js';
import { allowedKeysAt } from './zod-paths.js';

type Issue = z.core.$ZodIssue;
type IssueOf<Code extends Issue['code']> = Extract<Issue, { code: Code }>;

/** A schema, with the words that messages use for it. */
export interface DescribedSchema {
  readonly schema: z.core.$ZodType;
  /** The whole document: `a map with the keys …`. */
  readonly description: string;
  /** The values of certain keys, for those whose type is a union or a long enum. */
  readonly expected?: Readonly<Record<string, string>>;
  /** For certain keys and each of their values other words for it, in lower case and separated by commas: they suggest the value. */
  readonly otherWords?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Describes each mistake that zod found, for the author of the document. */
export function describeSchemaErrors(
  issues: readonly Issue[],
  document: unknown,
  described: DescribedSchema,
): Diagnostic<AtPath>[] {
  // The length of a value of the wrong type says nothing.
  const mistyped = new Set(issues.filter(isTypeError).map(({ path }) => formatPath(path as DocumentPath)));
  const relevant = issues.filter(
    (issue) => isTypeError(issue) || !mistyped.has(formatPath(issue.path as DocumentPath)),
  );
  const found = relevant.flatMap((issue) =>
    describeIssue(issue, issue.path as DocumentPath, document, described),
  );
  // A misspelt key is reported once, not again as a missing key.
  const suggested = new Set(found.flatMap(({ suggestedPath }) => suggestedPath ?? []));
  return found
    .filter(({ missing, diagnostic }) => !missing || !suggested.has(formatPath(diagnostic.path)))
    .map(({ diagnostic }) => diagnostic);
}

interface IssueDiagnostic {
  readonly diagnostic: Diagnostic<AtPath>;
  readonly missing?: true;
  /** The key that was probably meant. */
  readonly suggestedPath?: string;
}

function describeIssue(
  issue: Issue,
  path: DocumentPath,
  document: unknown,
  described: DescribedSchema,
): IssueDiagnostic[] {
  const value = path.reduce<unknown>(
    (parent, step) => (parent as Record<string | number, unknown> | undefined)?.[step],
    document,
  );
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => describeUnknownKey(key, path, described));
    case 'invalid_value':
      return describeUnexpected(
        path,
        value,
        listAllowedValues(issue.values, path, described),
        suggestValues(value, issue.values, described.otherWords?.[String(path.at(-1))]),
      );
    case 'invalid_type':
      return describeUnexpected(
        path,
        value,
        path.length === 0 ? described.description : typeName(issue.expected),
        typeHint([issue.expected], value),
      );
    case 'too_big':
      return [describeTooBig(issue, path, value)];
    case 'too_small':
      return [invalid(path, describeTooSmall(issue, value))];
    case 'invalid_format':
      return [invalid(path, `${issue.message}, found ${describeValue(value)}`)];
    case 'invalid_union':
      return describeUnionIssue(issue, path, document, value, described);
    case 'invalid_key':
      return issue.issues.map((inner) => invalid(path, describeInvalidKey(inner, path)));
    case 'custom':
      return [invalid(path, describeCustom(issue, value))];
    default:
      return [invalid(path, issue.message)];
  }
}

const invalid = (path: DocumentPath, message: string): IssueDiagnostic => ({
  diagnostic: pathDiagnostic('INVALID_DOCUMENT', path, message),
});

function describeUnexpected(
  path: DocumentPath,
  value: unknown,
  expected: string,
  hint: string,
): IssueDiagnostic[] {
  if (value === undefined) return [describeMissingKey(path, expected)];
  return [invalid(path, `expected ${expected}, found ${describeValue(value)}${hint}`)];
}

function describeUnknownKey(key: string, path: DocumentPath, { schema }: DescribedSchema): IssueDiagnostic {
  const allowed = allowedKeysAt(schema, path);
  const [similar] = suggestWords(key, allowed);
  const hint =
    similar !== undefined
      ? didYouMean([similar])
      : allowed.length > 0
        ? `; expected ${allowed.join(', ')}`
        : '';
  return {
    diagnostic: {
      code: 'INVALID_DOCUMENT',
      message: `unknown key "${truncate(key)}"${hint}`,
      path: [...path, key],
      target: 'key',
    },
    ...(similar !== undefined && { suggestedPath: formatPath([...path, similar]) }),
  };
}

function describeMissingKey(path: DocumentPath, expected: string): IssueDiagnostic {
  return {
    ...invalid(path, `"${path.at(-1) ?? 'document'}" is missing; expected ${expected}`),
    missing: true,
  };
}

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'items', map: 'keys' };

function describeTooBig(issue: IssueOf<'too_big'>, path: DocumentPath, value: unknown): IssueDiagnostic {
  const unit = UNITS[issue.origin];
  if (unit === undefined)
    return invalid(path, `expected at most ${issue.maximum}, found ${describeValue(value)}`);
  const size =
    typeof value === 'string' ? countCharacters(value) : Object.keys((value ?? {}) as object).length;
  const message = `expected at most ${issue.maximum} ${unit}, found ${size}`;
  return { diagnostic: pathDiagnostic('LIMIT_EXCEEDED', path, message) };
}

function describeTooSmall(issue: IssueOf<'too_small'>, value: unknown): string {
  if (issue.origin === 'array') return 'expected at least one item, found an empty list';
  if (issue.origin === 'string') return 'expected text, found ""';
  return `expected at least ${issue.minimum}, found ${describeValue(value)}`;
}

function describeCustom({ message, params }: IssueOf<'custom'>, value: unknown): string {
  return params?.includesFound ? message : `${message}, found ${describeValue(value)}`;
}

function describeInvalidKey(issue: Issue, path: DocumentPath): string {
  const expected =
    issue.code === 'too_big' ? `expected a key of at most ${DOCUMENT_LIMITS.id} characters` : issue.message;
  return `${expected}, found ${describeValue(path.at(-1))}`;
}

/** Reports the mistakes of the option that was probably meant: the one whose type matches. */
function describeUnionIssue(
  issue: IssueOf<'invalid_union'>,
  path: DocumentPath,
  document: unknown,
  value: unknown,
  described: DescribedSchema,
): IssueDiagnostic[] {
  if (value === undefined) return [describeMissingKey(path, 'a value')];
  const matching = issue.errors.find(
    (errors) => errors.length > 0 && !errors.some((inner) => isTypeError(inner) && inner.path.length === 0),
  );
  if (matching !== undefined)
    return matching.flatMap((inner) =>
      describeIssue(inner, [...path, ...(inner.path as DocumentPath)], document, described),
    );
  const types = issue.errors.flat().filter(isTypeError);
  const expected =
    expectedValue(path, described) ?? types.map((inner) => typeName(inner.expected)).join(' or ');
  const hint = typeHint(
    types.map((inner) => inner.expected),
    value,
  );
  return [invalid(path, `expected ${expected}, found ${describeValue(value)}${hint}`)];
}

const isTypeError = (issue: Issue): issue is IssueOf<'invalid_type'> => issue.code === 'invalid_type';

const expectedValue = (path: DocumentPath, { expected }: DescribedSchema): string | undefined =>
  expected?.[String(path.at(-1))];

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};
const typeName = (type: string): string => TYPE_NAMES[type] ?? type;

/** How to write a value of the expected types: YAML reads 1984 as a number, true as a boolean, and Null or ~ as nothing. */
function typeHint(expected: readonly string[], value: unknown): string {
  if (expected.includes('string')) {
    if (typeof value === 'number' || typeof value === 'boolean') return '; put it in quotes';
    if (value === null) return '; put it in quotes if it is the text, or omit the key';
  }
  if (expected.includes('array') && (typeof value === 'string' || typeof value === 'number'))
    return `; write it as a list: [${describeValue(value)}]`;
  return '';
}

function listAllowedValues(
  values: readonly unknown[],
  path: DocumentPath,
  described: DescribedSchema,
): string {
  if (values.length === 1) return String(values[0]);
  return expectedValue(path, described) ?? `one of ${values.join(', ')}`;
}

function suggestValues(
  value: unknown,
  values: readonly unknown[],
  otherWords: Readonly<Record<string, string>> = {},
): string {
  if (typeof value !== 'string') return '';
  const word = value
    .trim()
    .toLowerCase()
    .replaceAll(/[-_\s]+/g, ' ');
  const meant = Object.keys(otherWords).filter((key) =>
    [word, word.replace(/s$/, '')].some((form) => otherWords[key]?.split(', ').includes(form)),
  );
  return didYouMean(meant.length > 0 ? meant : suggestWords(value, values.map(String)));
}

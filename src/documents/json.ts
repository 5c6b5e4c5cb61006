import { AscribeError } from '../domain/errors.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import type { DocumentPath, OffsetDiagnostic, ParsedDocument } from './path-diagnostic.js';
import { checkKey, checkText } from './text-rules.js';

type ValueVisitor = (path: DocumentPath, keyOffset: number, valueOffset: number) => void;

/** All but quotes, backslashes and control characters. */
const PLAIN_CHARACTERS = /[ !#-[\]-\u{10ffff}]*/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /[A-Za-z_$][\w$]*/y;
const WHITESPACE = /[ \t\n\r]*/y;
const LITERAL_VALUES = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class JsonParseError extends AscribeError {
  readonly offset: number;
  constructor(code: 'INVALID_DOCUMENT' | 'LIMIT_EXCEEDED', message: string, offset: number) {
    super(code, message);
    this.offset = offset;
  }
}

/**
 * Reads strict JSON. Not JSON.parse: that lets the last of two equal keys win in silence, and nests without a bound.
 * `visit` learns where each value stands.
 */
export function parseJson(text: string, visit?: ValueVisitor): ParsedDocument {
  const syntaxErrors: OffsetDiagnostic[] = [];
  try {
    return { value: scanJson(text, syntaxErrors, visit), syntaxErrors };
  } catch (error) {
    if (!(error instanceof JsonParseError)) throw error;
    return {
      value: undefined,
      syntaxErrors: [...syntaxErrors, { code: error.code, message: error.message, offset: error.offset }],
    };
  }
}

function scanJson(text: string, faults: OffsetDiagnostic[], visit: ValueVisitor | undefined): unknown {
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0] ?? '';
    at += match.length;
    return match;
  };
  const here = (): string =>
    at >= text.length ? 'the end' : JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const stop = (expected: string): JsonParseError =>
    new JsonParseError('INVALID_DOCUMENT', `not JSON: expected ${expected}, found ${here()}`, at);

  const string = (): string => {
    const start = at++;
    let plain = true;
    for (;;) {
      take(PLAIN_CHARACTERS);
      const next = text[at];
      if (next === '"') break;
      if (next !== '\\')
        throw stop(next === undefined ? 'a closing "' : 'control characters to be escaped, or a closing "');
      plain = false;
      at += 2;
    }
    at++;
    if (plain) return text.slice(start + 1, at - 1);
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      at = start;
      throw new JsonParseError('INVALID_DOCUMENT', 'not JSON: a string holds an escape that is none', start);
    }
  };

  const list = (path: DocumentPath, depth: number): unknown[] => {
    const items: unknown[] = [];
    at++;
    take(WHITESPACE);
    if (text[at] === ']') {
      at++;
      return items;
    }
    for (;;) {
      take(WHITESPACE);
      items.push(value(visit ? [...path, items.length] : path, at, depth));
      take(WHITESPACE);
      const next = text[at];
      if (next !== ',' && next !== ']') throw stop('a comma or ]');
      at++;
      if (next === ']') return items;
    }
  };

  const map = (path: DocumentPath, depth: number): Record<string, unknown> => {
    const entries: Record<string, unknown> = {};
    at++;
    take(WHITESPACE);
    if (text[at] === '}') {
      at++;
      return entries;
    }
    for (;;) {
      take(WHITESPACE);
      const keyAt = at;
      if (text[at] !== '"') throw stop('a key in double quotes');
      const key = string();
      take(WHITESPACE);
      if (text[at] !== ':') throw stop('a colon after the key');
      at++;
      take(WHITESPACE);
      const bad = checkKey(key, entries);
      if (bad !== null) faults.push({ ...bad, offset: keyAt });
      const held = value(visit ? [...path, key] : path, keyAt, depth);
      if (bad === null) entries[key] = held;
      take(WHITESPACE);
      const next = text[at];
      if (next !== ',' && next !== '}') throw stop('a comma or }');
      at++;
      if (next === '}') return entries;
    }
  };

  const value = (path: DocumentPath, keyAt: number, depth: number): unknown => {
    visit?.(path, keyAt, at);
    const start = text[at];
    if (start === '{' || start === '[') {
      if (depth >= DOCUMENT_LIMITS.nestingDepth)
        throw new JsonParseError(
          'LIMIT_EXCEEDED',
          `nested more than ${DOCUMENT_LIMITS.nestingDepth} deep`,
          at,
        );
      return start === '{' ? map(path, depth + 1) : list(path, depth + 1);
    }
    if (start === '"') {
      const offset = at;
      const read = string();
      const bad = checkText(read);
      if (bad !== null) faults.push({ ...bad, offset });
      return read;
    }
    const number = take(NUMBER);
    if (number !== '') return Number(number);
    const begin = at;
    const word = take(LITERAL);
    if (LITERAL_VALUES.has(word)) return LITERAL_VALUES.get(word);
    at = begin;
    throw stop('a value');
  };

  take(WHITESPACE);
  const read = value([], 0, 0);
  take(WHITESPACE);
  if (at < text.length) throw stop('nothing more');
  return read;
}

import { AscribeError } from '../domain/errors.js';
import type { Fault, Path, Reading } from './finding.js';
import { LIMITS } from './limits.js';
import { badKey, badText } from './text-rules.js';

type Visit = (path: Path, keyOffset: number, valueOffset: number) => void;

/** All but quotes, backslashes and control characters. */
const PLAIN = /[ !#-[\]-\u{10ffff}]*/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Stop extends AscribeError {
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
export function readJson(text: string, visit?: Visit): Reading {
  const faults: Fault[] = [];
  try {
    return { value: scan(text, faults, visit), faults };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return {
      value: undefined,
      faults: [...faults, { code: error.code, message: error.message, offset: error.offset }],
    };
  }
}

function scan(text: string, faults: Fault[], visit: Visit | undefined): unknown {
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0] ?? '';
    at += match.length;
    return match;
  };
  const here = (): string =>
    at >= text.length ? 'the end' : JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const stop = (expected: string): Stop =>
    new Stop('INVALID_DOCUMENT', `not JSON: expected ${expected}, found ${here()}`, at);

  const string = (): string => {
    const start = at++;
    let plain = true;
    for (;;) {
      take(PLAIN);
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
      throw new Stop('INVALID_DOCUMENT', 'not JSON: a string holds an escape that is none', start);
    }
  };

  const list = (path: Path, depth: number): unknown[] => {
    const items: unknown[] = [];
    at++;
    take(SPACE);
    if (text[at] === ']') {
      at++;
      return items;
    }
    for (;;) {
      take(SPACE);
      items.push(value(visit ? [...path, items.length] : path, at, depth));
      take(SPACE);
      const next = text[at];
      if (next !== ',' && next !== ']') throw stop('a comma or ]');
      at++;
      if (next === ']') return items;
    }
  };

  const map = (path: Path, depth: number): Record<string, unknown> => {
    const entries: Record<string, unknown> = {};
    at++;
    take(SPACE);
    if (text[at] === '}') {
      at++;
      return entries;
    }
    for (;;) {
      take(SPACE);
      const keyAt = at;
      if (text[at] !== '"') throw stop('a key in double quotes');
      const key = string();
      take(SPACE);
      if (text[at] !== ':') throw stop('a colon after the key');
      at++;
      take(SPACE);
      const bad = badKey(key, entries);
      if (bad !== null) faults.push({ ...bad, offset: keyAt });
      const held = value(visit ? [...path, key] : path, keyAt, depth);
      if (bad === null) entries[key] = held;
      take(SPACE);
      const next = text[at];
      if (next !== ',' && next !== '}') throw stop('a comma or }');
      at++;
      if (next === '}') return entries;
    }
  };

  const value = (path: Path, keyAt: number, depth: number): unknown => {
    visit?.(path, keyAt, at);
    const start = text[at];
    if (start === '{' || start === '[') {
      if (depth >= LIMITS.nesting)
        throw new Stop('LIMIT_EXCEEDED', `nested more than ${LIMITS.nesting} deep`, at);
      return start === '{' ? map(path, depth + 1) : list(path, depth + 1);
    }
    if (start === '"') {
      const offset = at;
      const read = string();
      const bad = badText(read);
      if (bad !== null) faults.push({ ...bad, offset });
      return read;
    }
    const number = take(NUMBER);
    if (number !== '') return Number(number);
    const begin = at;
    const word = take(WORD);
    if (WORDS.has(word)) return WORDS.get(word);
    at = begin;
    throw stop('a value');
  };

  take(SPACE);
  const read = value([], 0, 0);
  take(SPACE);
  if (at < text.length) throw stop('nothing more');
  return read;
}

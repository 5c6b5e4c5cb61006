import { AscribeError } from '../domain/errors.js';
import type { AtOffset, Diagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import type { DocumentPath } from './document-path.js';
import type { ParsedDocument } from './parsed-document.js';
import { checkKey, checkText } from './text-rules.js';

type ValueVisitor = (path: DocumentPath, keyOffset: number, valueOffset: number) => void;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const LITERAL = /^[A-Za-z_$][\w$]*/;
/** A repeat in a regular expression overflows the stack after some million characters, so numbers and words have a limit. */
const MAX_TOKEN_LENGTH = 1_000;
const WHITESPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
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
 * Reads strict JSON. `JSON.parse` cannot be used: it accepts duplicate keys and nests without a limit.
 * Calls `visit` with the offset of each value and its key.
 */
export function parseJson(text: string, visit?: ValueVisitor): ParsedDocument {
  const scanner = new JsonScanner(text, visit);
  try {
    return { value: scanner.readDocument(), syntaxErrors: scanner.syntaxErrors };
  } catch (error) {
    if (!(error instanceof JsonParseError)) throw error;
    const { code, message, offset } = error;
    return { value: undefined, syntaxErrors: [...scanner.syntaxErrors, { code, message, offset }] };
  }
}

/** A recursive-descent parser. Collects mistakes that it can read past; throws JsonParseError on others. */
class JsonScanner {
  readonly syntaxErrors: Diagnostic<AtOffset>[] = [];
  readonly #text: string;
  readonly #visit: ValueVisitor | undefined;
  #offset = 0;

  constructor(text: string, visit: ValueVisitor | undefined) {
    this.#text = text;
    this.#visit = visit;
  }

  readDocument(): unknown {
    this.#skipWhitespace();
    const value = this.#readValue([], 0, 0);
    this.#skipWhitespace();
    if (this.#offset < this.#text.length) throw this.#unexpected('nothing more');
    return value;
  }

  #readValue(path: DocumentPath, keyOffset: number, depth: number): unknown {
    const offset = this.#offset;
    this.#visit?.(path, keyOffset, offset);
    const first = this.#text[offset];
    if (first === '{' || first === '[') {
      if (depth >= DOCUMENT_LIMITS.nestingDepth)
        throw new JsonParseError(
          'LIMIT_EXCEEDED',
          `nested more than ${DOCUMENT_LIMITS.nestingDepth} levels deep`,
          offset,
        );
      return first === '{' ? this.#readObject(path, depth + 1) : this.#readArray(path, depth + 1);
    }
    if (first === '"') {
      const text = this.#readString();
      const error = checkText(text);
      if (error !== null) this.syntaxErrors.push({ ...error, offset });
      return text;
    }
    const number = this.#take(NUMBER);
    if (number !== '') return Number(number);
    const word = this.#take(LITERAL);
    if (LITERAL_VALUES.has(word)) return LITERAL_VALUES.get(word);
    this.#offset = offset;
    throw this.#unexpected('a value');
  }

  #readArray(path: DocumentPath, depth: number): unknown[] {
    const items: unknown[] = [];
    if (this.#takeEmpty(']')) return items;
    do {
      this.#skipWhitespace();
      items.push(this.#readValue(this.#visit ? [...path, items.length] : path, this.#offset, depth));
    } while (this.#takeSeparator(']'));
    return items;
  }

  #readObject(path: DocumentPath, depth: number): Record<string, unknown> {
    const entries: Record<string, unknown> = {};
    if (this.#takeEmpty('}')) return entries;
    do {
      this.#skipWhitespace();
      const keyOffset = this.#offset;
      if (this.#text[keyOffset] !== '"') throw this.#unexpected('a key in double quotes');
      const key = this.#readString();
      this.#skipWhitespace();
      if (this.#text[this.#offset] !== ':') throw this.#unexpected('a colon after the key');
      this.#offset++;
      this.#skipWhitespace();
      const error = checkKey(key, entries);
      if (error !== null) this.syntaxErrors.push({ ...error, offset: keyOffset });
      const value = this.#readValue(this.#visit ? [...path, key] : path, keyOffset, depth);
      if (error === null) entries[key] = value;
    } while (this.#takeSeparator('}'));
    return entries;
  }

  #readString(): string {
    const start = this.#offset++;
    let hasEscapes = false;
    for (;;) {
      this.#skipPlainCharacters();
      const next = this.#text[this.#offset];
      if (next === '"') break;
      if (next !== '\\')
        throw this.#unexpected(
          next === undefined ? 'a closing "' : 'control characters to be escaped, or a closing "',
        );
      hasEscapes = true;
      this.#offset += 2;
    }
    this.#offset++;
    if (!hasEscapes) return this.#text.slice(start + 1, this.#offset - 1);
    try {
      return JSON.parse(this.#text.slice(start, this.#offset)) as string;
    } catch {
      this.#offset = start;
      throw new JsonParseError('INVALID_DOCUMENT', 'not JSON: a string contains an invalid escape', start);
    }
  }

  /** Reads the opening bracket, and the closing one if nothing is between them. */
  #takeEmpty(close: ']' | '}'): boolean {
    this.#offset++;
    this.#skipWhitespace();
    if (this.#text[this.#offset] !== close) return false;
    this.#offset++;
    return true;
  }

  /** Reads a comma (true) or the closing bracket (false). */
  #takeSeparator(close: ']' | '}'): boolean {
    this.#skipWhitespace();
    const next = this.#text[this.#offset];
    if (next !== ',' && next !== close) throw this.#unexpected(`a comma or ${close}`);
    this.#offset++;
    return next === ',';
  }

  #take(pattern: RegExp): string {
    const match = pattern.exec(this.#text.slice(this.#offset, this.#offset + MAX_TOKEN_LENGTH))?.[0] ?? '';
    if (match.length === MAX_TOKEN_LENGTH)
      throw new JsonParseError(
        'INVALID_DOCUMENT',
        `not JSON: a number or word of ${MAX_TOKEN_LENGTH} characters or more`,
        this.#offset,
      );
    this.#offset += match.length;
    return match;
  }

  #skipWhitespace(): void {
    while (WHITESPACE.has(this.#text.charCodeAt(this.#offset))) this.#offset++;
  }

  /** Stops at a quote, a backslash, a control character or the end. */
  #skipPlainCharacters(): void {
    for (; this.#offset < this.#text.length; this.#offset++) {
      const code = this.#text.charCodeAt(this.#offset);
      if (code < 0x20 || code === 0x22 || code === 0x5c) return;
    }
  }

  #unexpected(expected: string): JsonParseError {
    const found =
      this.#offset >= this.#text.length
        ? 'the end'
        : JSON.stringify(String.fromCodePoint(this.#text.codePointAt(this.#offset) ?? 0));
    return new JsonParseError(
      'INVALID_DOCUMENT',
      `not JSON: expected ${expected}, found ${found}`,
      this.#offset,
    );
  }
}

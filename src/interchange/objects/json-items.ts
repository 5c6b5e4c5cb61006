import { closeSync, openSync, readSync } from 'node:fs';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { parseDocument } from '../../documents/parse.js';
import { describeFileError } from '../../documents/read-file.js';
import { locateSyntaxErrors } from '../../documents/source-map.js';

const CHUNK_BYTES = 256 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

export type JsonPart =
  /** An object, the line on which it begins, and its length in characters. */
  | { readonly item: JsonObject; readonly line: number; readonly length: number }
  /** What holds the list of items, without it; after its items. */
  | { readonly head: JsonObject }
  | { readonly problem: Diagnostic };

/**
 * Reads the objects of a file of JSON: those in a list under one of the keys `lists` of an outer map, those of a list, or one object after
 * the other (JSON Lines). Keeps one object in memory. An object that is not valid is a problem; a mistake that hides where the next one begins ends
 * the file.
 */
export function* readJsonItems(file: string, lists: ReadonlySet<string>): Generator<JsonPart> {
  const scanner = createScanner(file, lists);
  try {
    for (const piece of readText(file)) {
      yield* scanner.read(piece);
      if (scanner.isBroken()) return;
    }
    yield* scanner.end();
  } catch (error) {
    if (error instanceof TypeError)
      yield { problem: fileDiagnostic('INVALID_DOCUMENT', 'the file is not UTF-8; save it as UTF-8', file) };
    else if ((error as NodeJS.ErrnoException).code !== undefined)
      yield { problem: fileDiagnostic('UNREADABLE', `the file ${describeFileError(error)}`, file) };
    else throw error;
  }
}

/** Throws TypeError for bytes that are not UTF-8. */
function* readText(file: string): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for (;;) {
      const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      yield decoder.decode(chunk.subarray(0, count), { stream: count > 0 });
      if (count === 0) return;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Everything that structures JSON; the rest of a string is skipped at once. */
const STRUCTURE = /[{}[\]":\n\\]/g;

/** An item, or the map around the items. `line`: where it begins. */
function parsePart(
  text: string,
  isHead: boolean,
  { file, line }: { readonly file: string; readonly line: number },
): JsonPart {
  const { value, syntaxErrors } = parseDocument(text, 'JSON');
  const [problem] = locateSyntaxErrors(syntaxErrors, file, text, line);
  if (problem !== undefined) return { problem };
  const object = value as JsonObject;
  return isHead ? { head: object } : { item: object, line, length: text.length };
}

function createScanner(file: string, lists: ReadonlySet<string>) {
  // `base`: how many brackets are open around an item. `outer`: the text of the map before its list.
  let [depth, base, line, itemLine] = [0, 0, 1, 1];
  let [captured, outer] = ['', null as string | null];
  let [inString, string, key] = [false, '', ''];
  let [isEscaped, isBroken] = [false, false];

  const fail = (code: 'INVALID_DOCUMENT' | 'LIMIT_EXCEEDED', message: string): JsonPart => {
    isBroken = true;
    return { problem: { ...fileDiagnostic(code, message, file), line: itemLine } };
  };
  /** Ends what is captured, if it is an item or the map around the items. */
  const take = (): JsonPart => {
    const [text, isHead] = [captured, base === 0 && outer !== null];
    captured = '';
    if (isHead) outer = null;
    return parsePart(text, isHead, { file, line: itemLine });
  };

  /** One character that structures; everything before it is captured. Returns what has ended with it. */
  const step = (character: string): JsonPart | null => {
    if (character === '\n') line++;
    else if (inString) {
      if (character === '\\') isEscaped = true;
      else if (character === '"') inString = false;
    } else if (character === '"') [inString, string] = [true, ''];
    else if (character === ':') key = string;
    else if (character === '{' || character === '[') {
      const isList =
        character === '[' &&
        base === 0 &&
        (depth === 0 ? captured.trim() === '[' : depth === 1 && lists.has(key));
      depth++;
      if (isList) {
        base = depth;
        outer = depth === 1 ? null : captured;
        captured = '';
      }
    } else if (character === '}' || character === ']') {
      depth--;
      if (depth < 0) return fail('INVALID_DOCUMENT', `expected an object, found "${character}"`);
      if (character === ']' && depth === base - 1) {
        // The list of items has ended; what remains is the map around it.
        if (captured.replaceAll(/[\s,\]]/g, '') !== '')
          return fail('INVALID_DOCUMENT', 'expected a list of objects');
        base = 0;
        captured = outer === null ? '' : `${outer}]`;
      } else if (depth === base && character === '}') return take();
    }
    return null;
  };

  return {
    isBroken: () => isBroken,
    *read(piece: string): Generator<JsonPart> {
      let from = 0;
      const capture = (to: number): void => {
        const text = piece.slice(from, to);
        if (depth === base && /^[\s,\ufeff]*$/.test(captured)) captured = '';
        captured += text;
        if (inString && depth === 1 && base === 0) string += text;
        from = to;
      };
      STRUCTURE.lastIndex = 0;
      if (isEscaped && piece !== '') {
        isEscaped = false;
        STRUCTURE.lastIndex = 1;
      }
      for (let found = STRUCTURE.exec(piece); found !== null; found = STRUCTURE.exec(piece)) {
        const [character] = found;
        const at = found.index;
        capture(at);
        if (depth === base && character === '{' && !inString) {
          if (captured.replaceAll(/[\s,\ufeff]/g, '') !== '')
            yield fail('INVALID_DOCUMENT', 'expected an object');
          captured = '';
          itemLine = line;
        }
        if (isBroken) return;
        captured += character;
        from = at + 1;
        const part = step(character);
        const next = from;
        if (part !== null) yield part;
        if (isBroken) return;
        // Another reader may have used the expression meanwhile.
        STRUCTURE.lastIndex = next;
        if (isEscaped && next < piece.length) {
          isEscaped = false;
          STRUCTURE.lastIndex = next + 1;
        }
      }
      capture(piece.length);
      if (captured.length > DOCUMENT_LIMITS.bytes)
        yield fail('LIMIT_EXCEEDED', `an object is longer than ${formatMegabytes(DOCUMENT_LIMITS.bytes)}`);
    },
    *end(): Generator<JsonPart> {
      if (depth > 0 || inString) yield fail('INVALID_DOCUMENT', 'the file ends in the middle of this object');
      else if (captured.replaceAll(/[\s,\ufeff]/g, '') !== '')
        yield fail('INVALID_DOCUMENT', 'expected JSON: an object, a list of objects, or one object a line');
    },
  };
}

import type { CST } from 'yaml';
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { AtOffset, AtPath, Diagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { type DocumentPath, describeValue } from './document-path.js';
import type { ParsedDocument } from './parsed-document.js';
import { checkKey, checkText } from './text-rules.js';

const MAX_SYNTAX_ERRORS = 20;

/** A comment on the rest of a line; only so much of it is read. */
const COMMENT = /^([ \t]+)(#[^\r\n]*)/;
const MAX_COMMENT = 1000;

/** Leading zeros, signs, other bases and exponents: often text, such as the year 0984 or the number of a document. */
const UNUSUAL_NUMBER = /^[-+]?0[\dxo]|^\+|e/i;

/**
 * Reads YAML 1.2 with the core schema. Refuses what would read a text as something else without a word: aliases, anchors, tags, merges,
 * directives, and comments that cut an unquoted free text. Dates stay text.
 */
export function parseYaml(text: string, isTextKey: (key: string) => boolean = () => false): ParsedDocument {
  const { document, syntaxErrors } = composeDocument(text);
  if (document === null || syntaxErrors.length > 0) return { value: undefined, syntaxErrors };
  const reading: Reading = { text, isTextKey, diagnostics: [] };
  const value = document.contents === null ? null : toPlainValue(document.contents, null, reading);
  return { value, syntaxErrors: reading.diagnostics };
}

/** One pass over a document. `diagnostics` collects the parts of YAML that the format does not support. */
interface Reading {
  readonly text: string;
  readonly isTextKey: (key: string) => boolean;
  readonly diagnostics: Diagnostic<AtOffset>[];
}

/** Finds the offset of a key or value; for a path that does not exist, that of its nearest ancestor. */
export function createYamlSourceMap(text: string): (path: DocumentPath, target: AtPath['target']) => number {
  const root = composeDocument(text).document?.contents ?? null;
  return (path, target) => {
    let node: unknown = root;
    let offset = startOffset(root) ?? 0;
    for (const [index, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => keyText(key) === String(step));
        if (pair === undefined) break;
        const last = index === path.length - 1;
        offset =
          (last && target === 'key'
            ? startOffset(pair.key)
            : (startOffset(pair.value) ?? startOffset(pair.key))) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        if (node === undefined) break;
        offset = startOffset(node) ?? offset;
      } else break;
    }
    return offset;
  };
}

/** Like `parseDocument` of the yaml package, but stops at the nesting limit before a bomb of brackets uses up the memory. */
function composeDocument(text: string): {
  document: Document.Parsed | null;
  syntaxErrors: Diagnostic<AtOffset>[];
} {
  const parser = new Parser();
  let limitOffset: number | null = null;
  function* tokens(): Generator<CST.Token> {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      // The document and an innermost scalar take one entry of the stack each.
      if (parser.stack.length <= DOCUMENT_LIMITS.nestingDepth + 2) continue;
      limitOffset = parser.offset;
      break;
    }
    yield* parser.end();
  }
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
  });
  const syntaxErrors: Diagnostic<AtOffset>[] = [];
  let document: Document.Parsed | null = null;
  for (const composed of composer.compose(tokens(), true, text.length)) {
    if (document !== null) {
      syntaxErrors.push(
        syntaxError('a second YAML document starts here; expected one document per file', composed.range[0]),
      );
      break;
    }
    document = composed;
    const errors = composed.errors.slice(0, MAX_SYNTAX_ERRORS);
    syntaxErrors.push(...errors.map((error) => syntaxError(`not YAML: ${error.message}`, error.pos[0])));
  }
  if (limitOffset === null) return { document, syntaxErrors };
  // Errors after this offset come from cutting the text off. An error before it may be why the text looks so deep.
  const earlier = syntaxErrors.filter(({ offset }) => offset < (limitOffset ?? 0));
  const tooDeep: Diagnostic<AtOffset> = {
    code: 'LIMIT_EXCEEDED',
    message: `nested more than ${DOCUMENT_LIMITS.nestingDepth} levels deep`,
    offset: limitOffset,
  };
  return { document: null, syntaxErrors: earlier.length > 0 ? earlier : [tooDeep] };
}

/** Plain JavaScript values. `key`: the innermost key around the node. */
function toPlainValue(node: unknown, key: string | null, reading: Reading): unknown {
  if (node === null) return null;
  const { diagnostics } = reading;
  const offset = startOffset(node) ?? 0;
  if (isAlias(node)) {
    diagnostics.push({
      code: 'LIMIT_EXCEEDED',
      message:
        'YAML aliases (*) are not supported; write the value out, or put a text that begins with * in quotes',
      offset,
    });
    return null;
  }
  checkProperties(node as Node, offset, diagnostics);
  if (isMap(node)) return toPlainObject(node, key, reading);
  if (isSeq(node)) return node.items.map((item) => toPlainValue(item, key, reading));
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'string') {
    const error = checkText(value) ?? checkComment(node, key, reading);
    if (error !== null) diagnostics.push({ offset, ...error });
  }
  const source = typeof value === 'number' ? (node.source ?? '') : '';
  if (UNUSUAL_NUMBER.test(source))
    diagnostics.push(
      syntaxError(`YAML reads ${source} as the number ${value}; write ${value}, or put it in quotes`, offset),
    );
  return typeof value === 'bigint' ? Number(value) : value;
}

/** Tags and anchors, which may be the first word of a text without quotes. An anchor of a collection cuts nothing. */
function checkProperties(node: Node, offset: number, diagnostics: Diagnostic<AtOffset>[]): void {
  const { tag } = node;
  if (tag !== undefined)
    diagnostics.push(
      syntaxError(
        `YAML tags (${tag}) are not supported; remove the tag, or put a text that begins with ! in quotes`,
        offset,
      ),
    );
  if (isScalar(node) && node.anchor !== undefined)
    diagnostics.push(
      syntaxError(
        `YAML anchors (&${node.anchor}) are not supported; remove the anchor, or put a text that begins with & in quotes`,
        offset,
      ),
    );
}

/** A comment that follows an unquoted free text on its line: probably the end of the text. */
function checkComment(
  { type, range }: Scalar,
  key: string | null,
  { text, isTextKey }: Reading,
): Diagnostic<AtOffset> | null {
  if (type !== 'PLAIN' || range == null || key === null || !isTextKey(key)) return null;
  const [, end] = range;
  const [found, spaces = '', comment = ''] = COMMENT.exec(text.slice(end, end + MAX_COMMENT)) ?? [];
  if (found === undefined) return null;
  const shown = describeValue(comment.trimEnd());
  return syntaxError(
    `this text has no quotes, so YAML takes ${shown} as a comment and cuts it off; put the whole text in quotes, or the comment on a line of its own`,
    end + spaces.length,
  );
}

function toPlainObject(map: YAMLMap, outerKey: string | null, reading: Reading): Record<string, unknown> {
  const { diagnostics, isTextKey } = reading;
  const entries: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    const offset = startOffset(key) ?? startOffset(map) ?? 0;
    const name = keyText(key);
    if (name === null) diagnostics.push(syntaxError('expected a key that is plain text', offset));
    else if (name === '<<')
      diagnostics.push(syntaxError('YAML merges (<<) are not supported; write the keys out', offset));
    else {
      const error = checkKey(name, entries);
      if (key !== null) checkProperties(key as Node, offset, diagnostics);
      const textKey = outerKey !== null && isTextKey(outerKey) ? outerKey : name;
      const plain = toPlainValue(value, textKey, reading);
      if (error === null) entries[name] = plain;
      else diagnostics.push({ ...error, offset });
    }
  }
  return entries;
}

const keyText = (key: unknown): string | null => (isScalar(key) ? String(key.value) : null);
const syntaxError = (message: string, offset: number): Diagnostic<AtOffset> => ({
  code: 'INVALID_DOCUMENT',
  message,
  offset,
});
const startOffset = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

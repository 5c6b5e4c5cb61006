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
  type YAMLMap,
} from 'yaml';
import type { AtOffset, AtPath, Diagnostic } from './diagnostic.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import type { DocumentPath } from './document-path.js';
import type { ParsedDocument } from './parsed-document.js';
import { checkKey, checkText } from './text-rules.js';

const MAX_SYNTAX_ERRORS = 20;

/** Leading zeros, signs, other bases and exponents: often text, such as the year 0984 or the number of a document. */
const UNUSUAL_NUMBER = /^[-+]?0[\dxo]|^\+|e/i;

/** Reads YAML 1.2 with the core schema. Refuses aliases, tags and merges. Dates stay text. */
export function parseYaml(text: string): ParsedDocument {
  const { document, syntaxErrors } = composeDocument(text);
  if (document === null || syntaxErrors.length > 0) return { value: undefined, syntaxErrors };
  const unsupported: Diagnostic<AtOffset>[] = [];
  const value = document.contents === null ? null : toPlainValue(document.contents, unsupported);
  return { value, syntaxErrors: unsupported };
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

/** Plain JavaScript values. Adds a diagnostic for each part of YAML that the format does not support. */
function toPlainValue(node: unknown, diagnostics: Diagnostic<AtOffset>[]): unknown {
  if (node === null) return null;
  const offset = startOffset(node) ?? 0;
  if (isAlias(node)) {
    diagnostics.push({
      code: 'LIMIT_EXCEEDED',
      message: 'YAML aliases (*) are not supported; write the value out',
      offset,
    });
    return null;
  }
  const tag = (node as Node).tag;
  if (tag !== undefined)
    diagnostics.push(syntaxError(`YAML tags (${tag}) are not supported; remove the tag`, offset));
  if (isMap(node)) return toPlainObject(node, diagnostics);
  if (isSeq(node)) return node.items.map((item) => toPlainValue(item, diagnostics));
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'string') {
    const error = checkText(value);
    if (error !== null) diagnostics.push({ ...error, offset });
  }
  const source = isScalar(node) && typeof value === 'number' ? (node.source ?? '') : '';
  if (UNUSUAL_NUMBER.test(source))
    diagnostics.push(
      syntaxError(`YAML reads ${source} as the number ${value}; write ${value}, or put it in quotes`, offset),
    );
  return typeof value === 'bigint' ? Number(value) : value;
}

function toPlainObject(map: YAMLMap, diagnostics: Diagnostic<AtOffset>[]): Record<string, unknown> {
  const entries: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    const offset = startOffset(key) ?? startOffset(map) ?? 0;
    const name = keyText(key);
    if (name === null) diagnostics.push(syntaxError('expected a key that is plain text', offset));
    else if (name === '<<')
      diagnostics.push(syntaxError('YAML merges (<<) are not supported; write the keys out', offset));
    else {
      const error = checkKey(name, entries);
      const plain = toPlainValue(value, diagnostics);
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

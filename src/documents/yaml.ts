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
import { DOCUMENT_LIMITS } from './document-limits.js';
import type { DocumentPath, OffsetDiagnostic, ParsedDocument } from './path-diagnostic.js';
import { checkKey, checkText } from './text-rules.js';

const MAX_SYNTAX_ERRORS = 20;

/** Reads YAML 1.2, core schema, without aliases, tags and merges. Dates stay text. */
export function parseYaml(text: string): ParsedDocument {
  const { document, faults: syntaxErrors } = composeDocument(text);
  if (document === null || syntaxErrors.length > 0) return { value: undefined, syntaxErrors };
  const found: OffsetDiagnostic[] = [];
  const value = document.contents === null ? null : toPlainValue(document.contents, found);
  return { value, syntaxErrors: found };
}

/** Where what stands under a path begins, and its key; the nearest above it where there is no such path. */
export function createYamlSourceMap(text: string): (path: DocumentPath, at: 'key' | 'value') => number {
  const root = composeDocument(text).document?.contents ?? null;
  return (path, at) => {
    let node: unknown = root;
    let offset = startOffset(root) ?? 0;
    for (const [index, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((one) => keyText(one.key) === String(step));
        if (pair === undefined) break;
        const last = index === path.length - 1;
        offset =
          (last && at === 'key'
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

/** As `parseDocument` of the yaml package, but watches the depth while it reads: a bomb of brackets or dashes never unfolds. */
function composeDocument(text: string): { document: Document.Parsed | null; faults: OffsetDiagnostic[] } {
  const parser = new Parser();
  let deepAt: number | null = null;
  function* tokens(): Generator<CST.Token> {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      // The document itself and a scalar at the bottom take a place each.
      if (parser.stack.length <= DOCUMENT_LIMITS.nestingDepth + 2) continue;
      deepAt = parser.offset;
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
  const faults: OffsetDiagnostic[] = [];
  let document: Document.Parsed | null = null;
  for (const one of composer.compose(tokens(), true, text.length)) {
    if (document !== null) {
      faults.push(syntaxError('a second document starts here; one a file', one.range[0]));
      break;
    }
    document = one;
    const errors = one.errors.slice(0, MAX_SYNTAX_ERRORS);
    faults.push(...errors.map((error) => syntaxError(`not YAML: ${error.message}`, error.pos[0])));
  }
  if (deepAt === null) return { document, faults };
  // What was cut off there breaks the writing too; a fault before it may be why it looks so deep.
  const before = faults.filter(({ offset }) => offset < (deepAt ?? 0));
  const deep: OffsetDiagnostic = {
    code: 'LIMIT_EXCEEDED',
    message: `nested more than ${DOCUMENT_LIMITS.nestingDepth} deep`,
    offset: deepAt,
  };
  return { document: null, faults: before.length > 0 ? before : [deep] };
}

/** Plain JavaScript values, and what the format does not take of YAML. */
function toPlainValue(node: unknown, faults: OffsetDiagnostic[]): unknown {
  if (node === null) return null;
  const offset = startOffset(node) ?? 0;
  if (isAlias(node)) {
    faults.push({
      code: 'LIMIT_EXCEEDED',
      message: 'a YAML alias (*); aliases are off, write it out',
      offset,
    });
    return null;
  }
  const tag = (node as Node).tag;
  if (tag !== undefined) faults.push(syntaxError(`a YAML tag (${tag}); tags are off`, offset));
  if (isMap(node)) return toPlainObject(node, faults);
  if (isSeq(node)) return node.items.map((item) => toPlainValue(item, faults));
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'string') {
    const bad = checkText(value);
    if (bad !== null) faults.push({ ...bad, offset });
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

function toPlainObject(map: YAMLMap, faults: OffsetDiagnostic[]): Record<string, unknown> {
  const entries: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    const offset = startOffset(key) ?? startOffset(map) ?? 0;
    const name = keyText(key);
    if (name === null) faults.push(syntaxError('a key must be a plain word', offset));
    else if (name === '<<')
      faults.push(syntaxError('a YAML merge (<<); merges are off, write it out', offset));
    else {
      const bad = checkKey(name, entries);
      const held = toPlainValue(value, faults);
      if (bad === null) entries[name] = held;
      else faults.push({ ...bad, offset });
    }
  }
  return entries;
}

const keyText = (key: unknown): string | null => (isScalar(key) ? String(key.value) : null);
const syntaxError = (message: string, offset: number): OffsetDiagnostic => ({
  code: 'INVALID_DOCUMENT',
  message,
  offset,
});
const startOffset = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

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
import type { Fault, Path, Reading } from './finding.js';
import { LIMITS } from './limits.js';
import { badKey, badText } from './text-rules.js';

const SYNTAX_FAULTS = 20;

/** Reads YAML 1.2, core schema, without aliases, tags and merges. Dates stay text. */
export function readYaml(text: string): Reading {
  const { document, faults } = compose(text);
  if (document === null || faults.length > 0) return { value: undefined, faults };
  const found: Fault[] = [];
  const value = document.contents === null ? null : plain(document.contents, found);
  return { value, faults: found };
}

/** Where what stands under a path begins, and its key; the nearest above it where there is no such path. */
export function placesInYaml(text: string): (path: Path, at: 'key' | 'value') => number {
  const root = compose(text).document?.contents ?? null;
  return (path, at) => {
    let node: unknown = root;
    let offset = start(root) ?? 0;
    for (const [index, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find((one) => keyText(one.key) === String(step));
        if (pair === undefined) break;
        const last = index === path.length - 1;
        offset = (last && at === 'key' ? start(pair.key) : (start(pair.value) ?? start(pair.key))) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        if (node === undefined) break;
        offset = start(node) ?? offset;
      } else break;
    }
    return offset;
  };
}

/** As `parseDocument` of the yaml package, but watches the depth while it reads: a bomb of brackets or dashes never unfolds. */
function compose(text: string): { document: Document.Parsed | null; faults: Fault[] } {
  const parser = new Parser();
  let deepAt: number | null = null;
  function* tokens(): Generator<CST.Token> {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      // The document itself and a scalar at the bottom take a place each.
      if (parser.stack.length <= LIMITS.nesting + 2) continue;
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
  const faults: Fault[] = [];
  let document: Document.Parsed | null = null;
  for (const one of composer.compose(tokens(), true, text.length)) {
    if (document !== null) {
      faults.push(fault('a second document starts here; one a file', one.range[0]));
      break;
    }
    document = one;
    const errors = one.errors.slice(0, SYNTAX_FAULTS);
    faults.push(...errors.map((error) => fault(`not YAML: ${error.message}`, error.pos[0])));
  }
  if (deepAt === null) return { document, faults };
  // What was cut off there breaks the writing too; a fault before it may be why it looks so deep.
  const before = faults.filter(({ offset }) => offset < (deepAt ?? 0));
  const deep: Fault = {
    code: 'LIMIT_EXCEEDED',
    message: `nested more than ${LIMITS.nesting} deep`,
    offset: deepAt,
  };
  return { document: null, faults: before.length > 0 ? before : [deep] };
}

/** Plain JavaScript values, and what the format does not take of YAML. */
function plain(node: unknown, faults: Fault[]): unknown {
  if (node === null) return null;
  const offset = start(node) ?? 0;
  if (isAlias(node)) {
    faults.push({
      code: 'LIMIT_EXCEEDED',
      message: 'a YAML alias (*); aliases are off, write it out',
      offset,
    });
    return null;
  }
  const tag = (node as Node).tag;
  if (tag !== undefined) faults.push(fault(`a YAML tag (${tag}); tags are off`, offset));
  if (isMap(node)) return plainMap(node, faults);
  if (isSeq(node)) return node.items.map((item) => plain(item, faults));
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'string') {
    const bad = badText(value);
    if (bad !== null) faults.push({ ...bad, offset });
  }
  return typeof value === 'bigint' ? Number(value) : value;
}

function plainMap(map: YAMLMap, faults: Fault[]): Record<string, unknown> {
  const entries: Record<string, unknown> = {};
  for (const { key, value } of map.items) {
    const offset = start(key) ?? start(map) ?? 0;
    const name = keyText(key);
    if (name === null) faults.push(fault('a key must be a plain word', offset));
    else if (name === '<<') faults.push(fault('a YAML merge (<<); merges are off, write it out', offset));
    else {
      const bad = badKey(name, entries);
      const held = plain(value, faults);
      if (bad === null) entries[name] = held;
      else faults.push({ ...bad, offset });
    }
  }
  return entries;
}

const keyText = (key: unknown): string | null => (isScalar(key) ? String(key.value) : null);
const fault = (message: string, offset: number): Fault => ({ code: 'INVALID_DOCUMENT', message, offset });
const start = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

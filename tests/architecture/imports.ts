import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** Matches `import … from 'x'`, `export … from 'x'`, `import 'x'` and `import('x')`, type imports included. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

/** Every source file below `src`, as `store/read/cursor.ts`, sorted. */
export const sourceFiles: readonly string[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
  .sort();

export const sourceOf = (file: string): string => readFileSync(join(SRC, file), 'utf8');

const specifiersOf = (file: string): readonly string[] =>
  [...sourceOf(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** Each file with the source files that it imports. */
export const imports: ReadonlyMap<string, readonly string[]> = new Map(
  sourceFiles.map((file) => [
    file,
    specifiersOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => join(dirname(file), specifier).replace(/\.js$/, '.ts')),
  ]),
);

/** Each file with the packages and Node modules that it imports: `graphql`, `node:fs`. */
export const packages: ReadonlyMap<string, readonly string[]> = new Map(
  sourceFiles.map((file) => [file, specifiersOf(file).filter((specifier) => !specifier.startsWith('.'))]),
);

/** The circles: groups of files that import each other, directly or through others (Tarjan's algorithm). */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.size - 1);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(file, Math.min(low.get(file) ?? 0, low.get(next) ?? 0));
      } else if (stack.includes(next)) {
        low.set(file, Math.min(low.get(file) ?? 0, index.get(next) ?? 0));
      }
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || (graph.get(file) ?? []).includes(file)) found.push(group.sort());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found;
}

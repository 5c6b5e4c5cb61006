import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { validateDocument } from '#ascribe/ingest/format/validate.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { type ConvertSummary, convertTables } from '#ascribe/interchange/convert-table.js';
import { parseMapping } from '#ascribe/interchange/mapping/parse-mapping.js';
import { removeFolder } from '../remove-folder.js';

export interface Converted {
  readonly documents: readonly ConvertedDocument[];
  readonly problems: readonly string[];
  readonly summary: ConvertSummary;
}
export interface ConvertedDocument {
  readonly article: { readonly id: string; readonly text?: string; readonly title: string };
  readonly entities: readonly { readonly id: string; readonly kind: string; readonly name: string }[];
  readonly claims: readonly {
    readonly subject: string;
    readonly predicate: string;
    readonly object?: string;
    readonly value?: unknown;
    readonly citations: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** Converts files of these contents by a mapping in YAML. Paths in messages are names of the files. */
export async function convertFiles(
  mapping: string,
  files: Readonly<Record<string, string | Buffer>>,
  limit?: number,
): Promise<Converted> {
  const result = parseMapping(mapping, 'YAML', 'mapping.yaml');
  if (result.mapping === null)
    throw new Error(result.problems.map((one) => formatDiagnostic(one)).join('\n'));
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-convert-'));
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
    const problems: string[] = [];
    const documents: ConvertedDocument[] = [];
    const converted = convertTables(result.mapping, paths, {
      onProblem: (problem) => problems.push(formatDiagnostic(problem).replaceAll(`${folder}/`, '')),
      ...(limit !== undefined && { limit }),
    });
    for (;;) {
      const { done, value } = await converted.next();
      if (done) return { documents, problems, summary: value };
      documents.push(JSON.parse(value) as ConvertedDocument);
    }
  } finally {
    removeFolder(folder);
  }
}

/** The problems of documents as `ascribe check` finds them, quotes included. */
export async function checkDocuments(documents: readonly object[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-convert-'));
  const file = join(folder, 'converted.jsonl');
  try {
    writeFileSync(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
    const { problems } = await importPaths(null, [file], { checkOnly: true });
    return [
      ...documents.flatMap((document) =>
        validateDocument(document).diagnostics.map(({ message }) => message),
      ),
      ...problems.map((problem) => formatDiagnostic(problem)),
    ];
  } finally {
    removeFolder(dirname(file));
  }
}

/** A mapping for tables of backers, with further keys. */
export const backersMapping = (more = ''): string => `
mapping: 1
name: Backers
article:
  id: backers-{id}
  title: "Row {id}"
  source: { id: register, name: Register of backers, reliability: C }
entities:
  backer: { id: "{backer|slug}", kind: STATE, name: "{backer}" }
  group: { id: "{group|slug}", kind: ARMED_GROUP, name: "{group}" }
claims:
  - subject: backer
    predicate: { from: "{how}", map: { money: FUNDS, arms: ARMS } }
    object: group
    modality: { from: "{sure}", atLeast: { 80: REPORTED_AS_FACT, 0: ASSESSED } }
    validFrom: "{since|date:D/M/Y}"
${more}`;

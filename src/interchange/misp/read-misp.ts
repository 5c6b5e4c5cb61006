import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import type { ConvertOptions } from '../convert-table.js';
import { convertDocuments, type ObjectsSummary } from '../objects/convert-documents.js';
import type { MadeDocument } from '../objects/document-builder.js';
import { type JsonObject, readJsonItems } from '../objects/json-items.js';
import { openObjectStage, textOf } from '../stix/stage-objects.js';
import { eventDocuments } from './event.js';
import { clusterDocuments, type MispContext } from './galaxy.js';

const LISTS: ReadonlySet<string> = new Set(['values', 'response']);

/**
 * Converts galaxies and events of MISP in JSON to annotated articles, one line of JSON Lines each; docs/formats.md. Clusters and events wait on disk, so they
 * may refer to each other across files. The generator returns the summary.
 */
export function convertMisp(
  files: readonly string[],
  options: ConvertOptions,
): AsyncGenerator<string, ObjectsSummary> {
  const stage = openObjectStage();
  const types = new Map<string, string>();
  return convertDocuments(files, options, {
    lists: LISTS,
    read: (object, { file, line }) => {
      const event = object.Event;
      const isEvent = event !== null && typeof event === 'object';
      const item = isEvent ? (event as JsonObject) : object;
      const uuid = textOf(item, 'uuid');
      if (uuid === null || !/^[0-9a-fA-F-]{36}$/.test(uuid)) return badItem(item, file, line);
      if (isEvent) stage.add(uuid, 'event', item, []);
      else if (textOf(item, 'value') === null) return badItem(item, file, line);
      else {
        const type = textOf(item, 'type') ?? galaxyTypeOf(file, types);
        stage.add(uuid, 'cluster', { ...item, type }, []);
      }
      return null;
    },
    documents: (lose) => toDocuments({ stage, lose }),
    close: stage.close,
  });
}

function* toDocuments(context: MispContext): Generator<MadeDocument> {
  for (const cluster of context.stage.ofType('cluster')) yield* clusterDocuments(context, cluster);
  for (const event of context.stage.ofType('event')) yield* eventDocuments(context, event);
}

const badItem = (item: JsonObject, file: string, line: number): Diagnostic => ({
  ...fileDiagnostic(
    'INVALID_DOCUMENT',
    `expected a cluster of a galaxy (uuid, value) or an event ({"Event": {uuid}}), found ${JSON.stringify(Object.keys(item).slice(0, 5))}`,
    file,
  ),
  line,
});

/** The type of the galaxy in a file. It may stand after the clusters, so the file is read once more. */
function galaxyTypeOf(file: string, types: Map<string, string>): string {
  const known = types.get(file);
  if (known !== undefined) return known;
  types.set(file, 'unknown');
  for (const part of readJsonItems(file, LISTS))
    if ('head' in part) types.set(file, textOf(part.head, 'type') ?? 'unknown');
  return types.get(file) ?? 'unknown';
}

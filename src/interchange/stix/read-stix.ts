import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import type { ConvertOptions } from '../convert-table.js';
import { convertDocuments, type ObjectsSummary } from '../objects/convert-documents.js';
import type { MadeDocument } from '../objects/document-builder.js';
import type { JsonObject } from '../objects/json-items.js';
import type { Lose } from '../objects/loss-counter.js';
import { kindOf } from './entities.js';
import {
  entityDocuments,
  relationshipDocuments,
  reportDocuments,
  type StixContext,
  sightingDocuments,
} from './evidence.js';
import { RECORD_TYPE } from './extension.js';
import { extensionOf, readOwnLines, stageOwn } from './read-own.js';
import { type ObjectStage, openObjectStage, STIX_ID, textOf, textsOf } from './stage-objects.js';

/**
 * Converts bundles of STIX 2.1, or JSON Lines of its objects, to annotated articles, one line of JSON Lines each; docs/formats.md. Objects wait on
 * disk, so they may refer to each other across files and in any order; memory holds one. The generator returns the summary.
 */
export function convertStix(
  files: readonly string[],
  options: ConvertOptions,
): AsyncGenerator<string, ObjectsSummary> {
  const stage = openObjectStage();
  return convertDocuments(files, options, {
    lists: BUNDLES,
    read: (object, place, lose) => stageObject(stage, lose, object, place),
    documents: (lose) => (isOwn(stage) ? readOwnLines(stage) : toDocuments({ stage, lose })),
    close: stage.close,
  });
}

/** Whether the objects are an export of ascribe, which has the record of each line. */
const isOwn = (stage: ObjectStage): boolean => stage.types().includes(RECORD_TYPE);

const BUNDLES: ReadonlySet<string> = new Set(['objects']);

function stageObject(
  stage: ObjectStage,
  lose: Lose,
  object: JsonObject,
  place: { readonly file: string; readonly line: number },
): Diagnostic | null {
  const [id, type] = [textOf(object, 'id'), textOf(object, 'type')];
  if (id === null || type === null || !STIX_ID.test(id) || !id.startsWith(`${type}--`)) {
    const found = JSON.stringify(object.id ?? null).slice(0, 80);
    const message = `expected an object of STIX with a type and an id such as identity--<UUID>, found the id ${found}`;
    return { ...fileDiagnostic('INVALID_DOCUMENT', message, place.file), line: place.line };
  }
  if (extensionOf(object) !== null) {
    stageOwn(stage, id, type, object);
    return null;
  }
  stage.add(id, type, object, ABOUT.has(type) ? textsOf(object, 'object_refs') : []);
  // Of an object that is lost whole, its properties are not counted.
  if (kindOf(object) === null && !EVIDENCE.has(type)) return null;
  for (const [key, value] of Object.entries(object))
    if (!READ.has(key) && !isEmpty(value)) lose(`${type}.${key}`, 'ascribe does not read this property', id);
  return null;
}

const isEmpty = (value: unknown): boolean =>
  value === '' || value === null || value === false || (Array.isArray(value) && value.length === 0);

/** Types whose objects are about others. */
const ABOUT: ReadonlySet<string> = new Set(['report', 'note', 'opinion']);

const EVIDENCE: ReadonlySet<string> = new Set([...ABOUT, 'relationship', 'sighting']);

/** The properties of any type that become part of something, or that say nothing beside the others. */
const READ: ReadonlySet<string> = new Set([
  ...['type', 'spec_version', 'id', 'created', 'modified', 'created_by_ref', 'revoked', 'lang', 'confidence'],
  ...['external_references', 'object_marking_refs', 'name', 'description', 'aliases', 'x_mitre_aliases'],
  ...[
    'identity_class',
    'threat_actor_types',
    'resource_level',
    'country',
    'city',
    'administrative_area',
    'region',
  ],
  ...['relationship_type', 'source_ref', 'target_ref', 'start_time', 'stop_time', 'first_seen', 'last_seen'],
  ...['sighting_of_ref', 'where_sighted_refs', 'object_refs', 'opinion', 'explanation', 'authors', 'content'],
  ...['published'],
]);

/** Types that are read, but make no article of their own. */
const PARTS: Readonly<Record<string, string>> = {
  note: 'only notes on relationships are read',
  opinion: 'only opinions on relationships are read',
  'marking-definition': 'ascribe has no markings; check whether the data may be shared',
};

function* toDocuments(context: StixContext): Generator<MadeDocument> {
  const { stage, lose } = context;
  const makers: Readonly<Record<string, (object: JsonObject) => Generator<MadeDocument>>> = {
    report: (object) => reportDocuments(context, object),
    relationship: (object) => relationshipDocuments(context, object),
    sighting: (object) => sightingDocuments(context, object),
  };
  for (const type of stage.types())
    for (const object of stage.ofType(type)) {
      const make = makers[type];
      if (make !== undefined) yield* make(object);
      else if (kindOf(object) !== null) yield* entityDocuments(context, object);
      else if (!isOnRelationship(object))
        lose(type, PARTS[type] ?? 'ascribe has no kind of entity for it', textOf(object, 'id') ?? '');
    }
}

const isOnRelationship = (object: JsonObject): boolean =>
  (object.type === 'note' || object.type === 'opinion') &&
  textsOf(object, 'object_refs').some((ref) => ref.startsWith('relationship--'));

import { verbalizeValue } from '../../domain/analysis/verbalize.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Assessment, Citation, Claim } from '../../domain/records.js';
import {
  type ExportContext,
  type ExportOptions,
  type ExportSource,
  exportRecords,
  iteratePages,
  takeSnapshot,
} from '../../export/export-lines.js';
import { toDocumentAssessment, toDocumentValue } from '../../export/to-document.js';
import type { Reads } from '../../store/store.js';
import { qualifiedRelation } from '../qualified-relation.js';
import {
  ARTICLE_TYPE,
  CREATOR_ID,
  ENTITY_TYPE,
  EXTENSION_ID,
  type Extension,
  RECORD_TYPE,
  relationshipType,
  uuidOf,
} from './extension.js';

const CLAIMS_PER_BATCH = 500;

type DocumentRecord = Readonly<Record<string, unknown>>;
/** A line of an export, as `to-document.ts` makes it. */
interface ExportLine {
  readonly article?: { readonly id: string; readonly title: string; readonly url?: string };
  readonly claims?: readonly { readonly citations: readonly DocumentRecord[] }[];
  readonly entity?: {
    readonly id: string;
    readonly kind: EntityKind;
    readonly name: string;
    readonly aliases?: readonly string[];
  };
  readonly source?: { readonly id: string; readonly name: string };
}

/**
 * Exports a store as a bundle of STIX 2.1: a relationship a claim, whose type has its status, and a note or an opinion a citation; docs/formats.md.
 * `convertStix` gives the lines of `exportLines`. Throws STATUSES_REQUIRED.
 */
export async function* exportStix(store: ExportSource, options: ExportOptions): AsyncGenerator<string> {
  const { reads, asOf } = await takeSnapshot(store, options.asOf);
  const at = asOf ?? '1970-01-01T00:00:00.000Z';
  const records = exportRecords(store, { ...options, asOf: asOf ?? undefined, withContext: true });
  let line = 0;
  for await (const { record, context } of records) {
    line++;
    // What is refused writes nothing.
    if (line === 1) {
      const bundle = `bundle--${uuidOf(`bundle ${at} ${options.statuses.join(' ')}`)}`;
      yield `{"type":"bundle","id":"${bundle}","objects":[${writeObjects([creator(at), definition(at)], false)}`;
    }
    yield writeObjects(
      context === undefined
        ? [toObject(record as ExportLine, line, at)]
        : [...articleObjects(record as ExportLine, context, line, at)],
    );
  }
  let batch: Claim[] = [];
  const claims = iteratePages((page) =>
    reads.list('claims', { ...options.where, statuses: options.statuses }, page),
  );
  for await (const claim of claims) {
    batch.push(claim);
    if (batch.length < CLAIMS_PER_BATCH) continue;
    yield writeObjects(await claimObjects(reads, batch, at));
    batch = [];
  }
  yield `${writeObjects(await claimObjects(reads, batch, at))}\n]}\n`;
}

const writeObjects = (objects: readonly object[], follows = true): string =>
  objects.map((object, index) => `${follows || index > 0 ? ',' : ''}\n${JSON.stringify(object)}`).join('');

/** The properties that all objects have. */
const common = (type: string, key: string, at: string) => ({
  type,
  spec_version: '2.1',
  id: `${type}--${uuidOf(`${type} ${key}`)}`,
  created_by_ref: CREATOR_ID,
  created: at,
  modified: at,
});

const extend = (extension: Extension) => ({ extensions: { [EXTENSION_ID]: extension } });

const creator = (at: string): object => ({
  ...common('identity', 'creator', at),
  id: CREATOR_ID,
  name: 'ascribe',
  identity_class: 'system',
});

const definition = (at: string): object => ({
  ...common('extension-definition', 'extension 1', at),
  id: EXTENSION_ID,
  name: 'ascribe',
  description:
    'Claims with their evidence. The type of a relationship has the status of its claim: alleged-funds. Only a confirmed claim has a plain type such as funds.',
  schema:
    'claim: status, relation, subject, and object or value of a claim. record: what ascribe export has for the object. line, position: their order. article, claim_id: what a citation or an assessment is about.',
  version: '1.0.0',
  extension_types: ['property-extension', 'new-sdo'],
});

/** STIX has no object for a place without coordinates, a route or a treaty. */
const TYPES: Readonly<Partial<Record<EntityKind, readonly [type: string, identityClass?: string]>>> = {
  STATE: ['identity', 'organization'],
  ORGANIZATION: ['identity', 'organization'],
  ARMED_GROUP: ['identity', 'group'],
  PERSON: ['identity', 'individual'],
  PEOPLE: ['identity', 'class'],
  ATTACK: ['incident'],
  EVENT: ['incident'],
  ASSET: ['infrastructure'],
};

/** A line that is no article. */
function toObject(record: ExportLine, line: number, at: string): object {
  const { entity, source } = record;
  if (source !== undefined)
    return {
      ...common('identity', `source ${source.id}`, at),
      name: source.name,
      identity_class: 'organization',
      ...extend({ extension_type: 'property-extension', line, record: record as DocumentRecord }),
    };
  if (entity === undefined)
    return {
      ...common(RECORD_TYPE, String(Object.keys(record)[1]), at),
      ...extend({ extension_type: 'new-sdo', line, record: record as DocumentRecord }),
    };
  return entityObject(entity, at, { line, record: record as DocumentRecord });
}

function entityObject(
  { id, kind, name, aliases = [] }: NonNullable<ExportLine['entity']>,
  at: string,
  extension: Pick<Extension, 'line' | 'record'>,
): object {
  const [type, identityClass] = TYPES[kind] ?? [ENTITY_TYPE];
  // An infrastructure alone has aliases.
  const isInfrastructure = type === 'infrastructure';
  return {
    ...common(type, id, at),
    name,
    ...(identityClass !== undefined && { identity_class: identityClass }),
    ...(isInfrastructure && aliases.length > 0 && { aliases }),
    ...extend({ extension_type: type === ENTITY_TYPE ? 'new-sdo' : 'property-extension', ...extension }),
  };
}

function* articleObjects(
  { claims = [], ...head }: ExportLine,
  { annotation }: ExportContext,
  line: number,
  at: string,
): Generator<object> {
  const { article, source } = annotation;
  const reference = {
    source_name: source.name,
    description: article.title,
    ...(article.url !== null && { url: article.url }),
  };
  yield {
    ...common(ARTICLE_TYPE, article.id, at),
    name: article.title,
    external_references: [reference],
    ...extend({ extension_type: 'new-sdo', line, record: head as DocumentRecord }),
  };
  let position = 0;
  for (const [index, claim] of annotation.claims.entries())
    for (const [nth, citation] of claim.citations.entries()) {
      const { quote: _, ...record } = claims[index]?.citations[nth] ?? {};
      yield {
        ...citationObject(citation, claimObjectId(claim), at),
        external_references: [reference],
        ...extend({
          extension_type: 'property-extension',
          article: article.id,
          claim_id: claim.id,
          position: position++,
          record,
        }),
      };
    }
}

/** Support is a note on the relationship, a denial an opinion that disagrees with it. */
function citationObject({ id, quote, stance, modality }: Citation, about: string, at: string): object {
  if (stance !== 'DENIES')
    return { ...common('note', id, at), abstract: modality, content: quote, object_refs: [about] };
  const isFirm = ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'].includes(modality);
  return {
    ...common('opinion', id, at),
    opinion: isFirm ? 'strongly-disagree' : 'disagree',
    explanation: quote,
    object_refs: [about],
  };
}

type HasEnds = Pick<Claim, 'id' | 'objectId'>;
/** A claim with a value is a note, because a relationship has an object at both ends. */
const claimObjectId = ({ id, objectId }: HasEnds): string => {
  const type = objectId === null ? 'note' : 'relationship';
  return `${type}--${uuidOf(`${type} ${id}`)}`;
};

async function claimObjects(reads: Reads, claims: readonly Claim[], at: string): Promise<readonly object[]> {
  if (claims.length === 0) return [];
  const ends = new Set(claims.flatMap(({ subjectId, objectId }) => [subjectId, objectId ?? []].flat()));
  const entities = (await reads.get('entities', [...ends])).filter((entity) => entity !== null);
  const idsOf = new Map(
    entities.map(({ id, kind }) => {
      const [type] = TYPES[kind] ?? [ENTITY_TYPE];
      return [id, `${type}--${uuidOf(`${type} ${id}`)}`];
    }),
  );
  const names = new Map(entities.map(({ id, name }) => [id, name]));
  const assessments = await reads.assessmentsOf(claims.map(({ id }) => id));
  return claims.flatMap((claim, index) => [
    claimObject(claim, idsOf, names, at),
    ...(assessments[index] ?? []).map((assessment, position) =>
      assessmentObject(claim, assessment, position, at),
    ),
  ]);
}

function claimObject(
  claim: Claim,
  idsOf: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
  at: string,
): object {
  const { id, subjectId, predicate, objectId, value, status, confidence, firstKnownAt } = claim;
  const relation = qualifiedRelation(status, predicate);
  const extension = extend({
    extension_type: 'property-extension',
    claim: {
      claim_id: id,
      status,
      relation,
      subject: subjectId,
      ...(value === null ? { object: objectId as string } : { value: toDocumentValue(value) }),
    },
  });
  const shared = {
    ...(confidence !== null && { confidence }),
    ...(status === 'RETRACTED' && { revoked: true }),
  };
  if (value !== null)
    return {
      ...common('note', id, at),
      created: firstKnownAt,
      ...shared,
      content: `${relation}: ${names.get(subjectId) ?? subjectId}: ${verbalizeValue(value)}`,
      object_refs: [idsOf.get(subjectId)],
      ...extension,
    };
  return {
    ...common('relationship', id, at),
    created: firstKnownAt,
    ...shared,
    relationship_type: relationshipType(status, predicate),
    source_ref: idsOf.get(subjectId),
    target_ref: idsOf.get(objectId as string),
    ...extension,
  };
}

function assessmentObject(claim: Claim, assessment: Assessment, position: number, at: string): object {
  const { analyst, status, rationale } = assessment;
  return {
    ...common(
      'note',
      `assessment ${claim.id} ${analyst} ${assessment.at} ${assessment.validFrom} ${assessment.validTo}`,
      at,
    ),
    abstract: `Assessed as ${status}`,
    content: rationale,
    authors: [analyst],
    object_refs: [claimObjectId(claim)],
    ...extend({
      extension_type: 'property-extension',
      claim_id: claim.id,
      position,
      record: toDocumentAssessment(assessment) as DocumentRecord,
    }),
  };
}

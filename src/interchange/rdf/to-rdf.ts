import { assessmentId } from '../../domain/ids.js';
import { type Predicate, predicateDefinition } from '../../domain/ontology.js';
import type { Assessment, Claim } from '../../domain/records.js';
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
import {
  ARTICLE_FIELDS,
  ASSESSMENT_FIELDS,
  CITATION_FIELDS,
  DOCUMENT_FIELDS,
  ENTITY_FIELDS,
  SOURCE_FIELDS,
  VALUE_FIELDS,
  writeFields,
  writeSimpleValue,
} from './fields.js';
import {
  type CompactIri,
  type Description,
  iri,
  type Property,
  relationIri,
  type Term,
  text,
} from './vocabulary.js';

const CLAIMS_PER_BATCH = 500;

interface HasId {
  readonly id: string;
}
/** A line of an export, as `to-document.ts` makes it. */
interface ExportLine {
  readonly article?: HasId & { readonly source: HasId };
  readonly entities?: readonly HasId[];
  readonly claims?: readonly { readonly citations: readonly object[] }[];
  readonly entity?: HasId;
  readonly source?: HasId;
}

/**
 * What an export says in RDF: records in the default graph, and the statement of each claim in a graph of its own. Keeps one batch of
 * articles in memory. Throws STATUSES_REQUIRED.
 */
export async function* describeExport(
  store: ExportSource,
  options: ExportOptions,
): AsyncGenerator<readonly Description[]> {
  const { reads, asOf } = await takeSnapshot(store, options.asOf);
  const records = exportRecords(store, { ...options, asOf: asOf ?? undefined, withContext: true });
  let line = 0;
  for await (const { record, context, line: json } of records) {
    line++;
    yield context === undefined
      ? describeRecord(record as ExportLine, json, line)
      : [...describeArticle(record as ExportLine, context, line)];
  }
  let batch: Claim[] = [];
  for await (const claim of iteratePages((page) =>
    reads.list('claims', { ...options.where, statuses: options.statuses }, page),
  )) {
    batch.push(claim);
    if (batch.length < CLAIMS_PER_BATCH) continue;
    yield await describeClaims(reads, batch);
    batch = [];
  }
  yield await describeClaims(reads, batch);
}

const describe = (
  id: CompactIri,
  types: readonly CompactIri[],
  properties: readonly Property[],
): Description => ({ id, graph: null, types, properties });

const lineNumber = (line: number): Property => ['ascribe:line', [text(String(line), 'xsd:integer')]];
const link = (name: CompactIri, id: CompactIri): Property => [name, [{ iri: id }]];

/** A line that is no article. */
function describeRecord(record: ExportLine, json: string, line: number): readonly Description[] {
  const { entity, source } = record;
  if (entity !== undefined)
    return [
      describe(
        `entity:${entity.id}`,
        ['ascribe:Entity'],
        [lineNumber(line), ...writeFields(entity, ENTITY_FIELDS)],
      ),
    ];
  if (source !== undefined)
    return [
      describe(
        `source:${source.id}`,
        ['ascribe:Source', 'prov:Agent'],
        [lineNumber(line), ...writeFields(source, SOURCE_FIELDS)],
      ),
    ];
  // The first and the last line of an export, and a policy: nothing that RDF has words for.
  const [kind = ''] = Object.keys(record).filter((key) => key !== 'ascribe');
  return [describe(`record:${kind}`, ['ascribe:Record'], [lineNumber(line), ['ascribe:data', [text(json)]]])];
}

function* describeArticle(
  { article, entities = [], claims = [], ...document }: ExportLine,
  { annotation }: ExportContext,
  line: number,
): Generator<Description> {
  if (article === undefined) throw new Error('a record with a context has an article');
  const { source } = article;
  const id: CompactIri = `article:${article.id}`;
  yield describe(
    id,
    ['ascribe:Article', 'prov:Entity'],
    [
      lineNumber(line),
      ...writeFields(document, DOCUMENT_FIELDS, ['ascribe']),
      ...writeFields(article, ARTICLE_FIELDS, ['id', 'source']),
      link('prov:wasAttributedTo', `source:${source.id}`),
    ],
  );
  // What the article says about its source and entities is not what the merged records say.
  yield describe(
    `source-declaration:${article.id}`,
    ['ascribe:SourceDeclaration'],
    [
      link('ascribe:declaredBy', id),
      link('ascribe:declares', `source:${source.id}`),
      ...writeFields(source, SOURCE_FIELDS),
    ],
  );
  for (const [at, entity] of entities.entries())
    yield describe(
      `declaration:${article.id}.${entity.id}`,
      ['ascribe:Declaration'],
      [
        link('ascribe:declaredBy', id),
        link('ascribe:declares', `entity:${entity.id}`),
        position(at),
        ...writeFields(entity, ENTITY_FIELDS),
      ],
    );
  let at = 0;
  for (const [index, claim] of annotation.claims.entries())
    for (const [nth, citation] of claim.citations.entries())
      yield describe(
        citation.id as CompactIri,
        ['ascribe:Citation', 'prov:Entity'],
        [
          link('ascribe:claim', claim.id as CompactIri),
          link('prov:wasQuotedFrom', id),
          position(at++),
          ...writeFields(
            { stance: 'SUPPORTS', ...(claims[index]?.citations[nth] as object) },
            CITATION_FIELDS,
          ),
        ],
      );
}

const position = (at: number): Property => ['ascribe:position', [text(String(at), 'xsd:integer')]];

async function describeClaims(reads: Reads, claims: readonly Claim[]): Promise<readonly Description[]> {
  if (claims.length === 0) return [];
  const assessments = await reads.assessmentsOf(claims.map(({ id }) => id));
  return claims.flatMap((claim, at) => [
    ...describeClaim(claim),
    ...(assessments[at] ?? []).map((assessment, nth) => describeAssessment(assessment, nth)),
  ]);
}

/** The claim with its status in the default graph, and its statement in a graph that has the name of the claim. */
function describeClaim(claim: Claim): readonly Description[] {
  const { id, subjectId, predicate, status, confidence } = claim;
  const relation = relationIri(status, predicate);
  const { object, parts } = describeObject(claim);
  return [
    describe(
      id as CompactIri,
      ['ascribe:Claim', 'prov:Entity'],
      [
        ['ascribe:status', [iri('ascribe', status)]],
        ...(confidence === null
          ? []
          : [['ascribe:confidence', [text(String(confidence), 'xsd:integer')]] satisfies Property]),
        link('ascribe:subject', `entity:${subjectId}`),
        link('ascribe:relation', relation),
        ['ascribe:object', [object]],
      ],
    ),
    { id: `entity:${subjectId}`, graph: id as CompactIri, types: [], properties: [[relation, [object]]] },
    ...parts,
  ];
}

/** An entity, a value, or the node of a value with parts. */
function describeObject({ id, objectId, value, predicate }: Claim): {
  readonly object: Term;
  readonly parts: readonly Description[];
} {
  if (value === null) return { object: iri('entity', objectId as string), parts: [] };
  const simple = toDocumentValue(value);
  if (typeof simple === 'string' || typeof simple === 'number')
    return { object: writeSimpleValue(simple, isDate(predicate)), parts: [] };
  const node: CompactIri = `value:${id.slice('claim:'.length)}`;
  const properties = writeFields(simple as object, VALUE_FIELDS);
  return {
    object: { iri: node },
    parts: [{ id: node, graph: id as CompactIri, types: ['ascribe:Value'], properties }],
  };
}

const isDate = (predicate: Predicate): boolean => predicateDefinition(predicate).range === 'DATE';

function describeAssessment(assessment: Assessment, nth: number): Description {
  return describe(
    assessmentId(assessment.claimId, assessment) as CompactIri,
    ['ascribe:Assessment', 'prov:Entity'],
    [
      link('ascribe:assesses', assessment.claimId as CompactIri),
      position(nth),
      ...writeFields(toDocumentAssessment(assessment), ASSESSMENT_FIELDS),
    ],
  );
}

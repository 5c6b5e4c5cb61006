import { isDeepStrictEqual } from 'node:util';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { compareText } from '../../domain/order.js';
import { type ClaimStatus, statuses } from '../../domain/records.js';
import {
  ARTICLE_FIELDS,
  ASSESSMENT_FIELDS,
  CITATION_FIELDS,
  DOCUMENT_FIELDS,
  ENTITY_FIELDS,
  readFields,
  readOne,
  readSimpleValue,
  SOURCE_FIELDS,
  VALUE_FIELDS,
} from './fields.js';
import { type QuadStage, tooLarge } from './stage-quads.js';
import {
  type CompactIri,
  expandIri,
  localName,
  predicateOfRelation,
  RdfMistake,
  showTerm,
  type Term,
} from './vocabulary.js';

type Stage = Pick<QuadStage, 'describe' | 'subjectsOf' | 'statementsOf'>;
type ReadProperty = (property: CompactIri) => readonly Term[];
type Fields = Parameters<typeof readFields>[0];

/** The record of a line of an export, without `ascribe: 1` for those that hold it as JSON. Throws RdfMistake. */
export function assembleLine(stage: Stage, subject: CompactIri): object {
  const local = subject.slice(subject.indexOf(':') + 1);
  if (subject.startsWith('entity:'))
    return { ascribe: 1, entity: { id: local, ...record(stage, subject, ENTITY_FIELDS) } };
  if (subject.startsWith('source:'))
    return { ascribe: 1, source: { id: local, ...record(stage, subject, SOURCE_FIELDS) } };
  if (subject.startsWith('article:')) return assembleArticle(stage, subject, local);
  return readData(stage, subject);
}

const reader = (stage: Stage, subject: CompactIri): ReadProperty => {
  const values = stage.describe(subject);
  return (property) => values.get(property) ?? [];
};

/** Names the thing in what is wrong with it. */
function about<T>(subject: CompactIri, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RdfMistake) || error.message.startsWith('<')) throw error;
    throw new RdfMistake(`<${expandIri(subject)}>: ${error.message}`);
  }
}

const record = (stage: Stage, subject: CompactIri, fields: Fields): Record<string, unknown> =>
  about(subject, () => readFields(fields, reader(stage, subject)));

const required = (read: ReadProperty, property: CompactIri): Term => {
  const term = readOne(read, property);
  if (term === undefined) throw new RdfMistake(`expected a value of ${property}, found none`);
  return term;
};

function readData(stage: Stage, subject: CompactIri): object {
  return about(subject, () => {
    const term = required(reader(stage, subject), 'ascribe:data');
    try {
      const data: unknown = JSON.parse('text' in term ? term.text : '');
      if (data !== null && typeof data === 'object') return data;
    } catch {
      // The same as any other text.
    }
    throw new RdfMistake(`expected a JSON object in ascribe:data, found ${showTerm(term)}`);
  });
}

function assembleArticle(stage: Stage, subject: CompactIri, id: string): object {
  const read = reader(stage, subject);
  return about(subject, () => {
    const { title, genre, ...rest } = readFields(ARTICLE_FIELDS, read);
    const source = assembleSource(
      stage,
      subject,
      localName(required(read, 'prov:wasAttributedTo'), 'source'),
    );
    const parts = { size: 0 };
    const entities = inOrder(stage, 'ascribe:declaredBy', subject, parts, 'declaration:').map(
      ({ at, read: readPart }) =>
        about(at, () => ({
          id: localName(required(readPart, 'ascribe:declares'), 'entity'),
          ...readFields(ENTITY_FIELDS, readPart),
        })),
    );
    const claims = assembleClaims(stage, subject, parts);
    return {
      ascribe: 1,
      ...readFields(DOCUMENT_FIELDS, read),
      article: { id, title, genre, source, ...rest },
      ...(entities.length > 0 && { entities }),
      ...(claims.length > 0 && { claims }),
    };
  });
}

/** As the article declares it. */
function assembleSource(stage: Stage, article: CompactIri, id: string): object {
  const subject: CompactIri = `source-declaration:${article.slice('article:'.length)}`;
  return { id, ...record(stage, subject, SOURCE_FIELDS) };
}

interface Part {
  readonly at: CompactIri;
  readonly read: ReadProperty;
}

/** What has the property with this object, by position. Throws RdfMistake once the parts are larger than a document may be. */
function inOrder(
  stage: Stage,
  property: CompactIri,
  object: CompactIri,
  parts: { size: number },
  prefix = '',
): readonly Part[] {
  const found: (Part & { readonly position: number })[] = [];
  for (const at of stage.subjectsOf(property, object)) {
    if (!at.startsWith(prefix)) continue;
    const values = stage.describe(at);
    for (const terms of values.values())
      for (const term of terms) parts.size += 'text' in term ? term.text.length : term.iri.length;
    if (parts.size > DOCUMENT_LIMITS.bytes) throw tooLarge(object);
    const read: ReadProperty = (name) => values.get(name) ?? [];
    const position = about(at, () => Number(readSimpleValue(required(read, 'ascribe:position'))));
    found.push({ at, read, position });
  }
  return found.sort((a, b) => a.position - b.position || compareText(a.at, b.at));
}

function assembleClaims(stage: Stage, article: CompactIri, parts: { size: number }): readonly object[] {
  const claims = new Map<CompactIri, object[]>();
  for (const { at, read } of inOrder(stage, 'prov:wasQuotedFrom', article, parts)) {
    const claim = about(at, () => required(read, 'ascribe:claim'));
    const id: CompactIri = `claim:${about(at, () => localName(claim, 'claim'))}`;
    const citations = claims.get(id) ?? [];
    claims.set(id, citations);
    citations.push(about(at, () => readFields(CITATION_FIELDS, read)));
  }
  return [...claims].map(([id, citations]) => {
    const assessments = inOrder(stage, 'ascribe:assesses', id, parts).map(({ at, read }) =>
      about(at, () => readFields(ASSESSMENT_FIELDS, read)),
    );
    return {
      ...assembleProposition(stage, id),
      citations,
      ...(assessments.length > 0 && { assessments }),
    };
  });
}

function assembleProposition(stage: Stage, id: CompactIri): object {
  return about(id, () => {
    const read = reader(stage, id);
    const [status, subject, relation, object] = (
      ['ascribe:status', 'ascribe:subject', 'ascribe:relation', 'ascribe:object'] as const
    ).map((property) => required(read, property)) as [Term, Term, Term, Term];
    const predicate = readPredicate(relation, localName(status, 'ascribe'));
    const isStated = [{ iri: `entity:${localName(subject, 'entity')}` }, relation, object];
    for (const [from, by, to] of stage.statementsOf(id))
      if (!isDeepStrictEqual([{ iri: from }, { iri: by }, to], isStated))
        throw new RdfMistake(
          `its graph states ${expandIri(by)}, but its description says ${showTerm(relation)}; a graph has the statement of its claim alone`,
        );
    return {
      subject: localName(subject, 'entity'),
      predicate,
      ...readObject(stage, object),
    };
  });
}

function readPredicate(relation: Term, status: string): string {
  if (!statuses.some((name) => name === status))
    throw new RdfMistake(`expected one of ${statuses.join(', ')} as ascribe:status, found ${status}`);
  const predicate = predicateOfRelation(localName(relation, 'relation'), status as ClaimStatus);
  if (predicate === null)
    throw new RdfMistake(
      `expected a relation that begins with ${status.toLowerCase()}-, as its status, found ${showTerm(relation)}`,
    );
  return predicate;
}

function readObject(stage: Stage, object: Term): object {
  if (!('iri' in object)) return { value: readSimpleValue(object) };
  if (object.iri.startsWith('entity:')) return { object: localName(object, 'entity') };
  return {
    value: object.iri.startsWith('value:')
      ? record(stage, object.iri, VALUE_FIELDS)
      : readSimpleValue(object),
  };
}

import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS, formatMegabytes } from '../../documents/document-limits.js';
import { statuses } from '../../domain/records.js';
import type { JsonObject } from '../objects/json-items.js';
import { predicateOf } from '../qualified-relation.js';
import { ARTICLE_TYPE, EXTENSION_ID, type Extension, toType } from './extension.js';
import { type ObjectStage, textOf } from './stage-objects.js';

/** What is wrong with an export to STIX that is read back. */
class StixMistake extends Error {}

/** What an export of ascribe adds to an object; null if nothing. Its types are not checked. */
export function extensionOf(object: JsonObject): Extension | null {
  const { extensions } = object;
  if (extensions === null || typeof extensions !== 'object') return null;
  const found = (extensions as JsonObject)[EXTENSION_ID];
  return found !== null && typeof found === 'object' ? (found as unknown as Extension) : null;
}

const LINES = 'ascribe line';
const citationsOf = (article: string): string => `ascribe citations ${article}`;
const assessmentsOf = (claim: string): string => `ascribe assessments ${claim}`;
const claimOf = (claim: string): string => `ascribe claim ${claim}`;

/** Keeps an object of an export of ascribe where it is found again. */
export function stageOwn(stage: ObjectStage, id: string, type: string, object: JsonObject): void {
  const { line, claim, claim_id, article, position } = extensionOf(object) ?? {};
  stage.add(id, type, object, []);
  if (typeof line === 'number') stage.place(LINES, line, id);
  else if (typeof claim?.claim_id === 'string') stage.place(claimOf(claim.claim_id), 0, id);
  else if (typeof claim_id === 'string' && typeof position === 'number')
    stage.place(typeof article === 'string' ? citationsOf(article) : assessmentsOf(claim_id), position, id);
}

/** The lines of `ascribe export`, letter by letter if nothing was changed. A mistake ends them. */
export function* readOwnLines(
  stage: ObjectStage,
): Generator<{ readonly line: string; readonly claims: number } | { readonly problem: Diagnostic }> {
  for (const object of stage.placed(LINES)) {
    try {
      const record = recordOf(object);
      const claims = object.type === ARTICLE_TYPE ? assembleClaims(stage, object) : [];
      const line = JSON.stringify({ ...record, ...(claims.length > 0 && { claims }) });
      yield { line: `${line}\n`, claims: claims.length };
    } catch (error) {
      if (!(error instanceof StixMistake)) throw error;
      yield {
        problem: { ...fileDiagnostic('INVALID_DOCUMENT', error.message, null), path: textOf(object, 'id') },
      };
      return;
    }
  }
}

function recordOf(object: JsonObject): JsonObject {
  const record = extensionOf(object)?.record;
  if (record === null || typeof record !== 'object')
    throw new StixMistake(`expected a record in the extension of ${textOf(object, 'id')}`);
  return record;
}

function assembleClaims(stage: ObjectStage, article: JsonObject): readonly object[] {
  const { article: declared } = recordOf(article);
  const id = declared !== null && typeof declared === 'object' ? textOf(declared as JsonObject, 'id') : null;
  const claims = new Map<string, object[]>();
  let size = 0;
  for (const object of stage.placed(citationsOf(`article:${id}`))) {
    const claim = String(extensionOf(object)?.claim_id);
    const citations = claims.get(claim) ?? [];
    claims.set(claim, citations);
    const quote = textOf(object, object.type === 'opinion' ? 'explanation' : 'content');
    const record = recordOf(object);
    if ((record.stance === 'DENIES') !== (object.type === 'opinion'))
      throw new StixMistake(
        `${textOf(object, 'id')} has a stance that does not fit its type; a denial is an opinion`,
      );
    citations.push({ quote, ...record });
    size += JSON.stringify(object).length;
    if (size > 2 * DOCUMENT_LIMITS.bytes)
      throw new StixMistake(`the citations have more than ${formatMegabytes(2 * DOCUMENT_LIMITS.bytes)}`);
  }
  return [...claims].map(([claim, citations]) => {
    const assessments = [...stage.placed(assessmentsOf(claim))].map(recordOf);
    return {
      ...assembleProposition(stage, claim),
      citations,
      ...(assessments.length > 0 && { assessments }),
    };
  });
}

function assembleProposition(stage: ObjectStage, id: string): object {
  const [object] = stage.placed(claimOf(id));
  const claim = object === undefined ? undefined : extensionOf(object)?.claim;
  if (object === undefined || claim === undefined) throw new StixMistake(`the claim ${id} is missing`);
  const { status, relation, subject, object: other, value } = claim;
  const predicate = statuses.includes(status) ? predicateOf(String(relation), status) : null;
  if (predicate === null)
    throw new StixMistake(
      `expected a relation of ${id} that begins with its status, found ${String(relation)} and ${String(status)}`,
    );
  const type = textOf(object, 'relationship_type');
  if (object.type === 'relationship' && type !== toType(relation))
    throw new StixMistake(
      `expected the relationship_type ${toType(relation)} of ${id}, as in its extension, found ${type}`,
    );
  return { subject, predicate, ...(value === undefined ? { object: other } : { value }) };
}

import { type DocumentPath, type PathDiagnostic, pathDiagnostic } from '../../documents/path-diagnostic.js';
import { AscribeError } from '../../domain/errors.js';
import { canonicalProposition } from '../../domain/ids.js';
import { type EntityKind, type PredicateDefinition, predicateDefinition } from '../../domain/ontology.js';
import type { Proposition, Value } from '../../domain/records.js';
import type { ClaimDraft } from '../format/article-schema.js';
import { parseValue } from '../format/parse-value.js';
import type { ReferenceResolver } from './reference-resolver.js';

/** What a claim says, in its one writing; null, with findings, where it cannot be said. */
export async function resolveProposition(
  claim: ClaimDraft,
  path: DocumentPath,
  isBroken: (path: DocumentPath) => boolean,
  references: ReferenceResolver,
): Promise<{ proposition: Proposition | null; findings: PathDiagnostic[] }> {
  const findings: PathDiagnostic[] = [];
  const { subject, predicate, object, value } = claim;
  const definition = predicate === undefined ? null : predicateDefinition(predicate);

  if (subject !== undefined) {
    const at = [...path, 'subject'];
    const kind = await references.resolveKind(subject, at);
    if (kind !== null && definition !== null && !definition.domain.includes(kind))
      findings.push(
        pathDiagnostic(
          'OUTSIDE_DOMAIN',
          at,
          `"${subject}" is of kind ${kind}; the subject of ${definition.name} is ${listKinds(definition.domain)}`,
        ),
      );
  }
  if (object !== undefined) {
    const at = [...path, 'object'];
    const kind = await references.resolveKind(object, at);
    if (
      kind !== null &&
      definition !== null &&
      typeof definition.range !== 'string' &&
      !definition.range.includes(kind)
    )
      findings.push(
        pathDiagnostic(
          'OUTSIDE_RANGE',
          at,
          `"${object}" is of kind ${kind}; the object of ${definition.name} is ${listKinds(definition.range)}`,
        ),
      );
    if (object === subject)
      findings.push(pathDiagnostic('INVALID_DOCUMENT', at, `"${object}" is subject and object of one claim`));
  }
  if (definition === null) return { proposition: null, findings };

  const broken = isBroken([...path, 'object']) || isBroken([...path, 'value']);
  findings.push(...checkObjectOrValue(claim, definition, path, broken));
  const literal = parseLiteral(claim, definition, path, findings);
  const complete =
    subject !== undefined && (object !== undefined || literal !== null) && findings.length === 0;
  if (!complete) return { proposition: null, findings };
  return {
    proposition: canonicalProposition({
      subjectId: subject,
      predicate: definition.name,
      objectId: value === undefined ? (object ?? null) : null,
      value: literal,
    }),
    findings,
  };
}

/** A predicate takes an object or a value, never both. */
function checkObjectOrValue(
  { object, value }: ClaimDraft,
  { name, range }: PredicateDefinition,
  path: DocumentPath,
  broken: boolean,
): PathDiagnostic[] {
  const takesValue = typeof range === 'string';
  const takes = takesValue
    ? `a value (${VALUE_DESCRIPTIONS[range]})`
    : `an object that is ${listKinds(range)}`;
  const findings: PathDiagnostic[] = [];
  if (takesValue && object !== undefined)
    findings.push(
      pathDiagnostic('OUTSIDE_RANGE', [...path, 'object'], `${name} takes ${takes}, found an object`),
    );
  if (!takesValue && value !== undefined)
    findings.push(
      pathDiagnostic('OUTSIDE_RANGE', [...path, 'value'], `${name} takes ${takes}, found a value`),
    );
  if (object === undefined && value === undefined && !broken)
    findings.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `"${takesValue ? 'value' : 'object'}" is missing; ${name} takes ${takes}`,
      ),
    );
  return findings;
}

function parseLiteral(
  { value }: ClaimDraft,
  { range }: PredicateDefinition,
  path: DocumentPath,
  findings: PathDiagnostic[],
): Value | null {
  if (value === undefined || typeof range !== 'string') return null;
  try {
    return parseValue(range, value);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    findings.push(pathDiagnostic(error.code, [...path, 'value'], error.message));
    return null;
  }
}

const VALUE_DESCRIPTIONS = {
  COUNT: 'a whole number or a range',
  YEARS: 'a number or a range',
  DATE: 'an EDTF date',
  OUTCOME: 'the name of an outcome',
} as const;

const listKinds = (kinds: readonly EntityKind[]): string =>
  kinds.length === 1 ? String(kinds[0]) : `one of ${kinds.join(', ')}`;

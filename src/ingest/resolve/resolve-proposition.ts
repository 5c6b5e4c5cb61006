import { type AtPath, type Diagnostic, pathDiagnostic } from '../../documents/diagnostic.js';
import type { DocumentPath } from '../../documents/document-path.js';
import { canonicalProposition } from '../../domain/ids.js';
import { type EntityKind, type PredicateDefinition, predicateDefinition } from '../../domain/ontology.js';
import type { Proposition, Value } from '../../domain/records.js';
import type { ClaimDraft } from '../format/article-schema.js';
import { InvalidValueError, parseValue } from '../format/parse-value.js';
import type { ReferenceResolver } from './reference-resolver.js';

/** The canonical proposition of a claim; null, with diagnostics, if it is invalid. Adds a diagnostic for each mistake. */
export async function resolveProposition(
  claim: ClaimDraft,
  path: DocumentPath,
  isInvalid: (path: DocumentPath) => boolean,
  references: ReferenceResolver,
): Promise<{ proposition: Proposition | null; diagnostics: Diagnostic<AtPath>[] }> {
  const diagnostics: Diagnostic<AtPath>[] = [];
  const { subject, predicate, object, value } = claim;
  const definition = predicate === undefined ? null : predicateDefinition(predicate);

  if (subject !== undefined) {
    const at = [...path, 'subject'];
    const kind = await references.resolveKind(subject, at);
    if (kind !== null && definition !== null && !definition.domain.includes(kind))
      diagnostics.push(
        pathDiagnostic(
          'OUTSIDE_DOMAIN',
          at,
          `"${subject}" is of kind ${kind}; the subject of ${definition.name} must be ${listKinds(definition.domain)}`,
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
      diagnostics.push(
        pathDiagnostic(
          'OUTSIDE_RANGE',
          at,
          `"${object}" is of kind ${kind}; the object of ${definition.name} must be ${listKinds(definition.range)}`,
        ),
      );
    if (object === subject)
      diagnostics.push(
        pathDiagnostic(
          'INVALID_DOCUMENT',
          at,
          `"${object}" is both subject and object; expected two entities`,
        ),
      );
  }
  if (definition === null) return { proposition: null, diagnostics };

  const invalid = isInvalid([...path, 'object']) || isInvalid([...path, 'value']);
  diagnostics.push(...checkObjectOrValue(claim, definition, path, invalid));
  const literal = parseLiteral(claim, definition, path, diagnostics);
  const complete =
    subject !== undefined && (object !== undefined || literal !== null) && diagnostics.length === 0;
  if (!complete) return { proposition: null, diagnostics };
  return {
    proposition: canonicalProposition({
      subjectId: subject,
      predicate: definition.name,
      objectId: value === undefined ? (object ?? null) : null,
      value: literal,
    }),
    diagnostics,
  };
}

/** A predicate takes either an object or a value. */
function checkObjectOrValue(
  { object, value }: ClaimDraft,
  { name, range }: PredicateDefinition,
  path: DocumentPath,
  invalid: boolean,
): Diagnostic<AtPath>[] {
  const takesValue = typeof range === 'string';
  const takes = takesValue
    ? `a value (${VALUE_DESCRIPTIONS[range]})`
    : `an object that is ${listKinds(range)}`;
  const diagnostics: Diagnostic<AtPath>[] = [];
  if (takesValue && object !== undefined)
    diagnostics.push(
      pathDiagnostic('OUTSIDE_RANGE', [...path, 'object'], `${name} takes ${takes}, found an object`),
    );
  if (!takesValue && value !== undefined)
    diagnostics.push(
      pathDiagnostic('OUTSIDE_RANGE', [...path, 'value'], `${name} takes ${takes}, found a value`),
    );
  if (object === undefined && value === undefined && !invalid)
    diagnostics.push(
      pathDiagnostic(
        'INVALID_DOCUMENT',
        path,
        `"${takesValue ? 'value' : 'object'}" is missing; ${name} takes ${takes}`,
      ),
    );
  return diagnostics;
}

function parseLiteral(
  { value }: ClaimDraft,
  { range }: PredicateDefinition,
  path: DocumentPath,
  diagnostics: Diagnostic<AtPath>[],
): Value | null {
  if (value === undefined || typeof range !== 'string') return null;
  try {
    return parseValue(range, value);
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    diagnostics.push(pathDiagnostic(error.code, [...path, 'value', ...error.keys], error.message));
    return null;
  }
}

const VALUE_DESCRIPTIONS = {
  COUNT: 'a whole number or a range',
  YEARS: 'a number or a range',
  DATE: 'an EDTF date',
  COORDINATES: 'a map with latitude and longitude',
  OUTCOME: 'the name of an outcome',
  ATTACK_TYPE: 'the name of a type of attack',
  WEAPON: 'the name of a kind of weapon',
} as const;

const listKinds = (kinds: readonly EntityKind[]): string =>
  kinds.length === 1 ? String(kinds[0]) : `one of ${kinds.join(', ')}`;

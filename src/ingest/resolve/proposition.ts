import { type Finding, finding, type Path } from '../../documents/finding.js';
import { AscribeError } from '../../domain/errors.js';
import { canonicalProposition } from '../../domain/ids.js';
import { type EntityKind, type PredicateDefinition, predicateDefinition } from '../../domain/ontology.js';
import type { Proposition, Value } from '../../domain/records.js';
import type { ClaimDraft } from '../format/article-schema.js';
import { readValue } from '../format/value.js';
import type { References } from './references.js';

/** What a claim says, in its one writing; null, with findings, where it cannot be said. */
export async function propositionOf(
  claim: ClaimDraft,
  path: Path,
  isBroken: (path: Path) => boolean,
  references: References,
): Promise<{ proposition: Proposition | null; findings: Finding[] }> {
  const findings: Finding[] = [];
  const { subject, predicate, object, value } = claim;
  const definition = predicate === undefined ? null : predicateDefinition(predicate);

  if (subject !== undefined) {
    const at = [...path, 'subject'];
    const kind = await references.kindOf(subject, at);
    if (kind !== null && definition !== null && !definition.domain.includes(kind))
      findings.push(
        finding(
          'OUTSIDE_DOMAIN',
          at,
          `"${subject}" is of kind ${kind}; the subject of ${definition.name} is ${anyOf(definition.domain)}`,
        ),
      );
  }
  if (object !== undefined) {
    const at = [...path, 'object'];
    const kind = await references.kindOf(object, at);
    if (
      kind !== null &&
      definition !== null &&
      typeof definition.range !== 'string' &&
      !definition.range.includes(kind)
    )
      findings.push(
        finding(
          'OUTSIDE_RANGE',
          at,
          `"${object}" is of kind ${kind}; the object of ${definition.name} is ${anyOf(definition.range)}`,
        ),
      );
    if (object === subject)
      findings.push(finding('INVALID_DOCUMENT', at, `"${object}" is subject and object of one claim`));
  }
  if (definition === null) return { proposition: null, findings };

  const broken = isBroken([...path, 'object']) || isBroken([...path, 'value']);
  findings.push(...sidesTaken(claim, definition, path, broken));
  const literal = literalOf(claim, definition, path, findings);
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
function sidesTaken(
  { object, value }: ClaimDraft,
  { name, range }: PredicateDefinition,
  path: Path,
  broken: boolean,
): Finding[] {
  const takesValue = typeof range === 'string';
  const takes = takesValue ? `a value (${VALUES[range]})` : `an object that is ${anyOf(range)}`;
  const findings: Finding[] = [];
  if (takesValue && object !== undefined)
    findings.push(finding('OUTSIDE_RANGE', [...path, 'object'], `${name} takes ${takes}, found an object`));
  if (!takesValue && value !== undefined)
    findings.push(finding('OUTSIDE_RANGE', [...path, 'value'], `${name} takes ${takes}, found a value`));
  if (object === undefined && value === undefined && !broken)
    findings.push(
      finding(
        'INVALID_DOCUMENT',
        path,
        `"${takesValue ? 'value' : 'object'}" is missing; ${name} takes ${takes}`,
      ),
    );
  return findings;
}

function literalOf(
  { value }: ClaimDraft,
  { range }: PredicateDefinition,
  path: Path,
  findings: Finding[],
): Value | null {
  if (value === undefined || typeof range !== 'string') return null;
  try {
    return readValue(range, value);
  } catch (error) {
    if (!(error instanceof AscribeError)) throw error;
    findings.push(finding(error.code, [...path, 'value'], error.message));
    return null;
  }
}

const VALUES = {
  COUNT: 'a whole number or a range',
  YEARS: 'a number or a range',
  DATE: 'an EDTF date',
  OUTCOME: 'the name of an outcome',
} as const;

const anyOf = (kinds: readonly EntityKind[]): string =>
  kinds.length === 1 ? String(kinds[0]) : `one of ${kinds.join(', ')}`;

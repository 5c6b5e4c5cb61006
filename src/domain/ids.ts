import { createHash } from 'node:crypto';
import { predicateDefinition } from './ontology.js';
import type { Assessment, Locator, Proposition, Quantity, Value } from './records.js';

/** Letters a–z, digits and single hyphens; 1 to 128 characters. Example: `river-front`. */
export const SLUG = /^(?=.{1,128}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

export type RecordType = 'entity' | 'claim' | 'citation' | 'article' | 'source';

/** The type of record that an id names; null if the text does not have the form of an id. */
export function recordTypeOf(id: string): RecordType | null {
  if (SLUG.test(id)) return 'entity';
  const [prefix = '', rest = ''] = id.split(/:(.*)/s);
  if ((prefix === 'article' || prefix === 'source') && SLUG.test(rest)) return prefix;
  if ((prefix === 'claim' || prefix === 'citation') && /^[0-9a-f]{32}$/.test(rest)) return prefix;
  return null;
}

export const articleId = (slug: string): string => `article:${slug}`;
export const sourceId = (slug: string): string => `source:${slug}`;
/** The id without its type, as documents write it. */
export const slugOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/** The canonical form of a proposition: the two ends of a symmetric predicate are in code-point order. */
export function canonicalProposition(proposition: Proposition): Proposition {
  const { subjectId, objectId, predicate } = proposition;
  const swapped = objectId !== null && predicateDefinition(predicate).symmetric && objectId < subjectId;
  return swapped ? { ...proposition, subjectId: objectId, objectId: subjectId } : proposition;
}

/**
 * `claim:` and 128 bits of SHA-256 over subject, predicate and object or canonical value. Sources that say the same thing
 * thus support the same claim.
 */
export function claimId(proposition: Proposition): string {
  const { subjectId, predicate, objectId, value } = canonicalProposition(proposition);
  return `claim:${hash([subjectId, predicate, objectId, value && canonicalValue(value)])}`;
}

/**
 * `citation:` and 128 bits of SHA-256 over claim, article, quote, locator and speakers. The same words can thus be cited once for each
 * of several speakers who speak independently.
 */
export function citationId(
  claim: string,
  article: string,
  quote: string,
  { start, end, paragraph, page }: Locator,
  assertedBy: readonly string[],
): string {
  return `citation:${hash([claim, article, quote, start, end, paragraph, page, ...assertedBy])}`;
}

/** `assessment:` and 128 bits of SHA-256 over claim, analyst, time and, if it has one, period. */
export function assessmentId(
  claim: string,
  { analyst, at, validFrom, validTo }: Pick<Assessment, 'analyst' | 'at' | 'validFrom' | 'validTo'>,
): string {
  const period = validFrom === null && validTo === null ? [] : [validFrom, validTo];
  return `assessment:${hash([claim, analyst, at, ...period])}`;
}

/** SHA-256 of a value's JSON, as 64 hexadecimal digits. Two values with the same keys in the same order have the same digest. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function canonicalValue(value: Value): unknown[] {
  switch (value.type) {
    case 'COUNT':
    case 'YEARS':
      return canonicalFigure(value);
    case 'DATE':
      return [value.type, value.edtf];
    case 'COORDINATES':
      return [value.type, value.latitude, value.longitude, value.precision];
    default:
      return [value.type, value.term];
  }
}

/** A figure without a best estimate and of all people has two parts besides its type. */
const canonicalFigure = ({ type, min, max, best, of }: Quantity): unknown[] =>
  best === undefined && of === undefined ? [type, min, max] : [type, min, max, best ?? null, of ?? null];

function hash(parts: readonly unknown[]): string {
  return digest(parts).slice(0, 32);
}

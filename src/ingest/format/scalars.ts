import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { SLUG } from '../../domain/ids.js';

/** Accepts the keys of a table of the domain. */
export function enumOf<T extends string>(table: Readonly<Record<T, unknown>>) {
  return z.enum(Object.keys(table) as [T, ...T[]]);
}

/** Text with at least one character that is not white space. */
export function nonBlank(maxLength: number) {
  return z.string().max(maxLength).regex(/\S/, 'expected text');
}

export const slug = z
  .string()
  .max(DOCUMENT_LIMITS.id)
  .regex(SLUG, 'expected an id of lower-case letters a–z, digits and single hyphens, such as river-front');

/** Accepts `<slug>` or `article:<slug>`; returns the slug. */
export const articleReference = z
  .string()
  .max(DOCUMENT_LIMITS.id + 'article:'.length)
  .regex(
    /^(?:article:)?[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'expected the id of an article, such as wire-agency-2031-04-12',
  )
  .transform((id) => id.replace(/^article:/, ''));

/** Caches parsed dates: parsing is slow, and a run repeats the same dates. */
const canonicalDates = new Map<string, string>();
const CACHE_SIZE = 10_000;

/** The canonical form of an EDTF date; a number is a year. Throws BAD_INPUT. */
export function canonicalDate(date: string | number): string {
  const source = typeof date === 'number' ? formatYear(date) : date;
  const cached = canonicalDates.get(source);
  if (cached !== undefined) return cached;
  const { text: canonical } = parseEdtf(source);
  if (canonicalDates.size >= CACHE_SIZE) canonicalDates.clear();
  canonicalDates.set(source, canonical);
  return canonical;
}

/** YAML reads `2031` as a number and `0984` as 984. */
const formatYear = (year: number): string =>
  `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;

export const edtfDate = z
  .union([z.string().max(DOCUMENT_LIMITS.date), z.int()])
  .transform((date, context) => {
    try {
      return canonicalDate(date);
    } catch (error) {
      if (!(error instanceof AscribeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { includesFound: true } });
      return z.NEVER;
    }
  });

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
export const timestamp = z
  .string()
  .refine((text) => isTimestamp(text), 'expected an RFC 3339 timestamp such as 2031-04-13T08:00:00Z');

/** `new Date` accepts February 30 as March 2, so the day is checked separately. */
function isTimestamp(text: string): boolean {
  if (!RFC3339.test(text)) return false;
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  return exists && !Number.isNaN(new Date(text).getTime());
}

export const languageTag = z
  .string()
  .max(DOCUMENT_LIMITS.id)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? tag;
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'expected a BCP 47 language tag such as en, pt-BR or zh-Hant',
      });
      return z.NEVER;
    }
  });

export const httpUrl = z
  .string()
  .max(DOCUMENT_LIMITS.url)
  .refine(
    (address) => /^https?:\/\//i.test(address) && URL.canParse(address),
    'expected a URL that begins with http:// or https://',
  );

export const sha256Hex = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected a SHA-256 hash: 64 hexadecimal digits')
  .transform((digits) => digits.toLowerCase());

/** The form of `sketchText`. */
export const textSketch = z
  .string()
  .regex(/^[A-Za-z0-9+/]{342}==$/, 'expected the sketch of a text: 344 characters of base64');

import { z } from 'zod';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { SLUG } from '../../domain/ids.js';

/** The words of one of the domain's tables. */
export function enumOf<T extends string>(table: Readonly<Record<T, unknown>>) {
  return z.enum(Object.keys(table) as [T, ...T[]]);
}

/** Text that is more than white space. */
export function nonBlank(maxLength: number) {
  return z.string().max(maxLength).regex(/\S/, 'expected text');
}

export const slug = z
  .string()
  .max(DOCUMENT_LIMITS.id)
  .regex(SLUG, 'expected an id of lower-case letters a–z, digits and single hyphens, such as river-front');

/** `<slug>` or `article:<slug>`, read as the slug. */
export const articleReference = z
  .string()
  .max(DOCUMENT_LIMITS.id + 'article:'.length)
  .regex(
    /^(?:article:)?[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'expected the id of an article, such as wire-agency-2031-04-12',
  )
  .transform((id) => id.replace(/^article:/, ''));

/** Remembers what was parsed lately: the grammar is slow, and a run says the same dates over and over. */
const canonicalDates = new Map<string, string>();
const CACHE_SIZE = 10_000;

/** The canonical writing of an EDTF date; throws BAD_INPUT. */
export function canonicalDate(written: string | number): string {
  const source = typeof written === 'number' ? formatYear(written) : written;
  const known = canonicalDates.get(source);
  if (known !== undefined) return known;
  const { text: canonical } = parseEdtf(source);
  if (canonicalDates.size >= CACHE_SIZE) canonicalDates.clear();
  canonicalDates.set(source, canonical);
  return canonical;
}

/** YAML reads `2031` as a number, and `0984` as 984. */
const formatYear = (year: number): string =>
  `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;

export const edtfDate = z
  .union([z.string().max(DOCUMENT_LIMITS.date), z.int()])
  .transform((written, context) => {
    try {
      return canonicalDate(written);
    } catch (error) {
      if (!(error instanceof AscribeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
export const timestamp = z
  .string()
  .refine((written) => isTimestamp(written), 'expected a moment by RFC 3339, such as 2031-04-13T08:00:00Z');

/** `new Date` lets the 30th of February pass as the 2nd of March. */
function isTimestamp(written: string): boolean {
  if (!RFC3339.test(written)) return false;
  const day = new Date(`${written.slice(0, 10)}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written.slice(0, 10));
  return real && !Number.isNaN(new Date(written).getTime());
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
        message: 'expected a language by BCP 47, such as en, pt-BR or zh-Hant',
      });
      return z.NEVER;
    }
  });

export const httpUrl = z
  .string()
  .max(DOCUMENT_LIMITS.url)
  .refine(
    (address) => /^https?:\/\//i.test(address) && URL.canParse(address),
    'expected an address that begins with http:// or https://',
  );

export const sha256Hex = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected a SHA-256: 64 hexadecimal digits')
  .transform((digits) => digits.toLowerCase());

import { z } from 'zod';
import { countCharacters } from '../../documents/count-characters.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { parseBoundary, parseEdtf } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import { SLUG } from '../../domain/ids.js';
import { isTimestamp } from '../../domain/timestamp.js';

/** Accepts the keys of a table of the domain, whose values describe them. Editors show the descriptions. */
export function enumOf<T extends string>(table: Readonly<Record<T, string>>) {
  return z.enum(Object.keys(table) as [T, ...T[]]).meta({ enumDescriptions: Object.values(table) });
}

/** Text of at most this many characters. Counts Unicode code points, as JSON Schema does; zod counts UTF-16 code units. */
export function textUpTo(maximum: number) {
  return z
    .string()
    .check(({ value, issues }) => {
      if (value.length > maximum && countCharacters(value) > maximum)
        issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input: value });
    })
    .meta({ maxLength: maximum });
}

/** Text with at least one character that is not white space. */
export function nonBlank(maxLength: number) {
  return textUpTo(maxLength).regex(/\S/, 'expected text');
}

export const slug = z
  .string()
  .max(DOCUMENT_LIMITS.id, { abort: true })
  .regex(SLUG, {
    error: ({ input }) =>
      `expected an id of lower-case letters a–z, digits and single hyphens, such as river-front${foreignLetter(String(input))}`,
  });

/** A letter such as a Cyrillic а looks like one that is allowed. */
function foreignLetter(id: string): string {
  const [letter] = /[^\0-\x7f]/u.exec(id) ?? [];
  if (letter === undefined) return '';
  const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return ` (not ${letter}, which is U+${code})`;
}

/** Accepts `<slug>` or `article:<slug>`; returns the slug. */
export const articleReference = z
  .string()
  .max(DOCUMENT_LIMITS.id + 'article:'.length, { abort: true })
  .regex(
    /^(?:article:)?[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'expected the id of an article, such as wire-agency-2031-04-12',
  )
  .transform((id) => id.replace(/^article:/, ''));

/** The canonical form of an EDTF date. A number is a year of four digits, as YAML reads `2031`. Throws BAD_INPUT. */
export function canonicalDate(date: string | number, parse = parseEdtf): string {
  if (typeof date === 'string') return parse(date).text;
  try {
    return parse(String(date)).text;
  } catch (error) {
    if (!(error instanceof AscribeError) || Math.abs(date) > 999) throw error;
    throw new AscribeError('BAD_INPUT', `${error.message}, in quotes`);
  }
}

const dateSchema = (parse: typeof parseEdtf) =>
  z.union([z.string().max(DOCUMENT_LIMITS.date), z.int()]).transform((date, context) => {
    try {
      return canonicalDate(date, parse);
    } catch (error) {
      if (!(error instanceof AscribeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { includesFound: true } });
      return z.NEVER;
    }
  });

export const edtfDate = dateSchema(parseEdtf);

/** The date of a beginning or an end: it is open at neither end. */
export const edtfBoundary = dateSchema(parseBoundary);

/** Kept as it is written, with its offset. Letters are capital, so that texts compare. */
export const timestamp = z
  .string()
  .refine(
    (text) => isTimestamp(text) && text === text.toUpperCase(),
    'expected an RFC 3339 timestamp such as 2031-04-13T08:00:00Z',
  );

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
  .max(DOCUMENT_LIMITS.url, { abort: true })
  .refine((address) => /^https?:\/\//i.test(address) && URL.canParse(address), {
    error: 'expected a URL that begins with http:// or https://',
    abort: true,
  })
  .refine((address) => !hasCredentials(address), {
    error: 'expected a URL without a user name and password; articles are shown to every reader',
    params: { includesFound: true },
  });

function hasCredentials(address: string): boolean {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}

export const sha256Hex = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'expected a SHA-256 hash: 64 hexadecimal digits')
  .transform((digits) => digits.toLowerCase());

/** The form of `sketchText`. */
export const textSketch = z
  .string()
  .regex(/^[A-Za-z0-9+/]{342}==$/, 'expected the sketch of a text: 344 characters of base64');

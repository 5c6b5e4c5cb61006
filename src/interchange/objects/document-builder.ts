import { createHash } from 'node:crypto';
import { type Diagnostic, fileDiagnostic } from '../../documents/diagnostic.js';
import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import { formatPath } from '../../documents/document-path.js';
import { type EntityKind, type Predicate, predicateDefinition } from '../../domain/ontology.js';
import { validateDocument } from '../../ingest/format/validate.js';
import { FILTERS } from '../mapping/filters.js';

/** An entity as an article declares it. */
export interface MadeEntity {
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly identifiers?: Readonly<Record<string, string | readonly string[]>>;
}

/** A claim of an article between two entities, with its only citation. */
export interface MadeClaim {
  readonly subject: MadeEntity;
  readonly predicate: Predicate;
  readonly object: MadeEntity;
  readonly citation: Readonly<Record<string, unknown>> & { readonly quote: string };
}

/** An annotated article that is made from an object of another format. */
export interface MadeDocument {
  readonly article: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly entities?: readonly MadeEntity[];
  readonly claims?: readonly MadeClaim[];
}

/** Part of an id. A text without letters and digits gives `x`. */
export function slug(text: string): string {
  try {
    return FILTERS.slug?.apply(text, '') ?? 'x';
  } catch {
    return 'x';
  }
}

/** The id of an article about a URL: the same for whoever cites it. */
export const urlArticleId = (url: string): string =>
  `url-${createHash('sha256').update(url).digest('hex').slice(0, 24)}`;

/** An article of which nothing but its address is known: what several objects cite is one origin. */
export function referenceArticle(url: string, title: string): MadeDocument | null {
  let host: string;
  try {
    const parsed = new URL(url);
    if (!/^https?:$/.test(parsed.protocol)) return null;
    host = parsed.hostname.replace(/^www\./, '');
  } catch {
    return null;
  }
  return {
    article: {
      id: urlArticleId(url),
      title: cut(title === '' ? url : title, DOCUMENT_LIMITS.title),
      genre: 'ANALYSIS',
      source: { id: slug(host), name: host, reliability: 'F' },
      url,
    },
  };
}

/** At most so many characters, without half of a surrogate pair. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/u, '');

/** A part of a text that can be its quote: whole sentences if they fit. */
export function quoteOf(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= DOCUMENT_LIMITS.quote) return trimmed;
  const start = cut(trimmed, DOCUMENT_LIMITS.quote);
  const end = start.lastIndexOf('. ');
  return (end > 200 ? start.slice(0, end + 1) : start).trim();
}

/** Why a predicate cannot connect these kinds; null if it can. */
export function refusedKinds(predicate: Predicate, subject: EntityKind, object: EntityKind): string | null {
  const { domain, range } = predicateDefinition(predicate);
  if (!domain.includes(subject)) return `${subject} is no subject of ${predicate}`;
  if (!(range as readonly string[]).includes(object)) return `${object} is no object of ${predicate}`;
  return null;
}

/** The line of a document, or what is wrong with it. `place`: the object that it is made from. */
export function toLine(
  { article, entities = [], claims = [] }: MadeDocument,
  place: { readonly file: string | null; readonly id: string },
): { readonly line: string } | { readonly problems: readonly Diagnostic[] } {
  const declared = new Map(
    [...entities, ...claims.flatMap(({ subject, object }) => [subject, object])].map((one) => [one.id, one]),
  );
  const document = {
    ascribe: 1,
    article,
    ...(declared.size > 0 && { entities: [...declared.values()] }),
    ...(claims.length > 0 && {
      claims: claims.map(({ subject, predicate, object, citation }) => ({
        subject: subject.id,
        predicate,
        object: object.id,
        citations: [citation],
      })),
    }),
  };
  const { diagnostics } = validateDocument(document);
  if (diagnostics.length === 0) return { line: `${JSON.stringify(document)}\n` };
  return {
    problems: diagnostics.map(({ code, message, path }) => ({
      ...fileDiagnostic(code, message, place.file),
      path: `${place.id}, ${formatPath(path)}`,
    })),
  };
}

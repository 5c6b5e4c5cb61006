import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import type { CitationsInFull, ClaimsInFull, Page, Reads } from '../store.js';

type Single = 'entities' | 'articles' | 'sources' | 'claimsOf' | 'citationsOf';
/** Those of the port that read one kind of record, whether they wait for it or not. */
export type SingleReads = {
  readonly [Name in Single]: (
    ...args: Parameters<Reads[Name]>
  ) => Awaited<ReturnType<Reads[Name]>> | ReturnType<Reads[Name]>;
};

/** Claims and citations in full, one kind of record after the other: for a store where a question more costs little. */
export function readInFull(reads: SingleReads): Pick<Reads, 'claimsInFullOf' | 'citationsInFullOf'> {
  const citationsInFullOf: Reads['citationsInFullOf'] = async (claimIds, page) => {
    const pages = await reads.citationsOf(claimIds, page);
    const articles = await reads.articles(articleIdsOf(pages));
    const sources = await reads.sources(sourceIdsOf(articles));
    return citationsInFull(pages, articles, sources);
  };
  return {
    citationsInFullOf,
    claimsInFullOf: async (entityIds, direction, filter, page, along) => {
      const pages = await reads.claimsOf(entityIds, direction, filter, page);
      const entities = along.ends ? await reads.entities(endIdsOf(pages)) : [];
      const citations =
        along.citations === null ? null : await citationsInFullOf(claimIdsOf(pages), along.citations);
      return claimsInFull(pages, entities, citations);
    },
  };
}

/** Of the articles and sources that were read those of the pages, in their order. */
export function citationsInFull(
  pages: readonly Page<Citation>[],
  articles: readonly (Article | null)[],
  sources: readonly (Source | null)[],
): CitationsInFull {
  const cited = among(articleIdsOf(pages), articles);
  return { pages, articles: cited, sources: among(sourceIdsOf(cited), sources) };
}

/** Of the entities that were read those of the pages, in their order. */
export function claimsInFull(
  pages: readonly Page<Claim>[],
  entities: readonly (Entity | null)[],
  citations: CitationsInFull | null,
): ClaimsInFull {
  return { pages, entities: among(endIdsOf(pages), entities), citations };
}

/** For each claim of the pages, in their order. */
export const claimIdsOf = (pages: readonly Page<Claim>[]): string[] =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

const endIdsOf = (pages: readonly Page<Claim>[]): string[] =>
  distinct(pages.flatMap(({ items }) => items.flatMap(({ subjectId, objectId }) => [subjectId, objectId])));
const articleIdsOf = (pages: readonly Page<Citation>[]): string[] =>
  distinct(pages.flatMap(({ items }) => items.map(({ articleId }) => articleId)));
const sourceIdsOf = (articles: readonly (Article | null)[]): string[] =>
  distinct(articles.map((article) => article?.sourceId ?? null));

const distinct = (ids: readonly (string | null)[]): string[] =>
  [...new Set(ids.filter((id) => id !== null))].sort();

function among<T extends { readonly id: string }>(
  ids: readonly string[],
  records: readonly (T | null)[],
): readonly T[] {
  const known = new Map(records.map((record) => [record?.id, record]));
  return ids.map((id) => known.get(id)).filter((record) => record != null);
}

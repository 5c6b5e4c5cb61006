import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import type { CitationsWithRelated, ClaimsWithRelated, Page, Reads } from '../store.js';

type BaseReadName = 'entities' | 'articles' | 'sources' | 'claimsOf' | 'citationsOf';
/** Those of the port that read one kind of record, whether they wait for it or not. */
export type BaseReads = {
  readonly [Name in BaseReadName]: (
    ...args: Parameters<Reads[Name]>
  ) => Awaited<ReturnType<Reads[Name]>> | ReturnType<Reads[Name]>;
};

/** Claims and citations in full, one kind of record after the other: for a store where a question more costs little. */
export function sequentialEagerReads(
  reads: BaseReads,
): Pick<Reads, 'claimsWithRelated' | 'citationsWithRelated'> {
  const citationsWithRelated: Reads['citationsWithRelated'] = async (claimIds, page) => {
    const pages = await reads.citationsOf(claimIds, page);
    const articles = await reads.articles(articleIdsOf(pages));
    const sources = await reads.sources(sourceIdsOf(articles));
    return toCitationsWithRelated(pages, articles, sources);
  };
  return {
    citationsWithRelated,
    claimsWithRelated: async (entityIds, direction, filter, page, along) => {
      const pages = await reads.claimsOf(entityIds, direction, filter, page);
      const entities = along.endpoints ? await reads.entities(endpointIdsOf(pages)) : [];
      const citations =
        along.citations === null ? null : await citationsWithRelated(claimIdsOf(pages), along.citations);
      return toClaimsWithRelated(pages, entities, citations);
    },
  };
}

/** Of the articles and sources that were read those of the pages, in their order. */
export function toCitationsWithRelated(
  pages: readonly Page<Citation>[],
  articles: readonly (Article | null)[],
  sources: readonly (Source | null)[],
): CitationsWithRelated {
  const cited = selectByIds(articleIdsOf(pages), articles);
  return { pages, articles: cited, sources: selectByIds(sourceIdsOf(cited), sources) };
}

/** Of the entities that were read those of the pages, in their order. */
export function toClaimsWithRelated(
  pages: readonly Page<Claim>[],
  entities: readonly (Entity | null)[],
  citations: CitationsWithRelated | null,
): ClaimsWithRelated {
  return { pages, entities: selectByIds(endpointIdsOf(pages), entities), citations };
}

/** For each claim of the pages, in their order. */
export const claimIdsOf = (pages: readonly Page<Claim>[]): string[] =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

const endpointIdsOf = (pages: readonly Page<Claim>[]): string[] =>
  sortedUnique(
    pages.flatMap(({ items }) => items.flatMap(({ subjectId, objectId }) => [subjectId, objectId])),
  );
const articleIdsOf = (pages: readonly Page<Citation>[]): string[] =>
  sortedUnique(pages.flatMap(({ items }) => items.map(({ articleId }) => articleId)));
const sourceIdsOf = (articles: readonly (Article | null)[]): string[] =>
  sortedUnique(articles.map((article) => article?.sourceId ?? null));

const sortedUnique = (ids: readonly (string | null)[]): string[] =>
  [...new Set(ids.filter((id) => id !== null))].sort();

function selectByIds<T extends { readonly id: string }>(
  ids: readonly string[],
  records: readonly (T | null)[],
): readonly T[] {
  const known = new Map(records.map((record) => [record?.id, record]));
  return ids.map((id) => known.get(id)).filter((record) => record != null);
}

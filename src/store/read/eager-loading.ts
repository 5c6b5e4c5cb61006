import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import type {
  CitationPages,
  CitationPrefetch,
  CitationsOfClaims,
  ClaimFilter,
  ClaimPages,
  ClaimPrefetch,
  Direction,
  Page,
  PageRequest,
  Reads,
} from '../store.js';
import {
  CITATION_KEY_SHAPE,
  CLAIM_KEY_SHAPE,
  citationKey,
  claimKey,
  requireStatuses,
  toPage,
  toSlice,
} from './cursor.js';
import type { CitationSlice, JoinedReads, ReadPort, RelatedCitations, RunRead } from './read-port.js';
import { showInWindow } from './recheck-filter.js';

const toClaimSlice = (page: PageRequest) => toSlice('claims', page, CLAIM_KEY_SHAPE);
const toCitationSlice = (page: PageRequest) => toSlice('citations', page, CITATION_KEY_SHAPE);

/** Pages of claims and citations, with related records if requested. */
export function createPrefetchReads(run: RunRead): Pick<Reads, 'claimsOf' | 'citationsOf'> {
  return {
    claimsOf: async (entityIds, direction, filter, page, prefetch) => {
      requireStatuses(filter.statuses);
      const request: ClaimsRequest = [entityIds, direction, filter, page];
      // Cursors are checked before the transaction begins.
      toClaimSlice(page);
      if (prefetch === undefined || !bringsMore(prefetch))
        return run(async (port) => withoutRelated(await readClaimPages(port, request)));
      if (prefetch.citations !== null) toCitationSlice(prefetch.citations.page);
      return run((port) =>
        port.joined === undefined
          ? readClaimsInSteps(port, request, prefetch)
          : readJoinedClaims(port.joined, request, prefetch),
      );
    },
    citationsOf: async (claimIds, page, prefetch = ALONE) => {
      toCitationSlice(page);
      const citations = { page, ...prefetch };
      return run(async (port) =>
        port.joined === undefined || !(prefetch.articles || prefetch.speakers)
          ? readCitationsInSteps(port, claimIds, citations)
          : joinCitations(
              await port.joined.citationsOf([...new Set(claimIds)], withSlice(citations)),
              claimIds,
              citations,
            ),
      );
    },
  };
}

const ALONE: CitationPrefetch = { articles: false, speakers: false };

const withSlice = ({ page, ...prefetch }: CitationsOfClaims): CitationSlice => ({
  ...prefetch,
  slice: toCitationSlice(page),
});

const bringsMore = ({ owners, endpoints, citations }: ClaimPrefetch): boolean =>
  owners === true || endpoints || citations !== null;

type ClaimsRequest = readonly [
  entityIds: readonly string[],
  direction: Direction,
  filter: ClaimFilter,
  page: PageRequest,
];

const withoutRelated = (pages: readonly Page<Claim>[]): ClaimPages => ({
  pages,
  entities: [],
  citations: null,
});

async function readClaimPages(
  port: ReadPort,
  [entityIds, direction, filter, page]: ClaimsRequest,
): Promise<Page<Claim>[]> {
  const lists = await port.claimsAt(entityIds, direction, filter, toClaimSlice(page));
  return lists.map((claims) => toClaimPage(claims, filter, page));
}

function toClaimPage(claims: readonly Claim[], filter: ClaimFilter, { first }: PageRequest): Page<Claim> {
  return toPage('claims', showInWindow(filter, claims), first, claimKey);
}

async function readCitationPages(
  port: ReadPort,
  claimIds: readonly string[],
  page: PageRequest,
): Promise<Page<Citation>[]> {
  const lists = await port.citationsOf(claimIds, toCitationSlice(page));
  return lists.map((citations) => toCitationPage(citations, page));
}

const toCitationPage = (citations: readonly Citation[], { first }: PageRequest): Page<Citation> =>
  toPage('citations', citations, first, citationKey);

/** One kind of record after another, for a backend to which another statement costs little. */
async function readClaimsInSteps(
  port: ReadPort,
  request: ClaimsRequest,
  prefetch: ClaimPrefetch,
): Promise<ClaimPages> {
  const pages = await readClaimPages(port, request);
  const entityIds = idsOfEntities(request[0], pages, prefetch);
  const { citations } = prefetch;
  return {
    pages,
    entities: entityIds.length === 0 ? [] : existing(await port.byIds('entities', entityIds)),
    citations: citations === null ? null : await readCitationsInSteps(port, claimIdsOf(pages), citations),
  };
}

async function readCitationsInSteps(
  port: ReadPort,
  claimIds: readonly string[],
  { page, ...prefetch }: CitationsOfClaims,
): Promise<CitationPages> {
  const pages = await readCitationPages(port, claimIds, page);
  const articles = prefetch.articles ? existing(await port.byIds('articles', articleIdsOf(pages))) : [];
  return {
    pages,
    articles,
    sources: prefetch.articles ? existing(await port.byIds('sources', sourceIdsOf(articles))) : [],
    speakers: prefetch.speakers ? existing(await port.byIds('entities', speakerIdsOf(pages))) : [],
  };
}

const existing = <T>(records: readonly (T | null)[]): T[] => records.filter((record) => record !== null);

/** The same records in one statement. */
async function readJoinedClaims(
  joined: JoinedReads,
  [entityIds, direction, filter, page]: ClaimsRequest,
  prefetch: ClaimPrefetch,
): Promise<ClaimPages> {
  const { owners = false, endpoints, citations } = prefetch;
  const found = await joined.claimsAt(entityIds, direction, filter, toClaimSlice(page), {
    owners,
    endpoints,
    citations: citations && withSlice(citations),
  });
  const pages = found.claims.map((claims) => toClaimPage(claims, filter, page));
  return {
    pages,
    entities: selectByIds<Entity>(idsOfEntities(entityIds, pages, prefetch), found.entities),
    citations:
      citations === null || found.related === null
        ? null
        : joinCitations(found.related, claimIdsOf(pages), citations),
  };
}

function joinCitations(
  { citations, articles, sources, speakers }: RelatedCitations,
  claimIds: readonly string[],
  { page, ...prefetch }: CitationsOfClaims,
): CitationPages {
  const byClaim = new Map<string, Citation[]>(claimIds.map((id) => [id, []]));
  for (const citation of citations) byClaim.get(citation.claimId)?.push(citation);
  const pages = claimIds.map((id) => toCitationPage(byClaim.get(id) ?? [], page));
  const cited = prefetch.articles ? selectByIds<Article>(articleIdsOf(pages), articles) : [];
  return {
    pages,
    articles: cited,
    sources: selectByIds<Source>(sourceIdsOf(cited), sources),
    speakers: prefetch.speakers ? selectByIds<Entity>(speakerIdsOf(pages), speakers) : [],
  };
}

/** One id for each claim of the pages, in their order. */
const claimIdsOf = (pages: readonly Page<Claim>[]): string[] =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

const idsOfEntities = (
  entityIds: readonly string[],
  pages: readonly Page<Claim>[],
  { owners, endpoints }: ClaimPrefetch,
): string[] =>
  sortedUnique([
    ...(owners ? entityIds : []),
    ...(endpoints
      ? pages.flatMap(({ items }) => items.flatMap(({ subjectId, objectId }) => [subjectId, objectId]))
      : []),
  ]);
const articleIdsOf = (pages: readonly Page<Citation>[]): string[] =>
  sortedUnique(pages.flatMap(({ items }) => items.map(({ articleId }) => articleId)));
const speakerIdsOf = (pages: readonly Page<Citation>[]): string[] =>
  sortedUnique(pages.flatMap(({ items }) => items.flatMap(({ assertedBy }) => assertedBy)));
const sourceIdsOf = (articles: readonly Article[]): string[] =>
  sortedUnique(articles.map(({ sourceId }) => sourceId));

const sortedUnique = (ids: readonly (string | null)[]): string[] =>
  [...new Set(ids.filter((id) => id !== null))].sort();

function selectByIds<T extends { readonly id: string }>(ids: readonly string[], records: readonly T[]): T[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  return ids.map((id) => byId.get(id)).filter((record) => record !== undefined);
}

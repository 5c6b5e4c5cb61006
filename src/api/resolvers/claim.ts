import type { GraphQLResolveInfo } from 'graphql';
import { decidingAssessment } from '../../domain/derivation/effective-status.js';
import { explain, speakerIdsOf } from '../../domain/derivation/explain.js';
import { listPeriods } from '../../domain/derivation/list-periods.js';
import type { Origin, OriginReason } from '../../domain/derivation/origins.js';
import { confidenceLevel } from '../../domain/derivation/policy.js';
import { edtfDayOfSortKey } from '../../domain/edtf.js';
import type { ChangeCause, Claim, ClaimChange, ClaimStatus } from '../../domain/records.js';
import { parseTimeSpan } from '../../domain/time-span.js';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { ChangeFilter } from '../../store/store.js';
import { parseNonEmptyList } from '../execution/argument-checks.js';
import {
  type ClaimArguments,
  type PropositionConditions,
  parseClaimFilter,
  parsePropositionFilter,
  parseStatuses,
} from '../execution/claim-arguments.js';
import { loadClaimAsOf } from '../execution/claim-as-of.js';
import type { RequestContext } from '../execution/context.js';
import { loadEntityNames } from '../execution/entity-names.js';
import { citationPrefetch } from '../execution/look-ahead.js';
import { findRecordInScope, loadRequired } from '../execution/lookup.js';
import { type PageArguments, parseFirst, parseLogPage, parsePage } from '../execution/page-arguments.js';
import { claimConnection, listConnection, logConnection } from '../execution/relay-connection.js';

export const claimResolvers = {
  Claim: {
    subject: ({ subjectId }: Claim, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, subjectId),
    object: ({ objectId }: Claim, _: unknown, { loaders }: RequestContext) =>
      objectId === null ? null : loadRequired(loaders.entity, objectId),
    confidenceLevel: ({ confidence }: Claim) => confidenceLevel(confidence),
    independentOrigins: async (claim: Claim, { first }: PageArguments, { loaders }: RequestContext) =>
      (await loaders.derivation(claim)).origins.slice(0, parseFirst(first)),
    originCount: async (claim: Claim, _: unknown, { loaders }: RequestContext) =>
      (await loaders.derivation(claim)).origins.length,
    explanation: async (claim: Claim, _: unknown, { loaders }: RequestContext) => {
      const derivation = await loaders.derivation(claim);
      const names = await loadEntityNames(speakerIdsOf(derivation), loaders);
      const assessments = claim.assessmentId === null ? [] : await loaders.assessments.load(claim.id);
      const window = claim.window === undefined ? null : parseTimeSpan(claim.window.during);
      return explain(derivation, names, decidingAssessment(claim, assessments, window));
    },
    derivedStatus: async (claim: Claim, _: unknown, { loaders }: RequestContext) =>
      isDerivedInWindow(claim) ? claim.derivedStatus : (await loaders.derivation(claim)).status,
    derivedConfidence: async (claim: Claim, _: unknown, { loaders }: RequestContext) =>
      isDerivedInWindow(claim) ? claim.derivedConfidence : (await loaders.derivation(claim)).confidence,
    periods: (claim: Claim) =>
      listPeriods(claim).map(({ start, end, ...period }) => ({
        ...period,
        from: edtfDayOfSortKey(start),
        to: edtfDayOfSortKey(end),
      })),
    citations: ({ id }: Claim, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      listConnection({ context, info }, parsePage(args), {
        read: ({ loaders }, page) => {
          const pages = loaders.citationsOf(page, citationPrefetch(info));
          return pages.known(id) ?? pages.load(id);
        },
        count: ({ loaders }) => loaders.citationCount.load(id),
      }),
    assessments: ({ id }: Claim, _: unknown, { loaders }: RequestContext) => loaders.assessments.load(id),
    soleArticle: ({ soleArticleId }: Claim, _: unknown, { loaders }: RequestContext) =>
      soleArticleId === null ? null : loadRequired(loaders.article, soleArticleId),
    soleSource: ({ soleSourceId }: Claim, _: unknown, { loaders }: RequestContext) =>
      soleSourceId === null ? null : loadRequired(loaders.source, soleSourceId),
    history: ({ id }: Claim, _: unknown, { loaders }: RequestContext) => loaders.history.load(id),
  },
  ClaimChange: {
    subject: ({ subjectId }: ClaimChange, _: unknown, { loaders }: RequestContext) =>
      loaders.entity.load(subjectId),
    object: ({ objectId }: ClaimChange, _: unknown, { loaders }: RequestContext) =>
      objectId === null ? null : loaders.entity.load(objectId),
  },
  ClaimChangeEdge: {
    claim: async (
      { change, statuses }: ListedChange,
      _: unknown,
      { asOfScopes }: RequestContext,
      { path }: GraphQLResolveInfo,
    ) => (change.to === null ? null : loadClaimAsOf(change, statuses, asOfScopes, path)),
  },
  Origin: {
    citations: ({ citationIds }: Origin, { first }: PageArguments, { loaders }: RequestContext) =>
      Promise.all(citationIds.slice(0, parseFirst(first)).map((id) => loadRequired(loaders.citation, id))),
  },
  OriginReason: { commonId: ({ id }: OriginReason) => id },
  ChangeCause: {
    articles: ({ articleIds }: ChangeCause, _: unknown, { loaders }: RequestContext) =>
      Promise.all(articleIds.map((id) => loaders.article.load(id))),
  },
  Query: {
    claim: (
      _: unknown,
      args: { id: string; asOf?: string | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => findRecordInScope(context, 'claim', args, info),
    claims: (
      _: unknown,
      args: ClaimArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => claimConnection({ context, info }, args, parseClaimFilter(args)),
    changes: (
      _: unknown,
      args: ChangeArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const filter = parseChangeFilter(args);
      return logConnection(
        { context, info },
        parseLogPage(args),
        {
          read: ({ store }, page) => store.list('changes', filter, page),
          count: ({ store }) => store.count('changes', filter),
        },
        (change): ListedChange => ({ change, statuses: filter.statuses }),
      );
    },
  },
};

/** Whether the claim says itself what is derived in its window: of an assessed claim it does not, see `claimInWindow`. */
const isDerivedInWindow = ({ window, assessmentId }: Claim): boolean =>
  window === undefined || assessmentId === null;

/** A change, and the statuses that its list was queried with. */
interface ListedChange {
  readonly change: ClaimChange;
  readonly statuses: readonly ClaimStatus[];
}

interface ChangeArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly from?: readonly ClaimStatus[] | null;
  readonly statusChanged?: boolean | null;
  readonly since?: string | null;
  readonly until?: string | null;
  readonly where?: PropositionConditions | null;
}

function parseChangeFilter({
  statuses,
  from,
  statusChanged,
  since,
  until,
  where,
}: ChangeArguments): ChangeFilter {
  return {
    statuses: parseStatuses(statuses),
    ...(from != null && { from: parseNonEmptyList('from', from) as readonly ClaimStatus[] }),
    ...(statusChanged === true && { statusChanged }),
    ...(since != null && { since: parseTimestamp('since', since) }),
    ...(until != null && { until: parseTimestamp('until', until) }),
    ...parsePropositionFilter(where ?? {}),
  };
}

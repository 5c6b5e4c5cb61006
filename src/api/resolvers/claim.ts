import type { GraphQLResolveInfo } from 'graphql';
import { explain, speakerIdsOf } from '../../domain/derivation/explain.js';
import type { Origin } from '../../domain/derivation/origins.js';
import { confidenceLevel } from '../../domain/derivation/policy.js';
import type { ChangeCause, Claim, ClaimChange, ClaimStatus } from '../../domain/records.js';
import { parseTimestamp } from '../../domain/timestamp.js';
import type { ChangeFilter } from '../../store/store.js';
import {
  type ClaimArguments,
  chosen,
  claimFilterOf,
  idsOf,
  statusesOf,
} from '../execution/claim-arguments.js';
import { claimThen } from '../execution/claim-as-of.js';
import {
  claimConnection,
  connection,
  firstOf,
  listConnection,
  type PageArguments,
  pageOf,
} from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { namesOf } from '../execution/entity-names.js';
import { wantsArticles } from '../execution/look-ahead.js';
import { find, required } from '../execution/lookup.js';

export const claimResolvers = {
  Claim: {
    subject: ({ subjectId }: Claim, _: unknown, { loaders }: Context) => required(loaders.entity, subjectId),
    object: ({ objectId }: Claim, _: unknown, { loaders }: Context) =>
      objectId === null ? null : required(loaders.entity, objectId),
    confidenceLevel: ({ confidence }: Claim) => confidenceLevel(confidence),
    independentOrigins: async (claim: Claim, { first }: PageArguments, { loaders }: Context) =>
      (await loaders.derivation(claim)).origins.slice(0, firstOf(first)),
    explanation: async (claim: Claim, _: unknown, { loaders }: Context) => {
      const derivation = await loaders.derivation(claim);
      const names = await namesOf(speakerIdsOf(derivation), loaders);
      const assessments = claim.assessmentId === null ? [] : await loaders.assessments.load(claim.id);
      return explain(derivation, names, assessments.find(({ id }) => id === claim.assessmentId) ?? null);
    },
    citations: ({ id }: Claim, args: PageArguments, { loaders }: Context, info: GraphQLResolveInfo) => {
      const page = pageOf(args);
      const pages = wantsArticles(info) ? loaders.citationsWithRelated(page) : loaders.citationsOf(page);
      return listConnection(
        page,
        () => pages.load(id),
        () => loaders.citationCount.load(id),
      );
    },
    assessments: ({ id }: Claim, _: unknown, { loaders }: Context) => loaders.assessments.load(id),
    soleArticle: ({ soleArticleId }: Claim, _: unknown, { loaders }: Context) =>
      soleArticleId === null ? null : required(loaders.article, soleArticleId),
    soleSource: ({ soleSourceId }: Claim, _: unknown, { loaders }: Context) =>
      soleSourceId === null ? null : required(loaders.source, soleSourceId),
    history: ({ id }: Claim, _: unknown, { loaders }: Context) => loaders.history.load(id),
  },
  ClaimChange: {
    subject: ({ subjectId }: ClaimChange, _: unknown, { loaders }: Context) => loaders.entity.load(subjectId),
    object: ({ objectId }: ClaimChange, _: unknown, { loaders }: Context) =>
      objectId === null ? null : loaders.entity.load(objectId),
  },
  ClaimChangeEdge: {
    claim: async (
      { change, statuses }: ChangeInList,
      _: unknown,
      { moments }: Context,
      { path }: GraphQLResolveInfo,
    ) => (change.to === null ? null : claimThen(change, statuses, moments, path)),
  },
  Origin: {
    citations: ({ citationIds }: Origin, { first }: PageArguments, { loaders }: Context) =>
      Promise.all(citationIds.slice(0, firstOf(first)).map((id) => required(loaders.citation, id))),
  },
  ChangeCause: {
    articles: ({ articleIds }: ChangeCause, _: unknown, { loaders }: Context) =>
      Promise.all(articleIds.map((id) => loaders.article.load(id))),
  },
  Query: {
    claim: (_: unknown, { id }: { id: string }, context: Context) => find(context, 'claim', id),
    claims: (_: unknown, args: ClaimArguments & PageArguments, { store }: Context) =>
      claimConnection(claimFilterOf(args), args, store),
    changes: (_: unknown, args: ChangeArguments & PageArguments, { store }: Context) => {
      const filter = changeFilterOf(args);
      const page = pageOf(args);
      return connection(
        page,
        () => store.listChanges(filter, page),
        () => store.countChanges(filter),
        (change) => change,
        (change): ChangeInList => ({ change, statuses: filter.statuses }),
      );
    },
  },
};

/** A change, and the statuses that were asked for where it is listed. */
interface ChangeInList {
  readonly change: ClaimChange;
  readonly statuses: readonly ClaimStatus[];
}

interface ChangeArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly from?: readonly ClaimStatus[] | null;
  readonly statusChanged?: boolean | null;
  readonly since?: string | null;
  readonly until?: string | null;
  readonly entity?: string | null;
}

function changeFilterOf({
  statuses,
  from,
  statusChanged,
  since,
  until,
  entity,
}: ChangeArguments): ChangeFilter {
  const entityIds = idsOf('entity', 'entity', entity == null ? null : [entity]);
  return {
    statuses: statusesOf(statuses),
    ...(from != null && { from: chosen('from', from) as readonly ClaimStatus[] }),
    ...(statusChanged === true && { statusChanged }),
    ...(since != null && { since: parseTimestamp('since', since) }),
    ...(until != null && { until: parseTimestamp('until', until) }),
    ...(entityIds !== undefined && { entityIds }),
  };
}

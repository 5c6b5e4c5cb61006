import type { GraphQLResolveInfo } from 'graphql';
import { isoDateOfSortKey } from '../../domain/edtf.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { TimelineEntry } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { uncountedConnection } from '../execution/relay-connection.js';

const weakestLinkOfEntry = ({ claim, via }: TimelineEntry) =>
  weakestLink(via === null ? [claim] : [claim, via]);

export const timelineResolvers = {
  Query: {
    timeline: (
      _: unknown,
      args: ClaimArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const filter = parseClaimFilter(args);
      return uncountedConnection(
        { context, info },
        parsePage(args),
        ({ store }, page) => store.timeline(filter, page),
        { node: (entry) => entry },
      );
    },
  },
  TimelineEntry: {
    date: ({ date }: TimelineEntry) => date.date,
    from: ({ date }: TimelineEntry) => date.from,
    to: ({ date }: TimelineEntry) => date.to,
    earliest: ({ date }: TimelineEntry) => isoDateOfSortKey(date.possible.start),
    latest: ({ date }: TimelineEntry) => isoDateOfSortKey(date.possible.end),
    entity: ({ claim }: TimelineEntry, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, claim.subjectId),
    weakestStatus: (entry: TimelineEntry) => weakestLinkOfEntry(entry).weakestStatus,
    lowestConfidence: (entry: TimelineEntry) => weakestLinkOfEntry(entry).lowestConfidence,
  },
};

import { isoDateOfSortKey } from '../../domain/edtf.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { TimelineEntry } from '../../store/store.js';
import { type ClaimArguments, claimFilterOf, idsOf } from '../execution/claim-arguments.js';
import { type PageArguments, paged, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { required } from '../execution/lookup.js';

interface TimelineArguments extends ClaimArguments, PageArguments {
  readonly entities?: readonly string[] | null;
}

const linksOf = ({ claim, via }: TimelineEntry) => weakestLink(via === null ? [claim] : [claim, via]);

export const timelineResolvers = {
  Query: {
    timeline: (_: unknown, args: TimelineArguments, { store }: Context) => {
      const entityIds = idsOf('entities', 'entity', args.entities);
      const page = pageOf(args);
      const filter = { ...claimFilterOf(args), ...(entityIds && { entityIds }) };
      return paged(
        page,
        () => store.timeline(filter, page),
        (entry) => entry,
      );
    },
  },
  TimelineEntry: {
    date: ({ date }: TimelineEntry) => date.date,
    from: ({ date }: TimelineEntry) => date.from,
    to: ({ date }: TimelineEntry) => date.to,
    earliest: ({ date }: TimelineEntry) => isoDateOfSortKey(date.possible.start),
    latest: ({ date }: TimelineEntry) => isoDateOfSortKey(date.possible.end),
    entity: ({ claim }: TimelineEntry, _: unknown, { loaders }: Context) =>
      required(loaders.entity, claim.subjectId),
    weakestStatus: (entry: TimelineEntry) => linksOf(entry).weakestStatus,
    lowestConfidence: (entry: TimelineEntry) => linksOf(entry).lowestConfidence,
  },
};

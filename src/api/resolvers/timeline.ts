import { isoDateOfSortKey } from '../../domain/edtf.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { TimelineEntry } from '../../store/store.js';
import { parseIds } from '../execution/argument-checks.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parsePage, uncountedConnection } from '../execution/relay-connection.js';

interface TimelineArguments extends ClaimArguments, PageArguments {
  readonly entities?: readonly string[] | null;
}

const weakestLinkOfEntry = ({ claim, via }: TimelineEntry) =>
  weakestLink(via === null ? [claim] : [claim, via]);

export const timelineResolvers = {
  Query: {
    timeline: (_: unknown, args: TimelineArguments, { store }: RequestContext) => {
      const entityIds = parseIds('entities', 'entity', args.entities);
      const page = parsePage(args);
      const filter = { ...parseClaimFilter(args), ...(entityIds && { entityIds }) };
      return uncountedConnection(
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
    entity: ({ claim }: TimelineEntry, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, claim.subjectId),
    weakestStatus: (entry: TimelineEntry) => weakestLinkOfEntry(entry).weakestStatus,
    lowestConfidence: (entry: TimelineEntry) => weakestLinkOfEntry(entry).lowestConfidence,
  },
};

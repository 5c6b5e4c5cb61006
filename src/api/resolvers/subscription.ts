import type { GraphQLResolveInfo } from 'graphql';
import { toVisibleChange, type VisibleChange } from '../../domain/claim-events.js';
import type { ClaimChange, ClaimStatus } from '../../domain/records.js';
import type { FeedChange } from '../change-feed.js';
import { parseIds, parseStatuses } from '../execution/claim-arguments.js';
import { loadClaimAsOf } from '../execution/claim-as-of.js';
import type { RequestContext } from '../execution/context.js';

/** What is told of a change: nothing of a status that was not asked for. */
type ClaimEvent = VisibleChange &
  Pick<ClaimChange, 'claimId' | 'subjectId' | 'predicate' | 'objectId' | 'value' | 'at'> & {
    readonly cursor: string;
    readonly cause: ClaimChange['cause'] | null;
    readonly statuses: readonly ClaimStatus[];
  };

interface ClaimChangedArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly entities?: readonly string[] | null;
  readonly statusChanged?: boolean | null;
  readonly after?: string | null;
}

export const subscriptionResolvers = {
  ClaimEvent: {
    subject: ({ subjectId }: ClaimEvent, _: unknown, { loaders }: RequestContext) =>
      loaders.entity.load(subjectId),
    object: ({ objectId }: ClaimEvent, _: unknown, { loaders }: RequestContext) =>
      objectId === null ? null : loaders.entity.load(objectId),
    claim: (event: ClaimEvent, _: unknown, { asOfScopes }: RequestContext, { path }: GraphQLResolveInfo) =>
      event.kind === 'LEFT' ? null : loadClaimAsOf(event, event.statuses, asOfScopes, path),
  },
  Subscription: {
    claimChanged: {
      subscribe: async (
        _: unknown,
        asked: ClaimChangedArguments,
        { feed, requireReader, disconnectSignal, caller }: RequestContext,
      ) => {
        const statuses = parseStatuses(asked.statuses);
        const entityIds = parseIds('entities', 'entity', asked.entities);
        const changes = await feed.subscribe(
          {
            ...(entityIds !== undefined && { entityIds }),
            ...(asked.statusChanged === true && { statusChanged: true }),
          },
          asked.after ?? null,
          { caller: caller(), disconnectSignal },
        );
        return visibleEvents(changes, statuses, requireReader);
      },
      // One request lasts for many events, and each has to read anew.
      resolve: (event: ClaimEvent, _: unknown, { beginEvent }: RequestContext) => {
        beginEvent();
        return event;
      },
    },
  },
};

/**
 * What is told of changes, until who asked for them may not read any more. By hand and no generator: what is to end while it waits for the
 * next change must hear of it.
 */
function visibleEvents(
  changes: AsyncIterableIterator<FeedChange>,
  statuses: readonly ClaimStatus[],
  requireReader: () => void,
): AsyncIterableIterator<ClaimEvent> {
  const end = async () => {
    await changes.return?.();
    return { done: true, value: undefined } as const;
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      for (;;) {
        const step = await changes.next();
        if (step.done) return { done: true, value: undefined };
        const told = toClaimEvent(step.value, statuses);
        if (told === null) continue;
        try {
          requireReader();
        } catch (error) {
          await end();
          throw error;
        }
        return { done: false, value: told };
      }
    },
    return: end,
  };
}

function toClaimEvent({ cursor, change }: FeedChange, statuses: readonly ClaimStatus[]): ClaimEvent | null {
  const told = toVisibleChange(change, statuses);
  if (told === null) return null;
  const { claimId, subjectId, predicate, objectId, value, at, cause } = change;
  return {
    ...told,
    cursor,
    claimId,
    subjectId,
    predicate,
    objectId,
    value,
    at,
    cause: told.kind === 'LEFT' ? null : cause,
    statuses,
  };
}

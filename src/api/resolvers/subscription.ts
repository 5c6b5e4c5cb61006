import type { GraphQLResolveInfo } from 'graphql';
import { toVisibleChange, type VisibleChange } from '../../domain/claim-events.js';
import type { ClaimChange, ClaimStatus } from '../../domain/records.js';
import type { FeedChange } from '../change-feed.js';
import {
  type PropositionConditions,
  parsePropositionFilter,
  parseStatuses,
} from '../execution/claim-arguments.js';
import { loadClaimAsOf } from '../execution/claim-as-of.js';
import type { RequestContext } from '../execution/context.js';

/** The part of a change that a subscriber may see: nothing of a status that it did not subscribe to. */
type ClaimEvent = VisibleChange &
  Pick<ClaimChange, 'claimId' | 'subjectId' | 'predicate' | 'objectId' | 'value' | 'at'> & {
    readonly cursor: string;
    readonly cause: ClaimChange['cause'] | null;
    readonly statuses: readonly ClaimStatus[];
  };

interface ClaimChangedArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly where?: PropositionConditions | null;
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
        args: ClaimChangedArguments,
        { feed, requireReader, disconnectSignal, caller }: RequestContext,
      ) => {
        const statuses = parseStatuses(args.statuses);
        const changes = await feed.subscribe(
          {
            ...parsePropositionFilter(args.where ?? {}),
            ...(args.statusChanged === true && { statusChanged: true }),
          },
          args.after ?? null,
          { caller: caller(), disconnectSignal },
        );
        return visibleEvents(changes, statuses, requireReader);
      },
      // One request lasts for many events, and each must see the current graph.
      resolve: (event: ClaimEvent, _: unknown, { beginEvent }: RequestContext) => {
        beginEvent();
        return event;
      },
    },
  },
};

/**
 * The events for a subscriber; fails once its key may no longer read. Not a generator, because `return` must end it even while it waits for
 * the next change.
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
        const event = toClaimEvent(step.value, statuses);
        if (event === null) continue;
        try {
          requireReader();
        } catch (error) {
          await end();
          throw error;
        }
        return { done: false, value: event };
      }
    },
    return: end,
  };
}

function toClaimEvent({ cursor, change }: FeedChange, statuses: readonly ClaimStatus[]): ClaimEvent | null {
  const visible = toVisibleChange(change, statuses);
  if (visible === null) return null;
  const { claimId, subjectId, predicate, objectId, value, at, cause } = change;
  return {
    ...visible,
    cursor,
    claimId,
    subjectId,
    predicate,
    objectId,
    value,
    at,
    cause: visible.kind === 'LEFT' ? null : cause,
    statuses,
  };
}

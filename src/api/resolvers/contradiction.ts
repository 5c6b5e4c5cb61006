import type { GraphQLResolveInfo } from 'graphql';
import {
  type Contradiction,
  type ContradictionKind,
  contradictionKinds,
  verbalizeContradiction,
} from '../../domain/analysis/contradictions.js';
import { mentionedEntityIds } from '../../domain/analysis/verbalize.js';
import {
  type ContradictionQuery,
  countContradictions,
  listContradictions,
} from '../../queries/find-contradictions.js';
import { parseNonEmptyList } from '../execution/argument-checks.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadEntityNames } from '../execution/entity-names.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parseFirst, parsePage } from '../execution/page-arguments.js';
import { listConnection } from '../execution/relay-connection.js';

interface ContradictionArguments extends ClaimArguments {
  readonly kinds?: readonly ContradictionKind[] | null;
}

export const contradictionResolvers = {
  Contradiction: {
    subject: ({ subjectId }: Contradiction, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.entity, subjectId),
    claims: ({ claims }: Contradiction, { first }: PageArguments) => claims.slice(0, parseFirst(first)),
    claimCount: ({ claims }: Contradiction) => claims.length,
    sentence: async (contradiction: Contradiction, _: unknown, { loaders }: RequestContext) => {
      const { claims } = contradiction;
      const evidence = await Promise.all(claims.map(({ id }) => loaders.evidence.load(id)));
      const names = await loadEntityNames(mentionedEntityIds(claims, evidence.flat()), loaders);
      const byClaim = new Map(claims.map(({ id }, index) => [id, evidence[index] ?? []]));
      return verbalizeContradiction(contradiction, byClaim, names);
    },
  },
  Query: {
    contradictions: (
      _: unknown,
      args: ContradictionArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const query = parseContradictionQuery(args);
      return listConnection({ context, info }, parsePage(args), {
        read: ({ store }, page) => listContradictions(store, query, page),
        count: ({ store }) => countContradictions(store, query),
      });
    },
  },
};

function parseContradictionQuery(args: ContradictionArguments): ContradictionQuery {
  return {
    filter: parseClaimFilter(args),
    kinds: parseNonEmptyList('kinds', args.kinds) ?? contradictionKinds,
  };
}

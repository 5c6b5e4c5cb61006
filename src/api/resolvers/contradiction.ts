import {
  type Contradiction,
  type ContradictionKind,
  contradictionKinds,
  verbalizeContradiction,
} from '../../domain/analysis/contradictions.js';
import { mentionedEntityIds } from '../../domain/analysis/verbalize.js';
import type { ClaimStatus } from '../../domain/records.js';
import {
  type ContradictionQuestion,
  countContradictions,
  pageOfContradictions,
} from '../../queries/find-contradictions.js';
import { chosen, idsOf, statusesOf } from '../execution/claim-arguments.js';
import { firstOf, listConnection, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { namesOf } from '../execution/entity-names.js';
import { required } from '../execution/lookup.js';

interface ContradictionArguments {
  readonly statuses: readonly ClaimStatus[];
  readonly kinds?: readonly ContradictionKind[] | null;
  readonly entity?: string | null;
}

export const contradictionResolvers = {
  Contradiction: {
    subject: ({ subjectId }: Contradiction, _: unknown, { loaders }: Context) =>
      required(loaders.entity, subjectId),
    claims: ({ claims }: Contradiction, { first }: PageArguments) => claims.slice(0, firstOf(first)),
    claimCount: ({ claims }: Contradiction) => claims.length,
    sentence: async (contradiction: Contradiction, _: unknown, { loaders }: Context) => {
      const { claims } = contradiction;
      const evidence = await Promise.all(claims.map(({ id }) => loaders.evidence.load(id)));
      const names = await namesOf(mentionedEntityIds(claims, evidence.flat()), loaders);
      const byClaim = new Map(claims.map(({ id }, at) => [id, evidence[at] ?? []]));
      return verbalizeContradiction(contradiction, byClaim, names);
    },
  },
  Query: {
    contradictions: (_: unknown, args: ContradictionArguments & PageArguments, { store }: Context) => {
      const question = questionOf(args);
      const page = pageOf(args);
      return listConnection(
        page,
        () => pageOfContradictions(store, question, page),
        () => countContradictions(store, question),
      );
    },
  },
};

function questionOf({ statuses, kinds, entity }: ContradictionArguments): ContradictionQuestion {
  const [entityId] = idsOf('entity', 'entity', entity == null ? null : [entity]) ?? [];
  return {
    statuses: statusesOf(statuses),
    kinds: chosen('kinds', kinds) ?? contradictionKinds,
    ...(entityId !== undefined && { entityId }),
  };
}

import { recordTypeOf } from '../../domain/ids.js';
import { requireIdCount, unknownTypeMessage } from '../execution/argument-checks.js';
import type { RequestContext } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import { findRecord, findRecords, GRAPHQL_TYPES, type RecordByType } from '../execution/lookup.js';

type AnyRecord = RecordByType[keyof RecordByType];

/** The GraphQL type of a record: by an entity's kind, else by the form of its id. */
export function graphqlTypeOf(record: AnyRecord): string {
  if ('kind' in record) return GRAPHQL_TYPES[record.kind];
  const type = recordTypeOf(record.id) ?? '';
  return type.charAt(0).toUpperCase() + type.slice(1);
}

export const nodeResolvers = {
  Node: { __resolveType: graphqlTypeOf },
  Query: {
    node: (_: unknown, { id }: { id: string }, context: RequestContext) => {
      const type = recordTypeOf(id);
      if (type === null) throw requestError('BAD_INPUT', unknownTypeMessage(id));
      return findRecord(context, type, id);
    },
    nodes: (_: unknown, { ids }: { ids: readonly string[] }, context: RequestContext) => {
      requireIdCount('ids', ids);
      return findRecords(context, ids);
    },
  },
};

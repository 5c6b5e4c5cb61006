import type { GraphQLResolveInfo } from 'graphql';
import { recordTypeOf } from '../../domain/ids.js';
import { kindTypeName } from '../../domain/ontology.js';
import type { Assessment } from '../../domain/records.js';
import { requireIdCount, unknownTypeMessage } from '../execution/argument-checks.js';
import type { RequestContext } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import { findRecordInScope, findRecordsInScope, type RecordByType } from '../execution/lookup.js';
import { formatScopedId, parseScopedId } from '../execution/scoped-id.js';

type AnyRecord = RecordByType[keyof RecordByType];

/** The GraphQL type of a record: by an entity's kind, else by the form of its id. */
export function graphqlTypeOf(record: AnyRecord): string {
  if ('kind' in record) return kindTypeName(record.kind);
  const type = recordTypeOf(record.id) ?? '';
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** The ids of every record: one that carries the scope of the field, and one that is the same in every scope. */
const idFields = {
  id: (record: AnyRecord | Assessment, _: unknown, { asOf }: RequestContext) =>
    formatScopedId(record.id, { asOf, window: ('window' in record && record.window) || null }),
  ref: ({ id }: AnyRecord | Assessment) => id,
};

export const nodeResolvers = {
  Node: { __resolveType: graphqlTypeOf, ...idFields },
  Assessment: idFields,
  Query: {
    node: (_: unknown, args: { id: string }, context: RequestContext, info: GraphQLResolveInfo) => {
      const type = recordTypeOf(parseScopedId(args.id)?.ref ?? '');
      if (type === null) throw requestError('BAD_INPUT', unknownTypeMessage(args.id));
      return findRecordInScope(context, type, args, info);
    },
    nodes: (
      _: unknown,
      { ids }: { ids: readonly string[] },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      requireIdCount('ids', ids);
      return findRecordsInScope(context, ids, info);
    },
  },
};

import { AscribeError } from '../../domain/errors.js';
import { recordTypeOf } from '../../domain/ids.js';
import { MAX_IDS } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import {
  describeIdFormats,
  findRecord,
  findRecords,
  GRAPHQL_TYPES,
  type RecordByType,
} from '../execution/lookup.js';

type AnyRecord = RecordByType[keyof RecordByType];

/** The GraphQL type of a record: the form of its id tells which, and the kind of an entity. */
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
      if (type === null)
        throw requestError(
          'BAD_INPUT',
          `${JSON.stringify(id.slice(0, 140))} is no id: ${describeIdFormats()}`,
        );
      return findRecord(context, type, id);
    },
    nodes: (_: unknown, { ids }: { ids: readonly string[] }, context: RequestContext) => {
      if (ids.length > MAX_IDS)
        throw new AscribeError('BAD_INPUT', `ids has ${ids.length} ids; expected at most ${MAX_IDS}`);
      return findRecords(context, ids);
    },
  },
};

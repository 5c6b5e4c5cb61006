import { AscribeError } from '../../domain/errors.js';
import { recordTypeOf } from '../../domain/ids.js';
import { MAX_IDS } from '../execution/claim-arguments.js';
import type { Context } from '../execution/context.js';
import { refusal } from '../execution/errors.js';
import { anyForm, find, findAll, type RecordOf, TYPE_OF_KIND } from '../execution/lookup.js';

type AnyRecord = RecordOf[keyof RecordOf];

/** The GraphQL type of a record: the form of its id tells which, and the kind of an entity. */
export function typeOf(record: AnyRecord): string {
  if ('kind' in record) return TYPE_OF_KIND[record.kind];
  const type = recordTypeOf(record.id) ?? '';
  return type.charAt(0).toUpperCase() + type.slice(1);
}

export const nodeResolvers = {
  Node: { __resolveType: typeOf },
  Query: {
    node: (_: unknown, { id }: { id: string }, context: Context) => {
      const type = recordTypeOf(id);
      if (type === null)
        throw refusal('BAD_INPUT', `${JSON.stringify(id.slice(0, 140))} is no id: ${anyForm()}`);
      return find(context, type, id);
    },
    nodes: (_: unknown, { ids }: { ids: readonly string[] }, context: Context) => {
      if (ids.length > MAX_IDS)
        throw new AscribeError('BAD_INPUT', `ids has ${ids.length} ids; expected at most ${MAX_IDS}`);
      return findAll(context, ids);
    },
  },
};

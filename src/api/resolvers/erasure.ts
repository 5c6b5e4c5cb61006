import type { Erasure, ErasureReason } from '../../domain/erasure.js';
import type { Writer } from '../../store/store.js';
import { parseRef } from '../execution/argument-checks.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';

interface EraseArguments {
  readonly id: string;
  readonly reason: ErasureReason;
  readonly preview?: boolean | null;
}

export const erasureResolvers = {
  Erasure: {
    ref: ({ id }: Erasure) => id,
  },
  Mutation: {
    erase: async (_: unknown, { id, reason, preview }: EraseArguments, context: RequestContext) => {
      const erasedBy = context.requireKey('admin');
      const ref = parseRef('id', id.startsWith('article:') ? 'article' : 'entity', id);
      const erase = (writer: Writer) => writer.erase({ id: ref, reason, erasedBy });
      const { writable } = context;
      const result = await (preview === false ? writable.write(erase) : writable.preview(erase));
      replaceReadState(context, writable);
      return { ...result, preview: preview !== false };
    },
  },
};

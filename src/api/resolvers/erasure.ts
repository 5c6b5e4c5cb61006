import type { Erasure, ErasureReason } from '../../domain/erasure.js';
import type { Writer } from '../../store/store.js';
import { parseRef } from '../execution/argument-checks.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { answerProblems, checkFields } from '../execution/problems.js';

interface EraseInput {
  readonly id: string;
  readonly reason: ErasureReason;
  readonly preview?: boolean | null;
}

const NO_LISTS = { articleIds: [], entityIds: [], sourceIds: [], claimIds: [], citations: 0, changes: [] };

export const erasureResolvers = {
  Erasure: {
    ref: ({ id }: Erasure) => id,
  },
  Mutation: {
    erase: (_: unknown, { input }: { input: EraseInput }, context: RequestContext) => {
      const erasedBy = context.requireKey('admin');
      const preview = input.preview !== false;
      return answerProblems(context, { erasure: null, ...NO_LISTS, preview }, 'id', async () => {
        const { id } = checkFields({
          id: () => parseRef('id', input.id.startsWith('article:') ? 'article' : 'entity', input.id),
        });
        const erase = (writer: Writer) => writer.erase({ id, reason: input.reason, erasedBy });
        const { writable } = context;
        const result = await (preview ? writable.preview(erase) : writable.write(erase));
        replaceReadState(context, writable);
        return { ...result, preview };
      });
    },
  },
};

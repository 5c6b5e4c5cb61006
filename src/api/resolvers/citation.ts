import type { Citation } from '../../domain/records.js';
import type { Context } from '../execution/context.js';
import { required } from '../execution/lookup.js';

export const citationResolvers = {
  Citation: {
    claim: ({ claimId }: Citation, _: unknown, { loaders }: Context) => required(loaders.claim, claimId),
    article: ({ articleId }: Citation, _: unknown, { loaders }: Context) =>
      required(loaders.article, articleId),
    assertedBy: ({ assertedBy }: Citation, _: unknown, { loaders }: Context) =>
      Promise.all(assertedBy.map((id) => required(loaders.entity, id))),
  },
};

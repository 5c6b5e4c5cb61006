import type { Citation } from '../../domain/records.js';
import type { RequestContext } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';

export const citationResolvers = {
  Citation: {
    claim: ({ claimId }: Citation, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.claim, claimId),
    article: ({ articleId }: Citation, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.article, articleId),
    assertedBy: ({ assertedBy }: Citation, _: unknown, { loaders }: RequestContext) =>
      Promise.all(assertedBy.map((id) => loadRequired(loaders.entity, id))),
  },
};

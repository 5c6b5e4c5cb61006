import { AscribeError } from '../../domain/errors.js';
import { importDocument } from '../../ingest/run/import-document.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import { loadRequired } from '../execution/lookup.js';

interface ImportArguments {
  readonly document: string;
  readonly format?: 'YAML' | 'JSON' | null;
  readonly replace?: boolean | null;
}

export const importResolvers = {
  Mutation: {
    importArticle: async (
      _: unknown,
      { document, format, replace }: ImportArguments,
      context: RequestContext,
    ) => {
      context.requireKey('annotate');
      const { outcome, problems, unverified } = await importDocument(
        context.writable,
        document,
        format ?? 'YAML',
        { replace: replace === true },
      );
      replaceReadState(context, context.writable);
      const [first] = problems;
      if (first !== undefined)
        throw requestError(first.code, `the document was not imported: ${first.message}`, { problems });
      if (outcome === null)
        throw new AscribeError('INTERNAL', 'the import returned neither an outcome nor a problem');
      const { articleId, result, claims, citations, notes } = outcome;
      return {
        outcome: result.toUpperCase(),
        article: () => loadRequired(context.loaders.article, articleId),
        claims,
        citations,
        unverified,
        notes,
      };
    },
  },
};

import { AscribeError } from '../../domain/errors.js';
import { importDocument } from '../../ingest/run/import-document.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { answerProblems, requireNone } from '../execution/problems.js';

interface ImportArticleInput {
  readonly document: string;
  readonly format?: 'YAML' | 'JSON' | null;
  readonly replace?: boolean | null;
}

const NOTHING = { outcome: null, article: null, claims: 0, citations: 0, unverified: 0, notes: [] };

export const importResolvers = {
  Mutation: {
    importArticle: (
      _: unknown,
      { input: { document, format, replace } }: { input: ImportArticleInput },
      context: RequestContext,
    ) => {
      context.requireKey('annotate');
      return answerProblems(context, NOTHING, 'document', async () => {
        const { outcome, problems, unverified } = await importDocument(
          context.writable,
          document,
          format ?? 'YAML',
          { replace: replace === true },
        );
        replaceReadState(context, context.writable);
        requireNone(problems);
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
      });
    },
  },
};

import { AscribeError } from '../../domain/errors.js';
import { recordTypeOf } from '../../domain/ids.js';
import type { Assessment, ClaimStatus } from '../../domain/records.js';
import type { CorrectionResult, RetractionResult, Writer } from '../../store/store.js';
import { type Context, readBy } from '../execution/context.js';
import { required } from '../execution/lookup.js';

const LONGEST_TEXT = 2000;

interface Preview {
  readonly preview?: boolean | null;
}

export const correctionResolvers = {
  Mutation: {
    retractArticle: (
      _: unknown,
      {
        id,
        reason,
        includeDerived,
        preview,
      }: Preview & { id: string; reason: string; includeDerived?: boolean | null },
      context: Context,
    ) => {
      const analyst = context.requireKey('analyse');
      const retraction = {
        articleId: ofType('id', 'article', id),
        reason: words('reason', reason),
        analyst,
        includeDerived: includeDerived ?? null,
      };
      return corrected(context, id, preview, (writer) => writer.retract(retraction));
    },
    restoreArticle: (_: unknown, { id, preview }: Preview & { id: string }, context: Context) => {
      const analyst = context.requireKey('analyse');
      const articleId = ofType('id', 'article', id);
      return corrected(context, id, preview, (writer) => writer.restore({ articleId, analyst }));
    },
    assessClaim: (
      _: unknown,
      asked: { claim: string; status: ClaimStatus; confidence?: number | null; rationale: string },
      context: Context,
    ) => {
      const analyst = context.requireKey('analyse');
      const { status } = asked;
      const confidence = asked.confidence ?? null;
      if (confidence !== null && (confidence < 0 || confidence > 100))
        throw new AscribeError('BAD_INPUT', `confidence is ${confidence}; expected 0 to 100`);
      const claimId = ofType('claim', 'claim', asked.claim);
      const rationale = words('rationale', asked.rationale);
      return assessed(context, (writer) =>
        writer.assess({ claimId, analyst, status, confidence, rationale }),
      );
    },
    withdrawAssessment: (_: unknown, { claim }: { claim: string }, context: Context) => {
      const analyst = context.requireKey('analyse');
      const claimId = ofType('claim', 'claim', claim);
      return assessed(context, (writer) => writer.withdrawAssessment({ claimId, analyst }));
    },
  },
};

async function corrected(
  context: Context,
  articleId: string,
  preview: boolean | null | undefined,
  work: (writer: Writer) => Promise<RetractionResult>,
) {
  const { writable } = context;
  const { changes, derivedArticleIds } = await (preview === true
    ? writable.preview(work)
    : writable.write(work));
  readBy(context, writable);
  return {
    article: () => required(context.loaders.article, articleId),
    changes,
    derived: () => Promise.all(derivedArticleIds.map((id) => required(context.loaders.article, id))),
    preview: preview === true,
  };
}

async function assessed(
  context: Context,
  work: (writer: Writer) => Promise<CorrectionResult & { readonly assessment: Assessment }>,
) {
  const { assessment, changes } = await context.writable.write(work);
  readBy(context, context.writable);
  return { assessment, changes, claim: () => context.loaders.claim.load(assessment.claimId) };
}

function ofType(argument: string, type: 'article' | 'claim', id: string): string {
  if (recordTypeOf(id) === type) return id;
  throw new AscribeError(
    'BAD_INPUT',
    `${argument} is "${id.slice(0, 140)}"; expected the id of ${type === 'article' ? 'an article' : 'a claim'}`,
  );
}

/** Characters that a reader does not see, or that turn the text around, have no business in what is pasted into reports. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function words(argument: string, text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ');
  const characters = Array.from(line).length;
  if (characters < 1 || characters > LONGEST_TEXT)
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} has ${characters} characters; expected 1 to ${LONGEST_TEXT}`,
    );
  const [unseen] = UNSEEN.exec(line) ?? [];
  if (unseen !== undefined)
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} has the control or format character U+${(unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}; expected plain text`,
    );
  return line;
}

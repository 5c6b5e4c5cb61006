import { parseBoundary } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import type { Assessment, ClaimStatus } from '../../domain/records.js';
import type { CorrectionResult, RetractionResult, Writer } from '../../store/store.js';
import { parseDate, parseRef, requireInRange } from '../execution/argument-checks.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';
import { answerProblems, checkFields } from '../execution/problems.js';

/** Characters of a reason or rationale. */
const MAX_TEXT_LENGTH = 2000;

interface RestoreArticleInput {
  readonly articleId: string;
  readonly preview?: boolean | null;
}
interface RetractArticleInput extends RestoreArticleInput {
  readonly reason: string;
  readonly includeDerived?: boolean | null;
}
/** The dates are of the period that the assessment is about. */
interface WithdrawAssessmentInput {
  readonly claimId: string;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}
interface AssessClaimInput extends WithdrawAssessmentInput {
  readonly status: ClaimStatus;
  readonly confidence?: number | null;
  readonly rationale: string;
}

export const correctionResolvers = {
  Mutation: {
    retractArticle: (_: unknown, { input }: { input: RetractArticleInput }, context: RequestContext) => {
      const analyst = context.requireKey('analyse');
      return applyRetraction(context, input, () => {
        const fields = checkFields({
          articleId: () => parseRef('articleId', 'article', input.articleId),
          reason: () => requirePlainText('reason', input.reason),
        });
        const retraction = { ...fields, analyst, includeDerived: input.includeDerived ?? null };
        return (writer) => writer.retract(retraction);
      });
    },
    restoreArticle: (_: unknown, { input }: { input: RestoreArticleInput }, context: RequestContext) => {
      const analyst = context.requireKey('analyse');
      return applyRetraction(context, input, () => {
        const fields = checkFields({ articleId: () => parseRef('articleId', 'article', input.articleId) });
        return (writer) => writer.restore({ ...fields, analyst });
      });
    },
    assessClaim: (_: unknown, { input }: { input: AssessClaimInput }, context: RequestContext) => {
      const analyst = context.requireKey('analyse');
      return applyAssessment(context, () => {
        const { status, rationale, confidence = null } = input;
        const fields = checkFields({
          claimId: () => parseRef('claimId', 'claim', input.claimId),
          confidence: () =>
            confidence === null ? null : requireInRange('confidence', confidence, { min: 0, max: 100 }),
          rationale: () => requirePlainText('rationale', rationale),
        });
        const period = parsePeriod(input);
        return (writer) => writer.assess({ ...fields, ...period, analyst, status });
      });
    },
    withdrawAssessment: (
      _: unknown,
      { input }: { input: WithdrawAssessmentInput },
      context: RequestContext,
    ) => {
      const analyst = context.requireKey('analyse');
      return applyAssessment(context, () => {
        const fields = checkFields({ claimId: () => parseRef('claimId', 'claim', input.claimId) });
        const period = parsePeriod(input);
        return (writer) => writer.withdrawAssessment({ ...fields, ...period, analyst });
      });
    },
  },
};

/** The period that an assessment is about, in canonical form, so that equal periods are one. */
function parsePeriod({ validFrom, validTo }: WithdrawAssessmentInput) {
  const { validFrom: from, validTo: to } = checkFields({
    validFrom: () => (validFrom == null ? null : parseDate('validFrom', validFrom, parseBoundary)),
    validTo: () => (validTo == null ? null : parseDate('validTo', validTo, parseBoundary)),
  });
  return checkFields({
    validFrom: () => from?.text ?? null,
    validTo: () => {
      if (from?.earliest != null && to?.latest != null && to.latest < from.earliest)
        throw new AscribeError(
          'BAD_INPUT',
          `validTo is ${to.text}; expected a date not before validFrom (${from.text})`,
        );
      return to?.text ?? null;
    },
  });
}

/** `read` checks the input and returns what to write. */
function applyRetraction(
  context: RequestContext,
  { articleId, preview }: RestoreArticleInput,
  read: () => (writer: Writer) => Promise<RetractionResult>,
) {
  const isPreview = preview === true;
  const nothing = { article: null, changes: [], derived: [], preview: isPreview };
  return answerProblems(context, nothing, 'articleId', async () => {
    const { writable } = context;
    const apply = read();
    const { changes, derivedArticleIds } = await (isPreview
      ? writable.preview(apply)
      : writable.write(apply));
    replaceReadState(context, writable);
    return {
      article: () => loadRequired(context.loaders.article, articleId),
      changes,
      derived: () => Promise.all(derivedArticleIds.map((id) => loadRequired(context.loaders.article, id))),
      preview: isPreview,
    };
  });
}

/** `read` checks the input and returns what to write. */
const applyAssessment = (
  context: RequestContext,
  read: () => (writer: Writer) => Promise<CorrectionResult & { readonly assessment: Assessment }>,
) =>
  answerProblems(context, { assessment: null, changes: [], claim: null }, 'claimId', async () => {
    const { assessment, changes } = await context.writable.write(read());
    replaceReadState(context, context.writable);
    return { assessment, changes, claim: () => context.loaders.claim.load(assessment.claimId) };
  });

/** Invisible characters, and characters that change the direction of text: they could falsify a text that is pasted into reports. */
const INVISIBLE_CHARACTER = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function requirePlainText(argument: string, text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, ' ');
  const characters = Array.from(line).length;
  if (characters < 1 || characters > MAX_TEXT_LENGTH)
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} has ${characters} characters; expected 1 to ${MAX_TEXT_LENGTH}`,
    );
  const [invisible] = INVISIBLE_CHARACTER.exec(line) ?? [];
  if (invisible !== undefined)
    throw new AscribeError(
      'BAD_INPUT',
      `${argument} has the control or format character U+${(invisible.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}; expected plain text`,
    );
  return line;
}

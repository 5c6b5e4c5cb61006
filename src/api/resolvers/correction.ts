import { parseBoundary } from '../../domain/edtf.js';
import { AscribeError } from '../../domain/errors.js';
import type { Assessment, ClaimStatus } from '../../domain/records.js';
import type { CorrectionResult, RetractionResult, Writer } from '../../store/store.js';
import { parseDate, parseRef, requireInRange } from '../execution/argument-checks.js';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { loadRequired } from '../execution/lookup.js';

/** Characters of a reason or rationale. */
const MAX_TEXT_LENGTH = 2000;

interface PreviewArguments {
  readonly preview?: boolean | null;
}

export const correctionResolvers = {
  Mutation: {
    retractArticle: (
      _: unknown,
      {
        articleId,
        reason,
        includeDerived,
        preview,
      }: PreviewArguments & { articleId: string; reason: string; includeDerived?: boolean | null },
      context: RequestContext,
    ) => {
      const analyst = context.requireKey('analyse');
      const retraction = {
        articleId: parseRef('articleId', 'article', articleId),
        reason: requirePlainText('reason', reason),
        analyst,
        includeDerived: includeDerived ?? null,
      };
      return applyRetraction(context, articleId, preview, (writer) => writer.retract(retraction));
    },
    restoreArticle: (
      _: unknown,
      { articleId: id, preview }: PreviewArguments & { articleId: string },
      context: RequestContext,
    ) => {
      const analyst = context.requireKey('analyse');
      const articleId = parseRef('articleId', 'article', id);
      return applyRetraction(context, articleId, preview, (writer) => writer.restore({ articleId, analyst }));
    },
    assessClaim: (
      _: unknown,
      args: PeriodArguments & {
        claimId: string;
        status: ClaimStatus;
        confidence?: number | null;
        rationale: string;
      },
      context: RequestContext,
    ) => {
      const analyst = context.requireKey('analyse');
      const { status } = args;
      const confidence = args.confidence ?? null;
      if (confidence !== null) requireInRange('confidence', confidence, { min: 0, max: 100 });
      const claimId = parseRef('claimId', 'claim', args.claimId);
      const rationale = requirePlainText('rationale', args.rationale);
      const assessment = { claimId, analyst, status, confidence, rationale, ...parsePeriod(args) };
      return applyAssessment(context, (writer) => writer.assess(assessment));
    },
    withdrawAssessment: (
      _: unknown,
      { claimId: id, ...period }: PeriodArguments & { claimId: string },
      context: RequestContext,
    ) => {
      const analyst = context.requireKey('analyse');
      const claimId = parseRef('claimId', 'claim', id);
      const withdrawal = { claimId, analyst, ...parsePeriod(period) };
      return applyAssessment(context, (writer) => writer.withdrawAssessment(withdrawal));
    },
  },
};

/** The period that an assessment is about. */
interface PeriodArguments {
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

/** In canonical form, so that equal periods are one. Throws BAD_INPUT. */
function parsePeriod(args: PeriodArguments): Required<PeriodArguments> {
  const [from, to] = (['validFrom', 'validTo'] as const).map((name) => {
    const date = args[name];
    return date == null ? null : parseDate(name, date, parseBoundary);
  });
  if (from?.earliest != null && to?.latest != null && to.latest < from.earliest)
    throw new AscribeError(
      'BAD_INPUT',
      `validTo is ${to.text}; expected a date not before validFrom (${from.text})`,
    );
  return { validFrom: from?.text ?? null, validTo: to?.text ?? null };
}

async function applyRetraction(
  context: RequestContext,
  articleId: string,
  preview: boolean | null | undefined,
  apply: (writer: Writer) => Promise<RetractionResult>,
) {
  const { writable } = context;
  const { changes, derivedArticleIds } = await (preview === true
    ? writable.preview(apply)
    : writable.write(apply));
  replaceReadState(context, writable);
  return {
    article: () => loadRequired(context.loaders.article, articleId),
    changes,
    derived: () => Promise.all(derivedArticleIds.map((id) => loadRequired(context.loaders.article, id))),
    preview: preview === true,
  };
}

async function applyAssessment(
  context: RequestContext,
  apply: (writer: Writer) => Promise<CorrectionResult & { readonly assessment: Assessment }>,
) {
  const { assessment, changes } = await context.writable.write(apply);
  replaceReadState(context, context.writable);
  return { assessment, changes, claim: () => context.loaders.claim.load(assessment.claimId) };
}

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

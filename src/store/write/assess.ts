import {
  type AssessmentKey,
  isDatedAssessment,
  sameAssessmentKey,
} from '../../domain/derivation/effective-status.js';
import { AscribeError } from '../../domain/errors.js';
import { assessmentId } from '../../domain/ids.js';
import type { Assessment } from '../../domain/records.js';
import type { CorrectionResult, Writer } from '../store.js';
import { changeCause, rederive } from './rederive.js';
import type { WritePort } from './write-port.js';

type AssessmentResult = CorrectionResult & { readonly assessment: Assessment };

export async function assess(
  port: WritePort,
  {
    claimId,
    analyst,
    status,
    confidence,
    rationale,
    validFrom = null,
    validTo = null,
  }: Parameters<Writer['assess']>[0],
): Promise<AssessmentResult> {
  await port.lockClaims([claimId]);
  if (!(await port.currentClaims([claimId])).has(claimId))
    throw new AscribeError('NOT_FOUND', `no claim has the id ${claimId}`);
  const period = { analyst, validFrom, validTo };
  const old = await findActiveAssessment(port, claimId, period);
  const assessment: Assessment = {
    id: assessmentId(claimId, { ...period, at: port.now }),
    claimId,
    analyst,
    status,
    confidence,
    rationale,
    validFrom,
    validTo,
    at: port.now,
    endedAt: null,
    end: null,
  };
  await port.saveAssessments([
    ...(old === undefined ? [] : [{ ...old, endedAt: port.now, end: 'REPLACED' as const }]),
    assessment,
  ]);
  const changes = await rederive(port, [claimId], new Map(), () => changeCause('ASSESSMENT', { analyst }));
  return { assessment, changes };
}

export async function withdrawAssessment(
  port: WritePort,
  { claimId, analyst, validFrom = null, validTo = null }: Parameters<Writer['withdrawAssessment']>[0],
): Promise<AssessmentResult> {
  await port.lockClaims([claimId]);
  const period = { analyst, validFrom, validTo };
  const old = await findActiveAssessment(port, claimId, period);
  if (old === undefined)
    throw new AscribeError(
      'NOT_FOUND',
      `${analyst} has no active assessment of ${claimId}${isDatedAssessment(period) ? ` from ${validFrom ?? '?'} to ${validTo ?? '?'}` : ''}`,
    );
  const assessment: Assessment = { ...old, endedAt: port.now, end: 'WITHDRAWN' };
  await port.saveAssessments([assessment]);
  const changes = await rederive(port, [claimId], new Map(), () => changeCause('WITHDRAWAL', { analyst }));
  return { assessment, changes };
}

async function findActiveAssessment(
  port: WritePort,
  claimId: string,
  sought: AssessmentKey,
): Promise<Assessment | undefined> {
  const all = (await port.assessments([claimId])).get(claimId) ?? [];
  return all.find((assessment) => sameAssessmentKey(assessment, sought) && assessment.endedAt === null);
}

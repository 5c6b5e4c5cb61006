import { AscribeError } from '../../domain/errors.js';
import { assessmentId } from '../../domain/ids.js';
import type { Assessment } from '../../domain/records.js';
import type { CorrectionResult, Writer } from '../store.js';
import { changeCause, rederive } from './rederive.js';
import type { WritePort } from './write-port.js';

type AssessmentResult = CorrectionResult & { readonly assessment: Assessment };

export async function assess(
  port: WritePort,
  { claimId, analyst, status, confidence, rationale }: Parameters<Writer['assess']>[0],
): Promise<AssessmentResult> {
  await port.lockClaims([claimId]);
  if (!(await port.currentClaims([claimId])).has(claimId))
    throw new AscribeError('NOT_FOUND', `no claim has the id ${claimId}`);
  const old = await findActiveAssessment(port, claimId, analyst);
  const assessment: Assessment = {
    id: assessmentId(claimId, analyst, port.now),
    claimId,
    analyst,
    status,
    confidence,
    rationale,
    validFrom: null,
    validTo: null,
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
  { claimId, analyst }: Parameters<Writer['withdrawAssessment']>[0],
): Promise<AssessmentResult> {
  await port.lockClaims([claimId]);
  const old = await findActiveAssessment(port, claimId, analyst);
  if (old === undefined)
    throw new AscribeError('NOT_FOUND', `${analyst} has no active assessment of ${claimId}`);
  const assessment: Assessment = { ...old, endedAt: port.now, end: 'WITHDRAWN' };
  await port.saveAssessments([assessment]);
  const changes = await rederive(port, [claimId], new Map(), () => changeCause('WITHDRAWAL', { analyst }));
  return { assessment, changes };
}

async function findActiveAssessment(
  port: WritePort,
  claimId: string,
  analyst: string,
): Promise<Assessment | undefined> {
  const all = (await port.assessments([claimId])).get(claimId) ?? [];
  return all.find((assessment) => assessment.analyst === analyst && assessment.endedAt === null);
}

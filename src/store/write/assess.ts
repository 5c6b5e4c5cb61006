import { AscribeError } from '../../domain/errors.js';
import { assessmentId } from '../../domain/ids.js';
import type { Assessment } from '../../domain/records.js';
import type { Correction, Writer } from '../store.js';
import { cause, deriveAgain } from './rederive.js';
import type { Tables } from './write-port.js';

type Assessed = Correction & { readonly assessment: Assessment };

export async function assess(
  tables: Tables,
  { claimId, analyst, status, confidence, rationale }: Parameters<Writer['assess']>[0],
): Promise<Assessed> {
  await tables.lockClaims([claimId]);
  if (!(await tables.standings([claimId])).has(claimId))
    throw new AscribeError('NOT_FOUND', `no claim has the id ${claimId}`);
  const old = await standing(tables, claimId, analyst);
  const assessment: Assessment = {
    id: assessmentId(claimId, analyst, tables.now),
    claimId,
    analyst,
    status,
    confidence,
    rationale,
    at: tables.now,
    endedAt: null,
    end: null,
  };
  await tables.saveAssessments([
    ...(old === undefined ? [] : [{ ...old, endedAt: tables.now, end: 'REPLACED' as const }]),
    assessment,
  ]);
  const changes = await deriveAgain(tables, [claimId], new Map(), () => cause('ASSESSMENT', { analyst }));
  return { assessment, changes };
}

export async function withdrawAssessment(
  tables: Tables,
  { claimId, analyst }: Parameters<Writer['withdrawAssessment']>[0],
): Promise<Assessed> {
  await tables.lockClaims([claimId]);
  const old = await standing(tables, claimId, analyst);
  if (old === undefined)
    throw new AscribeError('NOT_FOUND', `no assessment of ${claimId} by ${analyst} stands`);
  const assessment: Assessment = { ...old, endedAt: tables.now, end: 'WITHDRAWN' };
  await tables.saveAssessments([assessment]);
  const changes = await deriveAgain(tables, [claimId], new Map(), () => cause('WITHDRAWAL', { analyst }));
  return { assessment, changes };
}

async function standing(tables: Tables, claimId: string, analyst: string): Promise<Assessment | undefined> {
  const all = (await tables.assessments([claimId])).get(claimId) ?? [];
  return all.find((one) => one.analyst === analyst && one.endedAt === null);
}

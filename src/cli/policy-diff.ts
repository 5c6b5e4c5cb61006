import type { StoreConfig } from '../config/config.js';
import { escapeControl } from '../documents/escape-control.js';
import { verbalizeProposition } from '../domain/analysis/verbalize.js';
import { DEFAULT_POLICY, type Policy } from '../domain/derivation/policy.js';
import type { EntityNames } from '../domain/entity-names.js';
import { digest } from '../domain/ids.js';
import { pluralize } from '../domain/pluralize.js';
import {
  type ClaimPreview,
  changesDerivedStatus,
  changesEffectiveStatus,
  previewPolicy,
} from '../queries/preview-policy.js';
import type { Store } from '../store/store.js';
import { withExistingStore } from './existing-store.js';
import { loadPolicy } from './load-policy.js';
import { createProgressBar } from './progress.js';
import { createTransitionCounter, formatStatus } from './transition-counter.js';

export type DiffFormat = 'text' | 'json';

export async function diffPolicyFile(file: string, config: StoreConfig, format: DiffFormat): Promise<void> {
  const policy = loadPolicy(file);
  if (policy !== null) await withExistingStore(config, (store) => diff(store, policy, format));
}

/** Each claim that would change goes to stdout; the totals after them, or to stderr where stdout is for a machine. */
async function diff(store: Store, policy: Policy, format: DiffFormat): Promise<void> {
  const { policy: inForce, complete } = await store.policy();
  const transitions = createTransitionCounter();
  const progress = createProgressBar(process.stderr, 'claims');
  let claims = 0;
  let assessed = 0;
  let underAssessment = 0;
  for await (const batch of previewPolicy(store, policy)) {
    const changed = batch.filter(changesEffectiveStatus);
    const names = await readEntityNames(store, changed);
    for (const one of changed) {
      transitions.add(one.claim, one.effective);
      progress.printAbove(
        process.stdout,
        format === 'json' ? formatJson(one, names) : formatText(one, names),
      );
    }
    const judged = batch.filter(({ claim }) => claim.assessmentId !== null);
    assessed += judged.length;
    underAssessment += judged.filter(changesDerivedStatus).length;
    claims += batch.length;
    progress.show({ phase: 'deriving', done: claims, total: null });
  }
  progress.end();
  const total = transitions.total();
  const summary = [
    `${total === 0 ? 'none' : total} of ${pluralize(claims, 'claim')} in ${store.label} would change: policy ${policy.version} instead of ${inForce.version}`,
    ...transitions.lines(),
    ...(assessed === 0
      ? []
      : [
          `${pluralize(assessed, 'claim')} assessed by analysts, whose status stands; ${underAssessment} of them would be derived otherwise`,
        ]),
    ...(complete ? [] : [`not all claims are derived by policy ${inForce.version} yet`]),
    ...versionConflict(policy, inForce),
  ];
  (format === 'json' ? process.stderr : process.stdout).write(`${summary.join('\n')}\n`);
}

/** As much as can be known without trying; `apply` knows all versions that were ever used. */
function versionConflict(policy: Policy, inForce: Policy): string[] {
  const clashes = [DEFAULT_POLICY, inForce].some(
    (used) => used.version === policy.version && digest(used) !== digest(policy),
  );
  return clashes
    ? [
        `apply would refuse it: version ${policy.version} stands for another policy here; give it another version`,
      ]
    : [];
}

async function readEntityNames(store: Store, changed: readonly ClaimPreview[]): Promise<EntityNames> {
  const ids = changed.flatMap(({ claim: { subjectId, objectId } }) => [subjectId, objectId ?? subjectId]);
  const entities = await store.entities([...new Set(ids)]);
  return new Map(entities.filter((entity) => entity !== null).map(({ id, name }) => [id, name]));
}

function formatText({ claim, effective }: ClaimPreview, names: EntityNames): string {
  const judged = claim.assessmentId === null ? '' : ', assessed';
  return escapeControl(
    `${formatStatus(claim)} → ${formatStatus(effective)}: ${verbalizeProposition(claim, names)} (${claim.id}${judged})`,
  );
}

function formatJson({ claim, effective, derived }: ClaimPreview, names: EntityNames): string {
  const { id, subjectId, predicate, objectId, value, status, confidence, derivedStatus, derivedConfidence } =
    claim;
  return JSON.stringify({
    claimId: id,
    text: verbalizeProposition(claim, names),
    subjectId,
    predicate,
    objectId,
    value,
    from: { status, confidence },
    to: effective,
    derived: { from: { status: derivedStatus, confidence: derivedConfidence }, to: derived },
    assessed: claim.assessmentId !== null,
  });
}

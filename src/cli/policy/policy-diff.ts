import type { StoreConfig } from '../../config/config.js';
import { showInvisible } from '../../documents/visible-text.js';
import { verbalizeProposition } from '../../domain/analysis/verbalize.js';
import { BUILT_IN_POLICIES, type Policy } from '../../domain/derivation/policy.js';
import type { EntityNames } from '../../domain/entity-names.js';
import { digest } from '../../domain/ids.js';
import { pluralize } from '../../domain/pluralize.js';
import {
  type ClaimPreview,
  changesDerivedStatus,
  changesEffectiveStatus,
  previewPolicy,
} from '../../queries/preview-policy.js';
import type { Store } from '../../store/store.js';
import { withExistingStore } from '../existing-store.js';
import { createProgressBar } from '../progress.js';
import { loadPolicy } from './load-policy.js';
import { createTransitionCounter, formatStatus } from './transition-counter.js';

export type DiffFormat = 'text' | 'json';

export async function diffPolicyFile(file: string, config: StoreConfig, format: DiffFormat): Promise<void> {
  const policy = loadPolicy(file);
  if (policy !== null) await withExistingStore(config, (store) => diff(store, policy, format));
}

/** Prints each claim that would change, then the totals; with JSON, the totals go to stderr. */
async function diff(store: Store, policy: Policy, format: DiffFormat): Promise<void> {
  const { policy: active, complete } = await store.policy();
  const transitions = createTransitionCounter();
  const progress = createProgressBar(process.stderr, 'claims');
  let claims = 0;
  let assessed = 0;
  let assessedChanges = 0;
  for await (const batch of previewPolicy(store, policy)) {
    const changed = batch.filter(changesEffectiveStatus);
    const names = await readEntityNames(store, changed);
    for (const preview of changed) {
      transitions.add(preview.claim, preview.effective);
      progress.printAbove(
        process.stdout,
        format === 'json' ? formatJson(preview, names) : formatText(preview, names),
      );
    }
    const assessedClaims = batch.filter(({ claim }) => claim.assessmentId !== null);
    assessed += assessedClaims.length;
    assessedChanges += assessedClaims.filter(changesDerivedStatus).length;
    claims += batch.length;
    progress.show({ phase: 'deriving', done: claims, total: null });
  }
  progress.clear();
  const total = transitions.total();
  const changed = `${total === 0 ? 'none' : total} of ${pluralize(claims, 'claim')} in ${store.label} would change`;
  const summary = [
    digest(policy) === digest(active)
      ? `${changed}: policy ${policy.version} is already active`
      : `${changed}: policy ${policy.version} instead of ${active.version}`,
    ...transitions.lines(),
    ...(assessed === 0
      ? []
      : [
          `${pluralize(assessed, 'claim')} assessed by analysts, whose status stays; the derived status of ${assessedChanges} of them would change`,
        ]),
    ...(complete ? [] : [`policy ${active.version} is not yet applied to all claims`]),
    ...versionConflict(policy, active),
  ];
  (format === 'json' ? process.stderr : process.stdout).write(`${summary.join('\n')}\n`);
}

/** Covers the built-in policies and the active one; `apply` checks every version that was ever used. */
function versionConflict(policy: Policy, active: Policy): string[] {
  const clashes = [...BUILT_IN_POLICIES, active].some(
    (used) => used.version === policy.version && digest(used) !== digest(policy),
  );
  return clashes
    ? [`apply would refuse it: version ${policy.version} is a different policy here; choose another version`]
    : [];
}

async function readEntityNames(store: Store, changed: readonly ClaimPreview[]): Promise<EntityNames> {
  const ids = changed.flatMap(({ claim: { subjectId, objectId } }) => [subjectId, objectId ?? subjectId]);
  const entities = await store.get('entities', [...new Set(ids)]);
  return new Map(entities.filter((entity) => entity !== null).map(({ id, name }) => [id, name]));
}

function formatText({ claim, effective }: ClaimPreview, names: EntityNames): string {
  const note = claim.assessmentId === null ? '' : ', assessed';
  return showInvisible(
    `${formatStatus(claim)} → ${formatStatus(effective)}: ${verbalizeProposition(claim, names)} (${claim.id}${note})`,
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

import { visible } from '../documents/escape-control.js';
import { propositionInWords } from '../domain/analysis/verbalize.js';
import { counted } from '../domain/counted.js';
import type { Names } from '../domain/derivation/explain.js';
import { POLICY, type Policy } from '../domain/derivation/policy.js';
import { digest } from '../domain/ids.js';
import { type Foreseen, foresee, wouldChange, wouldDeriveAnew } from '../queries/preview-policy.js';
import type { Store } from '../store/store.js';
import { withStore } from './existing-store.js';
import { givenPolicy } from './given-policy.js';
import { progressOn } from './progress.js';
import { countTransitions, standingText } from './transitions.js';

export type DiffFormat = 'text' | 'json';

export async function diffPolicyFile(file: string, location: string, format: DiffFormat): Promise<void> {
  const policy = givenPolicy(file);
  if (policy !== null) await withStore(location, (store) => diff(store, policy, format));
}

/** Each claim that would change goes to stdout; the totals after them, or to stderr where stdout is for a machine. */
async function diff(store: Store, policy: Policy, format: DiffFormat): Promise<void> {
  const { policy: inForce, complete } = await store.policy();
  const transitions = countTransitions();
  const progress = progressOn(process.stderr, 'claims');
  let claims = 0;
  let assessed = 0;
  let underAssessment = 0;
  for await (const batch of foresee(store, policy)) {
    const changed = batch.filter(wouldChange);
    const names = await namesIn(store, changed);
    for (const one of changed) {
      transitions.add(one.claim, one.to);
      progress.above(process.stdout, format === 'json' ? asJson(one, names) : asText(one, names));
    }
    const judged = batch.filter(({ claim }) => claim.assessmentId !== null);
    assessed += judged.length;
    underAssessment += judged.filter(wouldDeriveAnew).length;
    claims += batch.length;
    progress.show({ phase: 'deriving', done: claims, total: null });
  }
  progress.end();
  const total = transitions.total();
  const summary = [
    `${total === 0 ? 'none' : total} of ${counted(claims, 'claim')} in ${store.label} would change: policy ${policy.version} instead of ${inForce.version}`,
    ...transitions.lines(),
    ...(assessed === 0
      ? []
      : [
          `${counted(assessed, 'claim')} assessed by analysts, whose status stands; ${underAssessment} of them would be derived otherwise`,
        ]),
    ...(complete ? [] : [`not all claims are derived by policy ${inForce.version} yet`]),
    ...refusal(policy, inForce),
  ];
  (format === 'json' ? process.stderr : process.stdout).write(`${summary.join('\n')}\n`);
}

/** As much as can be known without trying; `apply` knows all versions that were ever used. */
function refusal(policy: Policy, inForce: Policy): string[] {
  const clashes = [POLICY, inForce].some(
    (used) => used.version === policy.version && digest(used) !== digest(policy),
  );
  return clashes
    ? [
        `apply would refuse it: version ${policy.version} stands for another policy here; give it another version`,
      ]
    : [];
}

async function namesIn(store: Store, changed: readonly Foreseen[]): Promise<Names> {
  const ids = changed.flatMap(({ claim: { subjectId, objectId } }) => [subjectId, objectId ?? subjectId]);
  const entities = await store.entities([...new Set(ids)]);
  return new Map(entities.filter((entity) => entity !== null).map(({ id, name }) => [id, name]));
}

function asText({ claim, to }: Foreseen, names: Names): string {
  const judged = claim.assessmentId === null ? '' : ', assessed';
  return visible(
    `${standingText(claim)} → ${standingText(to)}: ${propositionInWords(claim, names)} (${claim.id}${judged})`,
  );
}

function asJson({ claim, to, derived }: Foreseen, names: Names): string {
  const { id, subjectId, predicate, objectId, value, status, confidence, derivedStatus, derivedConfidence } =
    claim;
  return JSON.stringify({
    claimId: id,
    text: propositionInWords(claim, names),
    subjectId,
    predicate,
    objectId,
    value,
    from: { status, confidence },
    to,
    derived: { from: { status: derivedStatus, confidence: derivedConfidence }, to: derived },
    assessed: claim.assessmentId !== null,
  });
}

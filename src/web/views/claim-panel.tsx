import { useEffect, useRef } from 'preact/hooks';
import { ClaimEvidenceDocument, ClaimStatusOnlyDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { EntityLink, Link } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { scopedClaimId } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { ALL_STATUSES } from '../statuses.ts';
import { claimText, confidenceText, toWords, valueText } from '../words.ts';
import { Assessments, ClaimHistory, Periods } from './claim-history.tsx';
import { Origins } from './claim-origins.tsx';
import { type ClaimEvidence, withoutScope } from './view-props.ts';

/** The evidence of one claim: who says so, who denies it, and how its status follows. Escape closes it. */
export function ClaimPanel({ claimRef }: { readonly claimRef: string }) {
  const { route, go } = useNavigation();
  const panel = useRef<HTMLElement>(null);
  // An entry of a timeline opens in the window of its date.
  const id = claimRef.includes('@') ? claimRef : scopedClaimId(claimRef, route);
  const status = useQuery(ClaimStatusOnlyDocument, { id });
  const current = status.data?.claim?.status;
  const shown = current !== undefined && route.statuses.includes(current);
  const evidence = useQuery(ClaimEvidenceDocument, shown ? { id } : null);
  const claim = evidence.data?.claim;
  useEffect(() => panel.current?.focus(), []);
  const close = () => go({ ...route, claim: null });
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      class="panel"
      aria-label="Evidence of the claim"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <button type="button" class="close" onClick={close} aria-label="Close the evidence">
        ×
      </button>
      <QueryStatus states={[status, evidence]} />
      {claimRef.includes('@') && <p class="note">Read in a scope of its own: {claimRef.split('@')[1]}</p>}
      {current !== undefined && !shown && (
        <p role="status">
          The status of this claim is not in the bar.{' '}
          <Link
            to={{
              ...route,
              statuses: ALL_STATUSES.filter((name) => name === current || route.statuses.includes(name)),
            }}
          >
            Also show {current}
          </Link>
        </p>
      )}
      {claim != null && route.statuses.includes(claim.status) && <Evidence claim={claim} />}
    </aside>
  );
}

function Evidence({ claim }: { readonly claim: ClaimEvidence }) {
  const { subject, object, value, predicate, status, confidence, confidenceLevel, contested } = claim;
  const denials = claim.independentOrigins.filter(({ stance }) => stance === 'DENIES');
  const support = claim.independentOrigins.filter(({ stance }) => stance === 'SUPPORTS');
  return (
    <article data-claim={claim.id} data-status={status} aria-label={claimText(claim)}>
      <h2>
        <EntityLink entity={subject} /> {toWords(predicate)}{' '}
        {object !== null ? (
          <EntityLink entity={object} />
        ) : (
          <bdi>{value !== null && valueText(value.text)}</bdi>
        )}
      </h2>
      <p>
        <StatusMark status={status} /> · confidence {confidenceText(confidence)} ({toWords(confidenceLevel)})
        {contested && <span class="flag">contested</span>}
      </p>
      {claim.derivedStatus !== status && (
        <p>
          An analyst set this status. The policy derives <StatusMark status={claim.derivedStatus} />.
        </p>
      )}
      <div class="both-sides">
        <Origins title="Support" origins={support} claim={claim} />
        <Origins title="Denials" origins={denials} claim={claim} />
      </div>
      <Uncounted claim={claim} />
      <details open>
        <summary>How status and confidence follow</summary>
        <p class="explanation">{claim.explanation}</p>
      </details>
      <Periods periods={claim.periods} />
      <Assessments assessments={claim.assessments} />
      <ClaimHistory history={claim.history} firstKnownAt={claim.firstKnownAt} />
    </article>
  );
}

/** Citations that count at no time in the window, such as those of retracted articles. */
function Uncounted({ claim }: { readonly claim: ClaimEvidence }) {
  const counted = new Set(
    claim.independentOrigins.flatMap(({ citationIds }) => citationIds.map(withoutScope)),
  );
  const others = claim.citations.nodes.filter(({ ref }) => !counted.has(ref));
  if (others.length === 0) return null;
  const citationIds = others.map(({ ref }) => ref);
  return <Origins title="Does not count now" origins={[]} claim={claim} loose={citationIds} />;
}

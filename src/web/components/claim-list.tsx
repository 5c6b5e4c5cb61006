import type { ComponentChildren } from 'preact';
import type { ClaimLineFragment } from '../api/generated.ts';
import { scopedClaimId } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { confidenceText, periodText, toWords, valueText } from '../words.ts';
import { EntityLink, Link, SourceLink } from './link.tsx';
import { StatusMark } from './status-mark.tsx';

interface ClaimRowProps {
  readonly claim: ClaimLineFragment;
  readonly children?: ComponentChildren;
}

/** One claim; a click anywhere on it opens its evidence. */
export function ClaimRow({ claim, children }: ClaimRowProps) {
  const { route } = useNavigation();
  const { subject, predicate, object, value, status, confidence, contested, validity, soleSource } = claim;
  // Some rows have a scope of their own, such as those of a timeline.
  const openAs = claim.id === scopedClaimId(claim.ref, route) ? claim.ref : claim.id;
  const dates = validity.map(({ from, to }) => periodText(from, to));
  return (
    <li class="claim" data-claim={claim.id} data-status={status} aria-current={route.claim === openAs}>
      <div class="claim-line">
        <StatusMark status={status} />
        <span class="sentence">
          <EntityLink entity={subject} /> <span class="predicate">{toWords(predicate)}</span>{' '}
          {object !== null ? (
            <EntityLink entity={object} />
          ) : (
            <bdi>{value !== null && valueText(value.text)}</bdi>
          )}
        </span>
        <Link to={{ ...route, claim: openAs }} class="open-claim">
          Evidence <span class="note">({confidenceText(confidence)})</span>
        </Link>
      </div>
      <div class="note">
        {contested && <span class="flag">contested</span>}
        {dates.length > 0 && <span>{dates.join('; ')}</span>}
        {soleSource !== null && (
          <span>
            rests on <SourceLink source={soleSource} /> alone
          </span>
        )}
        {children}
      </div>
    </li>
  );
}

interface ClaimListProps {
  readonly claims: readonly ClaimLineFragment[];
  readonly label: string;
}

export const ClaimList = ({ claims, label }: ClaimListProps) => (
  <ul class="claims" aria-label={label}>
    {claims.map((claim) => (
      <ClaimRow key={claim.ref} claim={claim} />
    ))}
  </ul>
);

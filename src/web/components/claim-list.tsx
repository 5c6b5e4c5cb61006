import type { ComponentChildren } from 'preact';
import type { ClaimLineFragment } from '../api/generated.ts';
import { useNavigation } from '../state/use-route.ts';
import { confidenceText, periodText, toWords } from '../words.ts';
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
  const dates = validity.map(({ from, to }) => periodText(from, to));
  return (
    <li class="claim" data-claim={claim.ref} data-status={status} aria-current={route.claim === claim.ref}>
      <div class="claim-line">
        <StatusMark status={status} />
        <span class="sentence">
          <EntityLink entity={subject} /> <span class="predicate">{toWords(predicate)}</span>{' '}
          {object !== null ? <EntityLink entity={object} /> : <bdi>{value?.text}</bdi>}
        </span>
        <Link to={{ ...route, claim: claim.ref }} class="open-claim">
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

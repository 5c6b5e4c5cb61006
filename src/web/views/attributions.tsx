import { AttributionsDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { AllTimeNote } from '../components/all-time-note.tsx';
import { ClaimList } from '../components/claim-list.tsx';
import { ArticleLink, EntityLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { confidenceText } from '../words.ts';
import type { ViewProps } from './view-props.ts';

/** Who is said to have carried out an attack: every candidate, none merged and none dropped. */
export function Attributions({ route, id }: ViewProps & { readonly id: string }) {
  const { statuses, asOf } = route;
  const state = useQuery(AttributionsDocument, { id, statuses, asOf });
  const entity = state.data?.entity;
  const attributions = entity != null && 'attributions' in entity ? entity.attributions : null;
  if (attributions === null || attributions === undefined) return <QueryStatus states={[state]} />;
  return (
    <section aria-labelledby="attributions-title">
      <h2 id="attributions-title">
        Who is said to have done it <span class="count">{attributions.totalCount}</span>
      </h2>
      <AllTimeNote />
      {attributions.competing && (
        <p>There are several candidates. They may exclude each other, or have acted together.</p>
      )}
      {attributions.nodes.map(({ actor, status, confidence, claims, denials, firstSaid }) => (
        <section key={actor.ref} class="origin">
          <h3>
            <EntityLink entity={actor} />{' '}
            {status === null ? 'is only said to have claimed it' : <StatusMark status={status} />}{' '}
            {status !== null && <span class="note">{confidenceText(confidence)}</span>}
          </h3>
          <ClaimList claims={claims} label={`Claims that name ${actor.name}`} />
          {firstSaid !== null && (
            <p class="note">
              First said {firstSaid.at} in <ArticleLink article={firstSaid.article} />
            </p>
          )}
          {denials
            .filter(({ claim }) => statuses.includes(claim.status))
            .map((denial) => (
              <p key={denial.ref} class="note">
                Denied: “<bdi>{denial.quote}</bdi>” {denial.assertedBy.map(({ name }) => name).join(', ')} in{' '}
                <ArticleLink article={denial.article} />
              </p>
            ))}
        </section>
      ))}
    </section>
  );
}

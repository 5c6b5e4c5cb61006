import { ContradictionsDocument } from '../api/generated.ts';
import { ClaimList } from '../components/claim-list.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { capitalize, plural, toWords } from '../words.ts';
import { cutNotes, MoreButton, usePages } from './pages.tsx';
import type { ViewProps } from './view-props.ts';

/** Claims that cannot all be true; about one entity if there is an id. */
export function ContradictionsView({ route, id }: ViewProps & { readonly id: string | null }) {
  const { statuses, asOf } = route;
  const list = usePages(
    ContradictionsDocument,
    { statuses, entities: id === null ? null : [id], asOf },
    (data) => data.contradictions,
  );
  const claims = new Map(list.items.flatMap(({ claims }) => claims.map((claim) => [claim.ref, claim])));
  useExportable({ title: 'Contradictions', claims: [...claims.values()], notes: cutNotes(list), draw: null });
  return (
    <>
      <h1>
        Contradictions{' '}
        {list.totalCount !== null && <span class="count">{list.totalCount.toLocaleString('en')}</span>}
      </h1>
      <p class="note">
        None of them says which claim is true. Of all time: a window changes nothing here.
        {id !== null && ` About ${id}.`}
      </p>
      <QueryStatus states={list.states} />
      {list.items.map(({ kind, sentence, claims, claimCount }) => (
        <section key={`${kind} ${claims.map(({ ref }) => ref).join()}`} class="path">
          <h2>{capitalize(toWords(kind))}</h2>
          <p>
            <bdi>{sentence}</bdi>
          </p>
          <ClaimList claims={claims} label={sentence} />
          {claimCount > claims.length && (
            <p class="note">and {plural(claimCount - claims.length, 'more claim')}</p>
          )}
        </section>
      ))}
      <MoreButton list={list} />
    </>
  );
}

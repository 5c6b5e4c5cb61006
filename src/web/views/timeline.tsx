import { EntityChangesDocument, type EntityChangesQuery, EntityTimelineDocument } from '../api/generated.ts';
import { ClaimRow } from '../components/claim-list.tsx';
import { EntityLink, Link } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { useExportable } from '../export/exportable.ts';
import { type Route, scopeVariables } from '../state/route.ts';
import { claimText, confidenceText, periodText, timeText, toWords } from '../words.ts';
import { cutNotes, MoreButton, usePages } from './pages.tsx';

interface HistoryProps {
  readonly route: Route;
  readonly id: string;
}

export function EntityHistory({ route, id }: HistoryProps) {
  return (
    <>
      <section aria-labelledby="timeline-title">
        <h2 id="timeline-title">Timeline</h2>
        <Timeline list={useTimeline(route, [id])} />
      </section>
      <Changes route={route} id={id} />
    </>
  );
}

/** All dates. */
export const TimelineView = ({ route }: { readonly route: Route }) => {
  const list = useTimeline(route, null);
  const claims = [
    ...new Map(
      list.items
        .flatMap(({ claim, via }) => [claim, ...(via === null ? [] : [via])])
        .map((claim) => [claim.ref, claim]),
    ).values(),
  ];
  useExportable({ title: 'Timeline', claims, notes: cutNotes(list), draw: null });
  return (
    <>
      <h1>Timeline</h1>
      <Timeline list={list} />
    </>
  );
};

const useTimeline = (route: Route, entities: readonly string[] | null) =>
  usePages(EntityTimelineDocument, { entities, ...scopeVariables(route) }, ({ timeline }) => timeline);

/** Dates that claims state, earliest first. */
function Timeline({ list }: { readonly list: ReturnType<typeof useTimeline> }) {
  return (
    <>
      <QueryStatus states={list.states} />
      <ol class="timeline">
        {list.items.map(({ date, from, to, claim, via }, index) => (
          <li key={`${claim.ref} ${index}`}>
            <time>{date ?? periodText(from, to)}</time>
            <ul class="claims">
              <ClaimRow claim={claim} />
              {via !== null && <ClaimRow claim={via} />}
            </ul>
          </li>
        ))}
      </ol>
      {list.items.length === 0 && list.states.every(({ loading }) => !loading) && <p>No date is stated.</p>}
      <MoreButton list={list} />
    </>
  );
}

type Change = EntityChangesQuery['changes']['nodes'][number];

function Changes({ route, id }: HistoryProps) {
  const { statuses, asOf } = route;
  const list = usePages(EntityChangesDocument, { entities: [id], statuses, asOf }, ({ changes }) => changes);
  return (
    <details>
      <summary>
        What changed{list.totalCount !== null && ` (${list.totalCount.toLocaleString('en')})`}
      </summary>
      <QueryStatus states={list.states} />
      <ol class="changes">
        {list.items.map((change, index) => (
          <ChangeRow key={index} change={change} route={route} />
        ))}
      </ol>
      <MoreButton list={list} />
    </details>
  );
}

function ChangeRow({ change, route }: { readonly change: Change; readonly route: Route }) {
  const { at, from, to, cause, claimId, subject } = change;
  return (
    <li>
      <time>{timeText(at)}</time> {subject !== null && <EntityLink entity={subject} />}:{' '}
      <Link to={{ ...route, claim: claimId }}>{claimText(change)}</Link>{' '}
      {from === null ? 'new' : <Standing standing={from} />} →{' '}
      {to === null ? 'removed' : <Standing standing={to} />}{' '}
      <span class="note">by {toWords(cause.kind)}</span>
    </li>
  );
}

const Standing = ({ standing }: { readonly standing: NonNullable<Change['to']> }) => (
  <>
    <StatusMark status={standing.status} /> <span class="note">{confidenceText(standing.confidence)}</span>
  </>
);

import type { ClaimStatus } from '../api/generated.ts';
import { StatusCountsDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import type { Route } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { ALL_STATUSES, STATUS_STYLES } from '../statuses.ts';
import { StatusLine } from './status-mark.tsx';

type Counts = Partial<Record<ClaimStatus, number>>;

/** Which statuses are shown, and how many claims of each the view has. Always in sight; nothing is read while none is chosen. */
export function StatusBar() {
  const { route, go } = useNavigation();
  const counts = useCounts(route);
  const choose = (statuses: readonly ClaimStatus[]) =>
    go({ ...route, statuses: ALL_STATUSES.filter((status) => statuses.includes(status)) });
  const toggle = (status: ClaimStatus) =>
    choose(
      route.statuses.includes(status)
        ? route.statuses.filter((shown) => shown !== status)
        : [...route.statuses, status],
    );
  return (
    <fieldset class="status-bar">
      <legend>Statuses shown</legend>
      {ALL_STATUSES.map((status) => (
        <label key={status} class={`chip status-${status}`} title={STATUS_STYLES[status].meaning}>
          <input
            type="checkbox"
            name={status}
            checked={route.statuses.includes(status)}
            onChange={() => toggle(status)}
          />
          <StatusLine status={status} />
          {STATUS_STYLES[status].word}
          {counts !== null && <span class="count">{(counts[status] ?? 0).toLocaleString('en')}</span>}
        </label>
      ))}
      <button type="button" class="quiet" onClick={() => choose(ALL_STATUSES)}>
        All
      </button>
      <button type="button" class="quiet" onClick={() => choose([])}>
        None
      </button>
    </fieldset>
  );
}

const ENTITY_VIEWS = ['entity', 'graph', 'map', 'contradictions'];

/** The claims of each status in the subject of the view; null until they are known. */
function useCounts({ statuses, during, undated, asOf, view, args: [id] }: Route): Counts | null {
  const { data } = useQuery(
    StatusCountsDocument,
    statuses.length === 0
      ? null
      : {
          statuses: ALL_STATUSES,
          entityIds: id !== undefined && ENTITY_VIEWS.includes(view) ? [id] : null,
          articleIds: id !== undefined && view === 'article' ? [id] : null,
          during,
          undated: during !== null && undated,
          asOf,
        },
  );
  return data === null
    ? null
    : Object.fromEntries(data.facets.statuses.map(({ value, count }) => [value, count]));
}

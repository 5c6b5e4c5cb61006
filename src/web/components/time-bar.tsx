import { useId, useMemo, useState } from 'preact/hooks';
import { TimeRangeDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import type { Route } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { ALL_STATUSES } from '../statuses.ts';
import { timeText } from '../words.ts';

/** The time that claims are about (`during`), and the time at which the record is read (`asOf`): in every view. */
export function TimeBar() {
  const { route, go } = useNavigation();
  const range = useQuery(TimeRangeDocument, route.statuses.length > 0 ? { statuses: ALL_STATUSES } : null);
  const years = range.data?.facets.years.map(({ value }) => value) ?? [];
  const thisYear = new Date().getUTCFullYear();
  const bounds = { min: Math.min(...years, thisYear), max: Math.max(...years, thisYear) };
  const start = range.data?.changes.nodes[0]?.at ?? null;
  const window = route.during === null ? 'all time' : route.during;
  const moment = route.asOf === null ? 'now' : timeText(route.asOf);
  return (
    <details class="time-bar">
      <summary>
        Time: <b>{window}</b>
        {route.undated && route.during !== null && ' and what is possible then'}, as recorded <b>{moment}</b>
      </summary>
      <div class="row">
        <DuringControl route={route} go={go} bounds={bounds} />
        <AsOfControl route={route} go={go} start={start} />
      </div>
    </details>
  );
}

interface ControlProps {
  readonly route: Route;
  readonly go: (route: Route, replace?: boolean) => void;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Four digits, as EDTF writes years. */
const yearText = (year: number): string => String(year).padStart(4, '0');

function DuringControl({ route, go, bounds }: ControlProps & { readonly bounds: Bounds }) {
  const [, from, to] = /^(\d{4})(?:\/(\d{4}))?$/.exec(route.during ?? '') ?? [];
  const first = from === undefined ? bounds.min : Number(from);
  const last = from === undefined ? bounds.max : Number(to ?? from);
  const put = (start: number, end: number) =>
    go({ ...route, during: start === end ? yearText(start) : `${yearText(start)}/${yearText(end)}` }, true);
  return (
    <fieldset>
      <legend>What held during</legend>
      <label>
        from
        <input
          type="range"
          name="from-year"
          min={Math.min(bounds.min, first)}
          max={Math.max(bounds.max, last)}
          value={first}
          onInput={({ currentTarget }) =>
            put(Number(currentTarget.value), Math.max(Number(currentTarget.value), last))
          }
        />
      </label>
      <label>
        to
        <input
          type="range"
          name="to-year"
          min={Math.min(bounds.min, first)}
          max={Math.max(bounds.max, last)}
          value={last}
          onInput={({ currentTarget }) =>
            put(Math.min(Number(currentTarget.value), first), Number(currentTarget.value))
          }
        />
      </label>
      <TextControl
        label="date or interval"
        placeholder="2030/2031-06"
        value={route.during ?? ''}
        submit={(during) => go({ ...route, during: during || null })}
      />
      <label>
        <input
          type="checkbox"
          checked={route.undated}
          disabled={route.during === null}
          onChange={({ currentTarget }) => go({ ...route, undated: currentTarget.checked })}
        />
        also what is only possible then
      </label>
      <button type="button" class="quiet" onClick={() => go({ ...route, during: null, undated: false })}>
        All time
      </button>
    </fieldset>
  );
}

const STEPS = 500;

function AsOfControl({ route, go, start }: ControlProps & { readonly start: string | null }) {
  // Read once, so that the slider does not move by itself.
  const now = useMemo(() => Date.now(), []);
  const first = start === null ? now : Date.parse(start);
  const step = Math.max(1, (now - first) / STEPS);
  const position = route.asOf === null ? STEPS : Math.round((Date.parse(route.asOf) - first) / step);
  const put = (value: number) =>
    go(
      { ...route, asOf: value >= STEPS ? null : new Date(Math.ceil(first + value * step)).toISOString() },
      true,
    );
  return (
    <fieldset>
      <legend>As recorded at</legend>
      <label>
        from the first record to now
        <input
          type="range"
          name="as-of"
          min="0"
          max={STEPS}
          value={Number.isNaN(position) ? STEPS : position}
          onInput={({ currentTarget }) => put(Number(currentTarget.value))}
        />
      </label>
      <TextControl
        label="time"
        placeholder="2031-04-13T08:00:00Z"
        value={route.asOf ?? ''}
        submit={(asOf) => go({ ...route, asOf: asOf || null })}
      />
      <button type="button" class="quiet" onClick={() => go({ ...route, asOf: null })}>
        Now
      </button>
    </fieldset>
  );
}

interface TextControlProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly submit: (value: string) => void;
}

/** A text that takes effect with Enter, or when the field is left. */
function TextControl({ label, placeholder, value, submit }: TextControlProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    if (draft !== null && draft.trim() !== value) submit(draft.trim());
    setDraft(null);
  };
  return (
    <label for={id}>
      {label}
      <input
        id={id}
        type="text"
        size={20}
        placeholder={placeholder}
        value={draft ?? value}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
        onBlur={finish}
      />
    </label>
  );
}

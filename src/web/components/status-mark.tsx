import type { ClaimStatus } from '../api/generated.ts';
import { STATUS_STYLES } from '../statuses.ts';

/** The line of a status, as graphs draw it. */
export function StatusLine({ status }: { readonly status: ClaimStatus }) {
  const { dash, width } = STATUS_STYLES[status];
  return (
    <svg class="status-line" viewBox="0 0 34 10" width="34" height="10" aria-hidden="true">
      <line
        x1="1"
        y1="5"
        x2="33"
        y2="5"
        stroke="currentColor"
        stroke-width={width}
        stroke-dasharray={dash.join(' ')}
      />
    </svg>
  );
}

/** A status as line, word and colour. */
export const StatusMark = ({ status }: { readonly status: ClaimStatus }) => (
  <span class={`status status-${status}`}>
    <StatusLine status={status} />
    {STATUS_STYLES[status].word}
  </span>
);

import { ALL_STATUSES, STATUS_STYLES } from '../statuses.ts';
import { StatusMark } from './status-mark.tsx';

/** What each line, word and colour means, in every view. */
export const Legend = () => (
  <section class="legend" aria-labelledby="legend-title">
    <h2 id="legend-title">What the lines mean</h2>
    <dl>
      {ALL_STATUSES.map((status) => (
        <div key={status}>
          <dt>
            <StatusMark status={status} />
          </dt>
          <dd>{STATUS_STYLES[status].meaning}</dd>
        </div>
      ))}
    </dl>
  </section>
);

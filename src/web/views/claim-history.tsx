import { StatusMark } from '../components/status-mark.tsx';
import { confidenceText, periodText, timeText, toWords } from '../words.ts';
import type { ClaimEvidence } from './view-props.ts';

export function Periods({ periods }: Pick<ClaimEvidence, 'periods'>) {
  if (periods.length < 2) return null;
  return (
    <details open>
      <summary>Periods</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">time</th>
            <th scope="col">status</th>
            <th scope="col">confidence</th>
            <th scope="col">known</th>
          </tr>
        </thead>
        <tbody>
          {periods.map(({ from, to, status, confidence, known }) => (
            <tr key={`${from} ${to} ${known}`}>
              <td>{from === null && to === null ? 'all time' : periodText(from, to)}</td>
              <td>
                <StatusMark status={status} />
              </td>
              <td>{confidenceText(confidence)}</td>
              <td>{known ? 'known' : 'only possible'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function Assessments({ assessments }: Pick<ClaimEvidence, 'assessments'>) {
  if (assessments.length === 0) return null;
  return (
    <details open>
      <summary>Who assessed it</summary>
      <ul>
        {assessments.map(
          ({ ref, analyst, status, confidence, validFrom, validTo, rationale, at, endedAt, end }) => (
            <li key={ref}>
              <bdi>{analyst}</bdi>, {timeText(at)}: <StatusMark status={status} />
              {confidence !== null && `, ${confidenceText(confidence)}`}
              {(validFrom !== null || validTo !== null) && `, about ${periodText(validFrom, validTo)}`}:{' '}
              <bdi>{rationale}</bdi>
              {endedAt !== null && end !== null && (
                <span class="note">
                  {' '}
                  {toWords(end)} {timeText(endedAt)}
                </span>
              )}
            </li>
          ),
        )}
      </ul>
    </details>
  );
}

export function ClaimHistory({ history, firstKnownAt }: Pick<ClaimEvidence, 'history' | 'firstKnownAt'>) {
  return (
    <details>
      <summary>History, since {timeText(firstKnownAt)}</summary>
      <ol class="changes">
        {history.map(({ at, from, to, cause }, index) => (
          <li key={index}>
            <time>{timeText(at)}</time> {from === null ? 'new' : <StatusMark status={from.status} />} →{' '}
            {to === null ? (
              'removed'
            ) : (
              <>
                <StatusMark status={to.status} /> {confidenceText(to.confidence)}
              </>
            )}{' '}
            <span class="note">
              by {toWords(cause.kind)}
              {cause.analyst !== null && `, ${cause.analyst}`}
              {cause.policyVersion !== null && `, version ${cause.policyVersion}`}
              {cause.articleIds.length > 0 && ` (${cause.articleIds.join(', ')})`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

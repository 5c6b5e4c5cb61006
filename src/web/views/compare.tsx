import {
  CompareArticlesDocument,
  CompareSourcesDocument,
  type CompareSourcesQuery,
} from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { AllTimeNote } from '../components/all-time-note.tsx';
import { ClaimList, ClaimRow } from '../components/claim-list.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { toWords } from '../words.ts';
import type { ViewProps } from './view-props.ts';

type Comparison = NonNullable<CompareSourcesQuery['comparison']>;

/** Two sources or two articles side by side. */
export function CompareView({ route, a, b }: ViewProps & { readonly a: string; readonly b: string }) {
  const { statuses, asOf } = route;
  const variables = { a, b, statuses, asOf };
  const areArticles = a.startsWith('article:');
  const sources = useQuery(CompareSourcesDocument, areArticles ? null : variables);
  const articles = useQuery(CompareArticlesDocument, areArticles ? variables : null);
  const comparison = (areArticles ? articles : sources).data?.comparison;
  return (
    <>
      <QueryStatus states={[sources, articles]} />
      {comparison != null && <Sides comparison={comparison} />}
    </>
  );
}

function Sides({ comparison }: { readonly comparison: Comparison }) {
  const { a, b, both, onlyA, onlyB, differences } = comparison;
  const parts = [
    { title: 'Both', part: both },
    { title: `Only ${a.name}`, part: onlyA },
    { title: `Only ${b.name}`, part: onlyB },
  ];
  const cut = [...parts.map(({ part }) => part), differences].some(
    ({ edges, totalCount }) => edges.length < totalCount,
  );
  useExportable({
    title: `${a.name} and ${b.name}`,
    claims: parts.flatMap(({ part }) => part.edges.map(({ node }) => node)),
    notes: cut ? ['Not everything is shown.'] : [],
    draw: null,
  });
  return (
    <>
      <h1>
        <bdi>{a.name}</bdi> and <bdi>{b.name}</bdi>
      </h1>
      <AllTimeNote />
      {cut && (
        <p role="status" class="truncated">
          Not everything is shown: each list ends after 50 claims.
        </p>
      )}
      <h2>
        Where they differ <span class="count">{differences.totalCount}</span>
      </h2>
      <ul class="claims">
        {differences.edges.map(({ node, sentence, a: left, b: right }) => (
          <ClaimRow key={node.ref} claim={node}>
            <span>
              <bdi>{sentence}</bdi> ({left.stances.map(toWords).join(' and ')}, {toWords(left.modality)}{' '}
              against {right.stances.map(toWords).join(' and ')}, {toWords(right.modality)})
            </span>
          </ClaimRow>
        ))}
      </ul>
      {parts.map(({ title, part }) => (
        <section key={title}>
          <h2>
            <bdi>{title}</bdi> <span class="count">{part.totalCount}</span>
          </h2>
          <ClaimList claims={part.edges.map(({ node }) => node)} label={title} />
        </section>
      ))}
    </>
  );
}

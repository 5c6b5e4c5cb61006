import { SourceDocument, SourcesDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { AllTimeNote } from '../components/all-time-note.tsx';
import { ClaimList } from '../components/claim-list.tsx';
import { ArticleLink, EntityLink, SourceLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { plural, toWords } from '../words.ts';
import { CompareBox } from './compare-box.tsx';
import { MoreButton, usePages } from './pages.tsx';
import type { ViewProps } from './view-props.ts';

/** All sources, each with its latest articles. */
export function SourcesView({ route }: ViewProps) {
  const list = usePages(SourcesDocument, { asOf: route.asOf }, ({ sources }) => sources);
  useExportable({ title: 'Sources', claims: [], notes: [], draw: null });
  return (
    <>
      <h1>Sources</h1>
      <QueryStatus states={list.states} />
      <ul class="claims">
        {list.items.map((source) => (
          <li key={source.ref} class="claim">
            <b>
              <SourceLink source={source} />
            </b>{' '}
            reliability {source.reliability}, {plural(source.articles.totalCount, 'article')}
            <ul class="inline">
              {source.articles.nodes.map((article) => (
                <li key={article.ref}>
                  <ArticleLink article={article} /> <span class="note">{article.publishedAt}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <MoreButton list={list} />
    </>
  );
}

/** One source: its articles, and the claims that would fall without it. */
export function SourceView({ route, id }: ViewProps & { readonly id: string }) {
  const { statuses, asOf } = route;
  const state = useQuery(SourceDocument, { id, statuses, asOf });
  const source = state.data?.source;
  const sole = source?.soleSupportFor;
  useExportable({
    title: source?.name ?? id,
    claims: sole?.nodes ?? [],
    notes: sole !== undefined && sole.totalCount > sole.nodes.length ? ['Not everything is shown.'] : [],
    draw: null,
  });
  return (
    <>
      <QueryStatus states={[state]} />
      {source != null && (
        <>
          <h1>
            <bdi>{source.name}</bdi> <span class="kind">reliability {source.reliability}</span>
          </h1>
          {source.affiliation !== null && (
            <p>
              Belongs to <EntityLink entity={source.affiliation} />
            </p>
          )}
          <CompareBox route={route} id={id} />
          <h2>
            Articles <span class="count">{source.articles.totalCount.toLocaleString('en')}</span>
          </h2>
          <ul class="inline">
            {source.articles.nodes.map((article) => (
              <li key={article.ref}>
                <ArticleLink article={article} />{' '}
                <span class="note">
                  {toWords(article.genre)} {article.publishedAt}
                  {!article.live && ' retracted'}
                </span>
              </li>
            ))}
          </ul>
          <h2>
            Claims that rest on it alone{' '}
            <span class="count">{source.soleSupportFor.totalCount.toLocaleString('en')}</span>
          </h2>
          <AllTimeNote />
          <ClaimList claims={source.soleSupportFor.nodes} label="Claims that rest on this source alone" />
        </>
      )}
    </>
  );
}

import { ArticleClaimsDocument, type ArticleClaimsQuery, ArticleDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { ClaimRow } from '../components/claim-list.tsx';
import { ArticleLink, EntityLink, ExternalLink, SourceLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { scopeVariables } from '../state/route.ts';
import { capitalize, toWords } from '../words.ts';
import { CompareBox } from './compare-box.tsx';
import { cutNotes, MoreButton, usePages } from './pages.tsx';
import { type ViewProps, withoutScope } from './view-props.ts';

type ArticleClaim = NonNullable<ArticleClaimsQuery['article']>['claims']['nodes'][number];
type Citation = ArticleClaim['citations']['nodes'][number];

/** An article, and its claims in the order of its text. */
export function ArticleView({ route, id }: ViewProps & { readonly id: string }) {
  const state = useQuery(ArticleDocument, { id, asOf: route.asOf });
  const list = usePages(
    ArticleClaimsDocument,
    { id, ...scopeVariables(route) },
    (data) => data.article?.claims,
  );
  const article = state.data?.article;
  const passages = inTextOrder(id, list.items);
  useExportable({
    title: article?.title ?? id,
    claims: [...new Set(passages.map(({ claim }) => claim))],
    notes: cutNotes(list),
    draw: null,
  });
  return (
    <>
      <QueryStatus states={[state, ...list.states]} />
      {article != null && (
        <>
          <h1>
            <bdi>{article.title}</bdi>
          </h1>
          <p>
            <SourceLink source={article.source} /> (reliability {article.source.reliability}) ·{' '}
            {capitalize(toWords(article.genre))}
            {article.publishedAt !== null && ` · ${article.publishedAt}`}
            {article.authors.length > 0 && ` · ${article.authors.join(', ')}`}
            {article.url !== null && (
              <>
                {' · '}
                <ExternalLink url={article.url}>original</ExternalLink>
              </>
            )}
          </p>
          {!article.live && (
            <p class="truncated">
              Retracted{article.retractionReason !== null && `: ${article.retractionReason}`}. Its citations
              do not count.
            </p>
          )}
          {article.derivedFrom !== null && (
            <p>
              Derives from <ArticleLink article={article.derivedFrom} />
            </p>
          )}
          <CompareBox route={route} id={id} />
        </>
      )}
      <h2>
        Claims in the order of the text{' '}
        {list.totalCount !== null && <span class="count">{list.totalCount.toLocaleString('en')}</span>}
      </h2>
      <ol class="claims">
        {passages.map(({ claim, citation }) => (
          <ClaimRow key={citation.ref} claim={claim}>
            <span>
              {placeText(citation)}
              {citation.stance === 'DENIES' && <b>denies it: </b>}“<bdi>{citation.quote}</bdi>”
              {citation.assertedBy.map((speaker) => (
                <span key={speaker.ref}>
                  {' '}
                  — <EntityLink entity={speaker} />
                </span>
              ))}
            </span>
          </ClaimRow>
        ))}
      </ol>
      <MoreButton list={list} />
    </>
  );
}

/** Each citation of the article with its claim, from the beginning of the text to its end. */
function inTextOrder(id: string, claims: readonly ArticleClaim[]) {
  return claims
    .flatMap((claim) =>
      claim.citations.nodes
        .filter(({ article }) => article.ref === withoutScope(id))
        .map((citation) => ({ claim, citation })),
    )
    .sort((a, b) => position(a.citation) - position(b.citation));
}

/** Characters where they are known, else pages and paragraphs; passages without a place come last. */
function position({ locator: { start, page, paragraph } }: Citation): number {
  if (start !== null) return start;
  if (page === null && paragraph === null) return Number.POSITIVE_INFINITY;
  return (page ?? 0) * 10_000 + (paragraph ?? 0);
}

function placeText({ locator: { page, paragraph } }: Citation): string {
  if (paragraph !== null) return `paragraph ${paragraph}: `;
  return page === null ? '' : `page ${page}: `;
}

import { useMemo } from 'preact/hooks';
import {
  EntityClaimsDocument,
  type EntityClaimsQuery,
  EntityDocument,
  type EntityQuery,
} from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { ClaimList } from '../components/claim-list.tsx';
import { ArticleLink, EntityLink, Link, SourceLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { SearchBox } from '../components/search-box.tsx';
import { useExportable } from '../export/exportable.ts';
import { scopeVariables, toView } from '../state/route.ts';
import { compareStatuses } from '../statuses.ts';
import { capitalize, plural, toWords } from '../words.ts';
import { Attributions } from './attributions.tsx';
import { cutNotes, MoreButton, type PagedList, usePages } from './pages.tsx';
import { EntityHistory } from './timeline.tsx';
import type { ViewProps } from './view-props.ts';

type EntityRecord = NonNullable<EntityQuery['entity']>;
export type EntityClaim = NonNullable<EntityClaimsQuery['entity']>['claims']['nodes'][number];

/** Everything about one entity: who it is, what is said of it, by whom, when, and what it said itself. */
export function EntityView({ route, id }: ViewProps & { readonly id: string }) {
  const entity = useQuery(EntityDocument, { id, asOf: route.asOf });
  const claims = usePages(
    EntityClaimsDocument,
    { id, ...scopeVariables(route) },
    (data) => data.entity?.claims,
  );
  const record = entity.data?.entity;
  useExportable({ title: record?.name ?? id, claims: claims.items, notes: cutNotes(claims), draw: null });
  return (
    <>
      <QueryStatus states={[entity, ...claims.states]} />
      {record != null && <Identity entity={record} />}
      {record != null && <Ways route={route} id={id} />}
      {record?.kind === 'ATTACK' && <Attributions route={route} id={id} />}
      <ClaimsByRole id={id} list={claims} />
      <OneSource claims={claims.items} />
      <OwnWords id={id} claims={claims.items} />
      <Sources claims={claims.items} />
      <EntityHistory route={route} id={id} />
    </>
  );
}

/** Other views of the same entity. */
const Ways = ({ route, id }: ViewProps & { readonly id: string }) => (
  <div class="row">
    <Link to={toView(route, 'graph', id)} class="button">
      Graph
    </Link>
    <Link to={toView(route, 'map', id)} class="button">
      Map
    </Link>
    <Link to={toView(route, 'contradictions', id)} class="button">
      Contradictions
    </Link>
    <SearchBox
      label="Find paths to another entity"
      onlyEntities
      routeTo={({ node }) => toView(route, 'paths', id, node.ref)}
    />
  </div>
);

function Identity({ entity }: { readonly entity: EntityRecord }) {
  return (
    <section aria-labelledby="entity-name">
      <h1 id="entity-name">
        <bdi>{entity.name}</bdi> <span class="kind">{toWords(entity.kind)}</span>
      </h1>
      {entity.description !== null && (
        <p>
          <bdi>{entity.description}</bdi>
        </p>
      )}
      {entity.organOf.length > 0 && (
        <p>
          Speaks for{' '}
          {entity.organOf.map((body) => (
            <EntityLink key={body.ref} entity={body} />
          ))}
        </p>
      )}
      <details>
        <summary>Names, and who uses them</summary>
        <table>
          <tbody>
            {entity.names.nodes.map(({ text, articles }) => (
              <tr key={text}>
                <th scope="row">
                  <bdi>{text}</bdi>
                </th>
                <td>
                  <ul class="inline">
                    {articles.nodes.map((article) => (
                      <li key={article.ref}>
                        <ArticleLink article={article} /> (<SourceLink source={article.source} />)
                      </li>
                    ))}
                  </ul>
                  {articles.totalCount > articles.nodes.length &&
                    `and ${plural(articles.totalCount - articles.nodes.length, 'more article')}`}
                </td>
              </tr>
            ))}
            {entity.identifiers.map(({ scheme, value }) => (
              <tr key={scheme}>
                <th scope="row">{scheme}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Claims grouped by what the entity is in them, each group with the strongest status first. */
function ClaimsByRole({ id, list }: { readonly id: string; readonly list: PagedList<EntityClaim> }) {
  const groups = useMemo(() => groupByRole(id, list.items), [id, list.items]);
  return (
    <section aria-labelledby="claims-title">
      <h2 id="claims-title">
        What is said{' '}
        {list.totalCount !== null && <span class="count">{list.totalCount.toLocaleString('en')}</span>}
      </h2>
      {groups.map(([role, claims]) => (
        <section key={role}>
          <h3>
            {capitalize(role)} <span class="count">{claims.length}</span>
          </h3>
          <ClaimList claims={claims} label={role} />
        </section>
      ))}
      {list.totalCount === 0 && <p>No claim with these statuses in this time.</p>}
      <MoreButton list={list} />
    </section>
  );
}

function groupByRole(
  id: string,
  claims: readonly EntityClaim[],
): readonly (readonly [string, readonly EntityClaim[]])[] {
  const groups = new Map<string, EntityClaim[]>();
  for (const claim of claims) {
    const role =
      claim.subject.ref === id ? toWords(claim.predicate) : `named by: ${toWords(claim.predicate)}`;
    groups.set(role, [...(groups.get(role) ?? []), claim]);
  }
  return [...groups].map(([role, items]) => [
    role,
    items.toSorted(
      (a, b) => compareStatuses(a.status, b.status) || (b.confidence ?? -1) - (a.confidence ?? -1),
    ),
  ]);
}

function OneSource({ claims }: { readonly claims: readonly EntityClaim[] }) {
  const single = claims.filter(({ soleSource }) => soleSource !== null);
  if (single.length === 0) return null;
  return (
    <details>
      <summary>{plural(single.length, 'claim rests', 'claims rest')} on one source alone</summary>
      <ClaimList claims={single} label="Claims that rest on one source" />
    </details>
  );
}

function OwnWords({ id, claims }: { readonly id: string; readonly claims: readonly EntityClaim[] }) {
  const own = claims.filter(({ citations }) =>
    citations.nodes.some(({ assertedBy }) => assertedBy.some(({ ref }) => ref === id)),
  );
  if (own.length === 0) return null;
  return (
    <details>
      <summary>{plural(own.length, 'claim')} on which it spoke itself</summary>
      <ClaimList claims={own} label="Claims on which it spoke itself" />
    </details>
  );
}

function Sources({ claims }: { readonly claims: readonly EntityClaim[] }) {
  const counts = new Map<
    string,
    { source: EntityClaim['citations']['nodes'][number]['article']['source']; count: number }
  >();
  for (const { citations } of claims) {
    const sources = new Map(citations.nodes.map(({ article }) => [article.source.ref, article.source]));
    for (const [ref, source] of sources)
      counts.set(ref, { source, count: (counts.get(ref)?.count ?? 0) + 1 });
  }
  if (counts.size === 0) return null;
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">Who speaks of it</h2>
      <ul class="inline">
        {[...counts.values()]
          .sort((a, b) => b.count - a.count || (a.source.ref < b.source.ref ? -1 : 1))
          .map(({ source, count }) => (
            <li key={source.ref}>
              <SourceLink source={source} /> (reliability {source.reliability}): {plural(count, 'claim')}
            </li>
          ))}
      </ul>
    </section>
  );
}

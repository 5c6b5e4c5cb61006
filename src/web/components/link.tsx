import type { ComponentChildren } from 'preact';
import type { EntityNameFragment } from '../api/generated.ts';
import { formatRoute, type Route, toView } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { toWords } from '../words.ts';

interface LinkProps {
  readonly to: Route;
  readonly class?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

export const Link = ({ to, class: className, current, children }: LinkProps) => (
  <a href={formatRoute(to)} class={className} aria-current={current ? 'page' : undefined}>
    {children}
  </a>
);

export function EntityLink({ entity }: { readonly entity: EntityNameFragment }) {
  const { route } = useNavigation();
  return (
    <Link to={toView(route, 'entity', entity.ref)} class="entity">
      <bdi title={toWords(entity.kind)}>{entity.name}</bdi>
    </Link>
  );
}

export function ArticleLink({
  article,
}: {
  readonly article: { readonly ref: string; readonly title: string };
}) {
  const { route } = useNavigation();
  return (
    <Link to={toView(route, 'article', article.ref)}>
      <bdi>{article.title}</bdi>
    </Link>
  );
}

export function SourceLink({ source }: { readonly source: { readonly ref: string; readonly name: string } }) {
  const { route } = useNavigation();
  return (
    <Link to={toView(route, 'source', source.ref)}>
      <bdi>{source.name}</bdi>
    </Link>
  );
}

/** Addresses come from documents: only web addresses become links. */
export function ExternalLink({
  url,
  children,
}: {
  readonly url: string;
  readonly children: ComponentChildren;
}) {
  if (!/^https?:\/\//i.test(url)) return <span>{url}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

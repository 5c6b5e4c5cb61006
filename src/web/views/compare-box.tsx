import { ComparableArticlesDocument, SourcesDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { type Route, toView } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';

interface CompareBoxProps {
  readonly route: Route;
  /** The id of an article or a source. */
  readonly id: string;
}

/** Chooses another article or source to compare with. */
export function CompareBox({ route, id }: CompareBoxProps) {
  const { go } = useNavigation();
  const isArticle = id.startsWith('article:');
  const { asOf } = route;
  const sources = useQuery(SourcesDocument, isArticle ? null : { asOf });
  const articles = useQuery(ComparableArticlesDocument, isArticle ? { asOf } : null);
  const others = isArticle
    ? articles.data?.articles.nodes.map(({ ref, title }) => ({ ref, name: title }))
    : sources.data?.sources.nodes;
  return (
    <label>
      Compare with{' '}
      <select
        value=""
        onChange={({ currentTarget }) => go(toView(route, 'compare', id, currentTarget.value))}
      >
        <option value="">…</option>
        {others
          ?.filter(({ ref }) => ref !== id)
          .map(({ ref, name }) => (
            <option key={ref} value={ref}>
              {name}
            </option>
          ))}
      </select>
    </label>
  );
}

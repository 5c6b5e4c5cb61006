import type { Route } from '../state/route.ts';
import { ArticleView } from './article.tsx';
import { ClaimsView } from './claims.tsx';
import { CompareView } from './compare.tsx';
import { ContradictionsView } from './contradictions.tsx';
import { EntityView } from './entity.tsx';
import { GraphView } from './graph.tsx';
import { MapView } from './map.tsx';
import { PathsView } from './paths.tsx';
import { SourcesView, SourceView } from './sources.tsx';
import { TimelineView } from './timeline.tsx';
import type { ViewProps } from './view-props.ts';

/** The view that the route names. */
export function View({ route }: ViewProps) {
  const [first, second] = route.args;
  return viewOfAll(route) ?? viewOfOne(route, first) ?? viewOfTwo(route, first, second) ?? <NoView />;
}

function viewOfAll(route: Route) {
  if (route.args.length > 0) return null;
  if (route.view === '') return <ClaimsView route={route} />;
  if (route.view === 'timeline') return <TimelineView route={route} />;
  if (route.view === 'map') return <MapView route={route} id={null} />;
  if (route.view === 'sources') return <SourcesView route={route} />;
  if (route.view === 'contradictions') return <ContradictionsView route={route} id={null} />;
  return null;
}

function viewOfOne(route: Route, id: string | undefined) {
  if (id === undefined) return null;
  if (route.view === 'entity') return <EntityView route={route} id={id} />;
  if (route.view === 'graph') return <GraphView route={route} id={id} />;
  if (route.view === 'map') return <MapView route={route} id={id} />;
  if (route.view === 'article') return <ArticleView route={route} id={id} />;
  if (route.view === 'source') return <SourceView route={route} id={id} />;
  if (route.view === 'contradictions') return <ContradictionsView route={route} id={id} />;
  return null;
}

function viewOfTwo(route: Route, a: string | undefined, b: string | undefined) {
  if (a === undefined || b === undefined) return null;
  if (route.view === 'paths') return <PathsView route={route} from={a} to={b} />;
  if (route.view === 'compare') return <CompareView route={route} a={a} b={b} />;
  return null;
}

const NoView = () => (
  <>
    <h1>There is no such view</h1>
    <p>The address does not name a view of the Explorer.</p>
  </>
);

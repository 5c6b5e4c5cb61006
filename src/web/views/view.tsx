import { ClaimsView } from './claims.tsx';
import { EntityView } from './entity.tsx';
import { TimelineView } from './entity-history.tsx';
import type { ViewProps } from './view-props.ts';

/** The view that the route names. */
export function View({ route }: ViewProps) {
  const [first] = route.args;
  if (route.view === '') return <ClaimsView route={route} />;
  if (route.view === 'timeline') return <TimelineView route={route} />;
  if (route.view === 'entity' && first !== undefined) return <EntityView route={route} id={first} />;
  return (
    <>
      <h1>There is no such view</h1>
      <p>The address does not name a view of the Explorer.</p>
    </>
  );
}

import { useMemo } from 'preact/hooks';
import { PathsDocument, type PathsQuery } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { AtMost } from '../components/at-most.tsx';
import { ClaimRow } from '../components/claim-list.tsx';
import { EntityLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { StatusMark } from '../components/status-mark.tsx';
import { layOut, type Stage } from '../graph/layout.ts';
import { scopeVariables } from '../state/route.ts';
import { compareStatuses } from '../statuses.ts';
import { confidenceText, plural } from '../words.ts';
import { GraphExplorer } from './graph-explorer.tsx';
import { chosenFamilies, FamilyFilter } from './predicate-filter.tsx';
import type { ViewProps } from './view-props.ts';

type Path = NonNullable<PathsQuery['paths']>['paths'][number];

const LENGTHS = ['1', '2', '3', '4', '5', '6'];

/** The paths between two entities, each with its weakest link. */
export function PathsView({ route, from, to }: ViewProps & { readonly from: string; readonly to: string }) {
  const maxLength = LENGTHS.find((length) => length === route.options.max) ?? '4';
  const state = useQuery(PathsDocument, {
    from,
    to,
    families: chosenFamilies(route),
    maxLength: Number(maxLength),
    ...scopeVariables(route),
  });
  const answer = state.data?.paths;
  const drawn = useMemo(() => drawPaths(answer?.paths ?? []), [answer]);
  return (
    <>
      <h1>
        Paths from <bdi>{from}</bdi> to <bdi>{to}</bdi>
      </h1>
      <div class="row">
        <FamilyFilter route={route} />
        <AtMost route={route} option="max" value={maxLength} values={LENGTHS} unit="claims long" />
      </div>
      <QueryStatus states={[state]} />
      {answer?.truncated && (
        <p role="status" class="truncated">
          There can be more paths than these. Show fewer statuses or kinds of claim, or shorter paths.
        </p>
      )}
      {answer?.paths.length === 0 && <p>No path with these statuses.</p>}
      {answer != null && answer.paths.length > 0 && (
        <GraphExplorer
          route={route}
          title={`Paths from ${from} to ${to}`}
          graph={drawn.graph}
          stages={drawn.stages}
          positions={drawn.positions}
          expand={null}
          truncated={answer.truncated}
          complete
        />
      )}
      {answer?.paths.map((path) => (
        <PathSection key={path.steps.map(({ claim }) => claim.ref).join()} path={path} />
      ))}
    </>
  );
}

function PathSection({ path }: { readonly path: Path }) {
  const { entities, steps, weakestStatus, lowestConfidence } = path;
  const [weakest] = steps.toSorted(
    ({ claim: a }, { claim: b }) =>
      compareStatuses(b.status, a.status) || (a.confidence ?? -1) - (b.confidence ?? -1),
  );
  return (
    <section class="path">
      <h2>
        {entities.map((entity, index) => (
          <span key={entity.ref}>
            {index > 0 && ' – '}
            <EntityLink entity={entity} />
          </span>
        ))}
      </h2>
      <p>
        {plural(path.length, 'claim')}; only as strong as its weakest: <StatusMark status={weakestStatus} />,
        lowest confidence {confidenceText(lowestConfidence)}
      </p>
      <ul class="claims">
        {steps.map(({ claim }) => (
          <ClaimRow key={claim.ref} claim={claim}>
            {claim === weakest?.claim && <b>weakest link</b>}
          </ClaimRow>
        ))}
      </ul>
    </section>
  );
}

function drawPaths(paths: readonly Path[]) {
  const entities = new Map(paths.flatMap((path) => path.entities.map((entity) => [entity.ref, entity])));
  const claims = new Map(paths.flatMap(({ steps }) => steps.map(({ claim }) => [claim.ref, claim])));
  const stage: Stage = {
    around: null,
    nodes: [...entities.keys()],
    links: paths.flatMap(({ steps }) => steps.map(({ from, to }): [string, string] => [from.ref, to.ref])),
  };
  return {
    graph: { entities: [...entities.values()], claims: [...claims.values()] },
    stages: [stage],
    positions: layOut([stage]),
  };
}

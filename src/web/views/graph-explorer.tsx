import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ClaimLineFragment } from '../api/generated.ts';
import { ClaimList } from '../components/claim-list.tsx';
import { EntityLink, Link } from '../components/link.tsx';
import { useExportable } from '../export/exportable.ts';
import { graphSvg } from '../export/svg.ts';
import { GraphCanvas } from '../graph/graph-canvas.tsx';
import { type Stage, withPins } from '../graph/layout.ts';
import type { Point } from '../graph/point.ts';
import { buildScene, type Graph } from '../graph/scene.ts';
import { formatPins, formatSpot, type Route, readPins, readSpot, setOption, toView } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { compareStatuses } from '../statuses.ts';
import { plural, toWords } from '../words.ts';

interface GraphExplorerProps {
  readonly route: Route;
  readonly title: string;
  readonly graph: Graph;
  readonly stages: readonly Stage[];
  readonly positions: ReadonlyMap<string, Point>;
  /** How to add the neighborhood of an entity; null if the graph does not grow. */
  readonly expand: { readonly done: ReadonlySet<string>; readonly add: (ref: string) => void } | null;
  readonly truncated: boolean;
  /** Whether everything that the page asked for has arrived. */
  readonly complete: boolean;
}

/** As many rows as a page draws at once without a pause. */
const LISTED = 200;

/** A graph as picture and as lists. Everything that the picture can do by mouse, the lists can do by keyboard. */
export function GraphExplorer({
  route,
  title,
  graph,
  stages,
  positions,
  expand,
  truncated,
  complete,
}: GraphExplorerProps) {
  const { go } = useNavigation();
  const [chosen, setChosen] = useState<string | null>(null);
  const isDrawn = useNextFrame(complete);
  const pinText = route.options.pins ?? '';
  const pins = useMemo(() => readPins(route), [pinText]);
  const placed = useMemo(() => withPins(positions, stages, pins), [positions, stages, pins]);
  const highlight = { entity: chosen, claim: route.claim, pinned: new Set(pins.keys()) };
  const setPins = (next: ReadonlyMap<string, Point>) => go(setOption(route, 'pins', formatPins(next)));
  const pin = (ref: string, point: Point) => setPins(new Map([...pins, [ref, point]]));
  const unpin = (ref: string) => setPins(new Map([...pins].filter(([pinned]) => pinned !== ref)));
  const claims = useMemo(
    () =>
      graph.claims.toSorted(
        (a, b) => compareStatuses(a.status, b.status) || (b.confidence ?? -1) - (a.confidence ?? -1),
      ),
    [graph],
  );
  useExportable({
    title,
    claims,
    notes: truncated ? ['Not everything is shown: the service cut the graph.'] : [],
    draw: (heading, notes) => graphSvg(buildScene(graph, placed), heading, notes),
  });
  const lists = useMemo(
    () => <GraphLists graph={graph} claims={claims} chosen={chosen} choose={setChosen} />,
    [graph, claims, chosen],
  );
  const label = `${title}: ${plural(graph.entities.length, 'entity', 'entities')}, ${plural(graph.claims.length, 'claim')}${truncated ? ', cut' : ''}. The lists below have the same content.`;
  return (
    <>
      <p class="note">
        {plural(graph.entities.length, 'entity', 'entities')}, {plural(graph.claims.length, 'claim')}. Circles
        are actors, squares are not; a filled one is pinned.
      </p>
      <GraphCanvas
        graph={graph}
        positions={placed}
        highlight={highlight}
        label={label}
        spot={readSpot(route)}
        onSpot={(spot) => go(setOption(route, 'spot', formatSpot(spot)), true)}
        onEntity={setChosen}
        onClaim={(claim) => go({ ...route, claim })}
        onMove={pin}
      />
      <Chosen
        graph={graph}
        chosen={chosen}
        route={route}
        expand={expand}
        pinned={chosen !== null && pins.has(chosen)}
        pin={() => chosen !== null && pin(chosen, placed.get(chosen) ?? { x: 0, y: 0 })}
        unpin={() => chosen !== null && unpin(chosen)}
      />
      {isDrawn ? lists : complete && <p class="loading">Loading …</p>}
    </>
  );
}

/** True from the frame after the first one in which `condition` holds: what comes first is drawn first. */
function useNextFrame(condition: boolean): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!condition || isDue) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setDue(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [condition, isDue]);
  return isDue;
}

interface GraphListsProps {
  readonly graph: Graph;
  readonly claims: readonly ClaimLineFragment[];
  readonly chosen: string | null;
  readonly choose: (ref: string) => void;
}

function GraphLists({ graph, claims, chosen, choose }: GraphListsProps) {
  return (
    <>
      <details open={graph.entities.length <= 40}>
        <summary>Entities</summary>
        <ul class="inline entities">
          {graph.entities.slice(0, LISTED).map((entity) => (
            <li key={entity.ref}>
              <button
                type="button"
                class="quiet"
                aria-pressed={chosen === entity.ref}
                onClick={() => choose(entity.ref)}
              >
                <bdi>{entity.name}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </details>
      <details open>
        <summary>
          Claims
          {claims.length > LISTED && `: the ${LISTED} strongest of ${claims.length.toLocaleString('en')}`}
        </summary>
        <ClaimList claims={claims.slice(0, LISTED)} label="Claims of the graph, strongest first" />
      </details>
    </>
  );
}

interface ChosenProps extends Pick<GraphExplorerProps, 'graph' | 'route' | 'expand'> {
  readonly chosen: string | null;
  readonly pinned: boolean;
  readonly pin: () => void;
  readonly unpin: () => void;
}

/** What one can do with the chosen entity. */
function Chosen({ graph, route, chosen, expand, pinned, pin, unpin }: ChosenProps) {
  const entity = graph.entities.find(({ ref }) => ref === chosen);
  const start = route.args[0];
  if (entity === undefined)
    return (
      <p class="note">
        Choose an entity to expand or pin it. Click an edge to see its evidence. Drag an entity to pin it.
      </p>
    );
  return (
    <p class="row" role="status">
      <b>
        <EntityLink entity={entity} />
      </b>
      <span class="kind">{toWords(entity.kind)}</span>
      {expand !== null && (
        <button type="button" disabled={expand.done.has(entity.ref)} onClick={() => expand.add(entity.ref)}>
          Expand
        </button>
      )}
      {start !== undefined && start !== entity.ref && route.view === 'graph' && (
        <Link to={toView(route, 'paths', start, entity.ref)}>Paths to it</Link>
      )}
      {pinned ? (
        <button type="button" onClick={unpin}>
          Unpin
        </button>
      ) : (
        <button type="button" onClick={pin}>
          Pin
        </button>
      )}
    </p>
  );
}

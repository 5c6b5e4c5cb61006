import { useMemo, useRef } from 'preact/hooks';
import {
  type ClaimLineFragment,
  type EntityNameFragment,
  NeighborhoodDocument,
  type NeighborhoodQuery,
} from '../api/generated.ts';
import { type QueryState, useQueries } from '../api/use-query.ts';
import { AtMost } from '../components/at-most.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { createLayout, type Point, type Stage } from '../graph/layout.ts';
import type { Graph } from '../graph/scene.ts';
import { readList, scopeVariables, setOption } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { plural } from '../words.ts';
import { GraphExplorer } from './graph-explorer.tsx';
import { chosenFamilies, FamilyFilter } from './predicate-filter.tsx';
import type { ViewProps } from './view-props.ts';

type Neighborhood = NonNullable<NeighborhoodQuery['neighborhood']>;

const LIMITS = ['50', '100', '300', '1000'];

/** The neighborhood of an entity; a click on any other one adds its own. */
export function GraphView({ route, id }: ViewProps & { readonly id: string }) {
  const { go } = useNavigation();
  const limit = LIMITS.find((size) => size === route.options.limit) ?? '100';
  const expanded = [id, ...readList(route, 'expand').filter((ref) => ref !== id)];
  const shared = {
    ...scopeVariables(route),
    families: chosenFamilies(route),
    limit: Number(limit),
    claimLimit: Math.min(2000, Number(limit) * 5),
  };
  const states = useQueries(
    NeighborhoodDocument,
    expanded.map((entity) => ({ ...shared, entity })),
  );
  const graph = useMerged(expanded, states);
  const name = graph.entities.find(({ ref }) => ref === id)?.name ?? id;
  const cut = expanded.filter((_, index) => states[index]?.data?.neighborhood?.truncated);
  const expand = (ref: string) => go(setOption(route, 'expand', [...expanded.slice(1), ref].join(',')));
  return (
    <>
      <h1>
        Around <bdi>{name}</bdi>
      </h1>
      <div class="row">
        <FamilyFilter route={route} />
        <AtMost route={route} option="limit" value={limit} values={LIMITS} unit="entities for each" />
      </div>
      <QueryStatus states={states} />
      {cut.length > 0 && (
        <p role="status" class="truncated">
          Not everything is shown: the neighborhood of{' '}
          {cut.map((ref) => nameOf(graph.entities, ref)).join(', ')} is cut at{' '}
          {plural(Number(limit), 'entity', 'entities')} and {plural(shared.claimLimit, 'claim')}, nearest and
          strongest first. Show fewer statuses, fewer kinds of claim or a shorter time, or raise the limit.
        </p>
      )}
      <GraphExplorer
        route={route}
        title={`Around ${name}`}
        graph={graph}
        stages={graph.stages}
        positions={graph.positions}
        expand={{ done: new Set(expanded), add: expand }}
        truncated={cut.length > 0}
      />
    </>
  );
}

const nameOf = (entities: readonly EntityNameFragment[], ref: string): string =>
  entities.find((entity) => entity.ref === ref)?.name ?? ref;

interface MergedGraph extends Graph {
  readonly stages: readonly Stage[];
  readonly positions: ReadonlyMap<string, Point>;
}

/** One graph of the neighborhoods in the order in which they were added, up to the first that has not arrived: its place depends on those before. */
function useMerged(
  expanded: readonly string[],
  states: readonly QueryState<NeighborhoodQuery>[],
): MergedGraph {
  const missing = states.findIndex(({ loading }) => loading);
  const complete = missing === -1 ? states : states.slice(0, missing);
  const arrived = useSame(complete.map(({ data }) => data?.neighborhood ?? null));
  const refs = useSame(expanded);
  const stageOf = useMemo(createStages, []);
  const layOut = useMemo(createLayout, []);
  return useMemo(() => {
    const stages = arrived.flatMap((neighborhood, index) =>
      neighborhood === null ? [] : [stageOf(neighborhood, index === 0 ? null : (refs[index] ?? null))],
    );
    return { ...mergeGraphs(arrived), stages, positions: layOut(stages) };
  }, [refs, arrived]);
}

/** Makes one stage of each neighborhood, the same object each time. */
function createStages() {
  const known = new WeakMap<Neighborhood, Stage>();
  return (neighborhood: Neighborhood, around: string | null): Stage => {
    const made = known.get(neighborhood) ?? {
      around,
      nodes: neighborhood.entities.map(({ entity }) => entity.ref),
      links: neighborhood.claims.flatMap(({ subject, object }): (readonly [string, string])[] =>
        object === null ? [] : [[subject.ref, object.ref]],
      ),
    };
    known.set(neighborhood, made);
    return made;
  };
}

function mergeGraphs(neighborhoods: readonly (Neighborhood | null)[]): Graph {
  const entities = new Map<string, EntityNameFragment>();
  const claims = new Map<string, ClaimLineFragment>();
  for (const neighborhood of neighborhoods) {
    for (const { entity } of neighborhood?.entities ?? []) entities.set(entity.ref, entity);
    for (const claim of neighborhood?.claims ?? []) claims.set(claim.ref, claim);
  }
  return { entities: [...entities.values()], claims: [...claims.values()] };
}

/** The list of the last render if this one has the same items. */
function useSame<Item>(items: readonly Item[]): readonly Item[] {
  const last = useRef(items);
  if (last.current.length !== items.length || items.some((item, index) => item !== last.current[index]))
    last.current = items;
  return last.current;
}

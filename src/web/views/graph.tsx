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
import { createLayout, type Stage } from '../graph/layout.ts';
import type { Point } from '../graph/point.ts';
import type { Graph } from '../graph/scene.ts';
import { type Route, readList, scopedClaimId, scopeVariables, setOption } from '../state/route.ts';
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
  const graph = useMerged(route, expanded, states);
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
        complete={states.every(({ loading }) => !loading)}
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

/**
 * One graph of the neighborhoods in the order in which they were added, up to the first that has not arrived: its place depends on those
 * before. Each is laid out as it arrives, but what is shown grows once, when all are there: a picture takes as long to draw as to lay out.
 */
function useMerged(
  route: Route,
  expanded: readonly string[],
  states: readonly QueryState<NeighborhoodQuery>[],
): MergedGraph {
  const missing = states.findIndex(({ loading }) => loading);
  const arrived = useSame(
    (missing === -1 ? states : states.slice(0, missing)).map(({ data }) => data?.neighborhood ?? null),
  );
  const refs = useSame(expanded);
  const read = useMemo(createReader, []);
  const layOut = useMemo(createLayout, []);
  const { parts, positions } = useMemo(() => {
    const parts = arrived.map((neighborhood, index) =>
      neighborhood === null ? null : read(neighborhood, index === 0 ? null : (refs[index] ?? null), route),
    );
    return { parts, positions: layOut(stagesOf(parts)) };
  }, [refs, arrived]);
  const count = useRef(0);
  count.current = missing === -1 ? parts.length : Math.min(parts.length, Math.max(1, count.current));
  const shown = useSame(parts.slice(0, count.current));
  return useMemo(() => ({ ...mergeGraphs(shown), stages: stagesOf(shown), positions }), [shown]);
}

const stagesOf = (parts: readonly (Part | null)[]): readonly Stage[] =>
  parts.flatMap((part) => (part === null ? [] : [part.stage]));

interface Part extends Graph {
  readonly stage: Stage;
}

/** Reads each neighborhood once, into the same part each time. */
function createReader() {
  const known = new WeakMap<Neighborhood, Part>();
  return (neighborhood: Neighborhood, around: string | null, route: Route): Part => {
    const part = known.get(neighborhood) ?? readPart(neighborhood, around, route);
    known.set(neighborhood, part);
    return part;
  };
}

function readPart(neighborhood: Neighborhood, around: string | null, route: Route): Part {
  const entities = new Map(neighborhood.entities.map(({ entity }) => [entity.ref, entity]));
  const claims = neighborhood.claims.flatMap((claim): ClaimLineFragment[] => {
    const [subject, object] = [entities.get(claim.subject.ref), entities.get(claim.object?.ref ?? '')];
    if (subject === undefined || object === undefined) return [];
    return [{ ...claim, id: scopedClaimId(claim.ref, route), subject, object, value: null }];
  });
  const links = neighborhood.claims.flatMap(({ subject, object }): (readonly [string, string])[] =>
    object === null ? [] : [[subject.ref, object.ref]],
  );
  return { entities: [...entities.values()], claims, stage: { around, nodes: [...entities.keys()], links } };
}

function mergeGraphs(parts: readonly (Graph | null)[]): Graph {
  const entities = new Map<string, EntityNameFragment>();
  const claims = new Map<string, ClaimLineFragment>();
  for (const part of parts) {
    for (const entity of part?.entities ?? []) entities.set(entity.ref, entity);
    for (const claim of part?.claims ?? []) claims.set(claim.ref, claim);
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

import { useEffect, useState } from 'preact/hooks';
import {
  type ClaimLineFragment,
  CountriesDocument,
  type CountriesQuery,
  LocationsDocument,
  type LocationsQuery,
  NeighborhoodDocument,
} from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { ClaimList } from '../components/claim-list.tsx';
import { EntityLink } from '../components/link.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { type MapPicture, mapSvg } from '../export/map-svg.ts';
import { MapFrame } from '../map/map-frame.tsx';
import { formatRoute, formatSpot, readSpot, scopeVariables, setOption, toView } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { STATUS_STYLES } from '../statuses.ts';
import { claimText, plural } from '../words.ts';
import { cutNotes, MoreButton, usePages } from './pages.tsx';
import type { ViewProps } from './view-props.ts';

type World = typeof import('../map/world.ts');
type State = CountriesQuery['facets']['countries'][number]['country'];
type Location = LocationsQuery['claims']['nodes'][number];

/** The states that claims name, and the coordinates that claims give; of one entity and its neighbors if there is an id. */
export function MapView({ route, id }: ViewProps & { readonly id: string | null }) {
  const world = useWorld();
  const scope = scopeVariables(route);
  const ids = id === null ? null : [id];
  const countries = useQuery(CountriesDocument, { ...scope, entities: ids });
  const neighbors = useQuery(
    NeighborhoodDocument,
    id === null ? null : { ...scope, entity: id, families: null, limit: 100, claimLimit: 500 },
  );
  const around = neighbors.data?.neighborhood?.entities.map(({ entity }) => entity.ref);
  // Only its own place before the neighbors are known.
  const locations = usePages(
    LocationsDocument,
    { ...scope, subjects: around ?? ids },
    ({ claims }) => claims,
  );
  const states = countStates(countries.data, id);
  const picture = world === null ? null : draw(world, states, locations.items);
  const title = id === null ? 'Map' : `Map of ${id}`;
  useExportable({
    title,
    claims: locations.items,
    notes: [...cutNotes(locations), statesText(states)],
    draw: picture === null ? null : (heading, notes) => mapSvg(picture, heading, notes),
  });
  return (
    <>
      <h1>{title}</h1>
      <QueryStatus states={[countries, neighbors, ...locations.states]} />
      {neighbors.data?.neighborhood?.truncated && (
        <p role="status" class="truncated">
          Not everything is shown: only the 100 nearest entities are on the map.
        </p>
      )}
      {picture !== null && <Picture picture={picture} route={route} title={title} />}
      <h2>States in claims</h2>
      <ul class="inline">
        {states.map(({ state, count }) => (
          <li key={state.ref}>
            <EntityLink entity={state} /> <span class="count">{plural(count, 'claim')}</span>
          </li>
        ))}
      </ul>
      <h2>
        Coordinates in claims <span class="count">{locations.totalCount}</span>
      </h2>
      <ClaimList claims={locations.items} label="Claims with coordinates" />
      <MoreButton list={locations} />
    </>
  );
}

function Picture({
  picture,
  route,
  title,
}: ViewProps & { readonly picture: MapPicture; readonly title: string }) {
  const { go } = useNavigation();
  const { width, height, land, points } = picture;
  return (
    <MapFrame
      width={width}
      height={height}
      label={title}
      spot={readSpot(route)}
      onSpot={(spot) => go(setOption(route, 'spot', formatSpot(spot)), true)}
    >
      {(scale) => (
        <>
          {land.map(({ outline, state, name }) =>
            state === null ? (
              <path key={name} class="land" d={outline} />
            ) : (
              <a
                key={name}
                href={formatRoute(toView(route, 'entity', state.ref))}
                aria-label={`${state.name}, ${plural(state.count, 'claim')}`}
              >
                <path class="land named" d={outline} fill-opacity={state.shade} />
              </a>
            ),
          )}
          {points.map(({ x, y, claim }) => (
            <a
              key={claim.ref}
              class={`status-${claim.status}`}
              href={formatRoute({ ...route, claim: claim.ref })}
              aria-label={`${claimText(claim)}: ${STATUS_STYLES[claim.status].word}`}
            >
              <circle
                cx={x}
                cy={y}
                r={7 / scale}
                fill="transparent"
                stroke="currentColor"
                stroke-width={STATUS_STYLES[claim.status].width}
                stroke-dasharray={STATUS_STYLES[claim.status].dash.join(' ')}
                vector-effect="non-scaling-stroke"
              />
            </a>
          ))}
        </>
      )}
    </MapFrame>
  );
}

interface CountedState {
  readonly state: State;
  readonly count: number;
}

/** Each state with its claims; the entity of the map is left out. */
const countStates = (data: CountriesQuery | null, id: string | null): readonly CountedState[] =>
  (data?.facets.countries ?? [])
    .filter(({ country }) => country.ref !== id)
    .map(({ country, count }) => ({ state: country, count }));

const statesText = (states: readonly CountedState[]): string =>
  `States: ${states
    .slice(0, 8)
    .map(({ state, count }) => `${state.name} ${count}`)
    .join(', ')}${states.length > 8 ? ' …' : ''}`;

function draw(world: World, states: readonly CountedState[], locations: readonly Location[]): MapPicture {
  const most = Math.max(1, ...states.map(({ count }) => count));
  const byCode = new Map(
    states.flatMap(({ state, count }) =>
      state.identifiers
        .filter(({ scheme }) => scheme === 'iso3166')
        .map(
          ({ value }) =>
            [value, { ref: state.ref, name: state.name, count, shade: 0.2 + (0.6 * count) / most }] as const,
        ),
    ),
  );
  return {
    width: world.MAP_WIDTH,
    height: world.MAP_HEIGHT,
    land: world
      .readCountries()
      .map(({ code, name, outline }) => ({ name, outline, state: byCode.get(code ?? '') ?? null })),
    points: locations.flatMap((claim: Location & ClaimLineFragment) => {
      const point = claim.point;
      if (point === null || !('latitude' in point)) return [];
      return [{ ...world.project(point.longitude, point.latitude), claim }];
    }),
  };
}

/** The world comes after the first view, because few need it. */
function useWorld(): World | null {
  const [world, setWorld] = useState<World | null>(null);
  useEffect(() => {
    import('../map/world.ts').then(setWorld);
  }, []);
  return world;
}

import { geoNaturalEarth1, geoPath } from 'd3-geo';
import codes from 'i18n-iso-countries/codes.json';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';

export const MAP_WIDTH = 960;
export const MAP_HEIGHT = 500;

/** A country as the atlas has it. */
export interface Country {
  /** The ISO 3166 code of two letters; null for land without one. */
  readonly code: string | null;
  readonly name: string;
  /** The path of its borders, in the units of the map. */
  readonly outline: string;
}

/** From the three digits of ISO 3166 to its two letters. */
const LETTERS = new Map(
  (codes as readonly (readonly string[])[]).map(([two = '', , digits = '']) => [digits, two]),
);

const projection = geoNaturalEarth1().fitSize([MAP_WIDTH, MAP_HEIGHT], { type: 'Sphere' });
const toPath = geoPath(projection).digits(1);

/** The world of Natural Earth, 1:110 million; it comes with the page, so that no map service learns what is looked at. */
export function readCountries(): readonly Country[] {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  return feature(topology, topology.objects.countries).features.map((country) => ({
    code: LETTERS.get(String(country.id)) ?? null,
    name: country.properties.name,
    outline: toPath(country) ?? '',
  }));
}

/** Where a point is on the map. */
export function project(longitude: number, latitude: number): { readonly x: number; readonly y: number } {
  const [x = 0, y = 0] = projection([longitude, latitude]) ?? [];
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

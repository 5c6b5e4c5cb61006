import type { Coordinates } from '../records.js';

/** Half the circumference of the Earth: no place is further from another. */
export const MAX_PRECISION_METERS = 20_040_000;

/**
 * The canonical form of coordinates, so that one point is one claim: seven decimals (1 cm), longitude 180 for -180, longitude 0 at a pole,
 * no negative zero. Canonical coordinates stay as they are.
 *
 * @param latitude degrees north, -90 to 90 (WGS 84).
 * @param longitude degrees east, -180 to 180.
 */
export function canonicalPoint(
  latitude: number,
  longitude: number,
): Pick<Coordinates, 'latitude' | 'longitude'> {
  const [north, east] = [roundDegrees(latitude), roundDegrees(longitude)];
  if (Math.abs(north) === 90) return { latitude: north, longitude: 0 };
  return { latitude: north, longitude: east === -180 ? 180 : east };
}

const roundDegrees = (degrees: number): number => Math.round(degrees * 1e7) / 1e7 + 0;

/** Mean radius of the Earth in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8;

/**
 * True if two sources may mean one place: their circles meet, or one of them gives no radius. A named precision has none, as provinces
 * differ in size.
 */
export function mayBeOnePlace(one: Coordinates, other: Coordinates): boolean {
  if (typeof one.precision !== 'number' || typeof other.precision !== 'number') return true;
  return distance(one, other) <= one.precision + other.precision;
}

/** The great-circle distance in metres, by the haversine formula (Sinnott 1984). */
function distance(one: Coordinates, other: Coordinates): number {
  const half = (from: number, to: number) => Math.sin((radians(to) - radians(from)) / 2) ** 2;
  const square =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) *
      Math.cos(radians(other.latitude)) *
      half(one.longitude, other.longitude);
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(square)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

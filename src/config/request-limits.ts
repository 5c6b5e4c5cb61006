import { DEFAULT_REQUEST_LIMITS, type RequestLimits } from '../api/limits/default-limits.js';
import { type Environment, type Range, readInteger, readSeconds } from './env.js';

const MEGABYTE = 1024 * 1024;

const VARIABLES: Readonly<
  Record<Exclude<keyof RequestLimits, 'time'>, readonly [variable: string, bounds: Range]>
> = {
  body: ['ASCRIBE_MAX_BODY', { least: 1024, most: 64 * MEGABYTE }],
  keyedBody: ['ASCRIBE_MAX_KEYED_BODY', { least: 1024, most: 64 * MEGABYTE }],
  tokens: ['ASCRIBE_MAX_TOKENS', { least: 100, most: 100_000 }],
  depth: ['ASCRIBE_MAX_DEPTH', { least: 5, most: 100 }],
  aliases: ['ASCRIBE_MAX_ALIASES', { least: 1, most: 10_000 }],
  cost: ['ASCRIBE_MAX_COST', { least: 100, most: 1_000_000_000 }],
  records: ['ASCRIBE_MAX_RECORDS', { least: 100, most: 1_000_000_000 }],
  answer: ['ASCRIBE_MAX_ANSWER', { least: 1000, most: 500_000_000 }],
  concurrent: ['ASCRIBE_MAX_CONCURRENT', { least: 1, most: 10_000 }],
  rate: ['ASCRIBE_MAX_RATE', { least: 0, most: 1_000_000 }],
};

/** ASCRIBE_MAX_…: what one request, or one caller, may ask; the defaults where they are not set. Throws BAD_CONFIGURATION. */
export function readLimits(env: Environment): RequestLimits {
  const set = Object.entries(VARIABLES).map(([name, [variable, bounds]]) => [
    name,
    readInteger(variable, env, bounds) ?? DEFAULT_REQUEST_LIMITS[name as keyof RequestLimits],
  ]);
  const time =
    readSeconds('ASCRIBE_MAX_TIME', env, { least: 0.1, most: 3600 }) ?? DEFAULT_REQUEST_LIMITS.time;
  return { ...(Object.fromEntries(set) as Omit<RequestLimits, 'time'>), time };
}

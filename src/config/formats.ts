import { delimiter } from 'node:path';
import { z } from 'zod';

// Each format reads the text of an option or variable. Its description completes the sentence "expected …" of an error.

export const text = z.string();

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .describe(`a whole number from ${min} to ${max}`);

export const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535))
  .describe('a port from 0 to 65535');

/** Written in seconds, read as milliseconds. */
export const seconds = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .transform((value) => Math.round(value * 1000))
    .describe(`seconds, from ${min} to ${max}`);

export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words).describe(`one of ${words.join(', ')}`);

export const onOff = z
  .enum(['on', 'off'])
  .transform((word) => word === 'on')
  .describe('one of on, off');

export const trueFalse = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .describe('one of true, false');

const commaSeparated = z.string().transform((list) =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** The wildcard `*` is refused: it would give every web page access to what its visitor can reach. */
export const origins = commaSeparated
  .pipe(z.array(z.string().refine(isOrigin)))
  .describe('origins such as https://desk.example, without a path');

function isOrigin(entry: string): boolean {
  return /^https?:\/\/[^*]+$/.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry;
}

const HOST_NAME = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])$/i;

export const hostNames = commaSeparated
  .pipe(z.array(z.string().regex(HOST_NAME).toLowerCase()))
  .describe('names such as graph.example, without a port');

/** A list of paths on the command line, or one text with the separator of PATH. */
export const paths = z.union([
  z.array(z.string()),
  z.string().transform((list) => list.split(delimiter).filter((path) => path !== '')),
]);

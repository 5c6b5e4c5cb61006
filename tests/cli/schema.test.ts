import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isScalarType, isSpecifiedScalarType, buildSchema as parseSdl } from 'graphql';
import { describe, expect, it } from 'vitest';
import { RIVER_DESK } from '../ontology-files/user-words.js';
import { runCli } from './run-cli.js';

describe('ascribe schema', () => {
  it('prints SDL in which everything is described, and which the build writes to dist/', async () => {
    const { code, stdout, stderr } = await runCli(['schema']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync('dist/schema.graphql', 'utf8')).toBe(stdout);
    const schema = parseSdl(stdout);
    for (const type of Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
      expect(type.description, type.name).toBeTruthy();
      if (!('getFields' in type)) continue;
      for (const field of Object.values(type.getFields()))
        expect(field.description, `${type.name}.${field.name}`).toBeTruthy();
    }
  });

  it('names the specification of each custom scalar', async () => {
    const schema = parseSdl((await runCli(['schema'])).stdout);
    const scalars = Object.values(schema.getTypeMap())
      .filter(isScalarType)
      .filter((type) => !isSpecifiedScalarType(type));
    expect(Object.fromEntries(scalars.map(({ name, specifiedByURL }) => [name, specifiedByURL]))).toEqual({
      DateTime: 'https://www.rfc-editor.org/rfc/rfc3339',
      EDTF: 'https://www.loc.gov/standards/datetime/',
    });
  });

  it('prints the possible types of each interface and union, as the SDL has them', async () => {
    const { stdout } = await runCli(['schema', '--possible-types']);
    expect(readFileSync('dist/possible-types.json', 'utf8')).toBe(stdout);
    const possible: Record<string, string[]> = JSON.parse(stdout);
    expect(possible.Actor).toContain('ArmedGroup');
    expect(possible.Actor).not.toContain('Attack');
    const sdl = readFileSync('dist/schema.graphql', 'utf8');
    const abstract = [...sdl.matchAll(/^(?:interface|union) (\w+)/gm)].map(([, name]) => name);
    expect(Object.keys(possible).sort()).toEqual(abstract.sort());
  });

  it('has the words of --ontology', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ascribe-schema-')), 'words.yaml');
    writeFileSync(file, RIVER_DESK);
    const { stdout } = await runCli(['schema', '--ontology', file]);
    for (const word of ['LENDS_SHIPS_TO', 'RIVAL_OF', 'MISSING', 'ABANDONED', 'HARPOON']) {
      expect(stdout).toMatch(new RegExp(`^  ${word}$`, 'm'));
      expect(readFileSync('dist/schema.graphql', 'utf8')).not.toMatch(new RegExp(`^  ${word}$`, 'm'));
    }
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hostAllowlist } from '#ascribe/api/http/host-check.js';
import { readConfig } from '#ascribe/config/config.js';

// These checks need no Docker.

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly pull_policy?: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const composeText = read('docker-compose.yml');
const compose: { services: Record<string, Service>; volumes: Record<string, unknown> } = parse(composeText, {
  merge: true,
});
const services = Object.entries(compose.services);
const program = Object.entries(compose.services).filter(([, { image }]) => image === 'ascribe:local');
const steps = dockerSteps(read('Dockerfile'));
const pkg = JSON.parse(read('package.json'));

describe('docker compose up', () => {
  it('starts Neo4j, the service, and an import of the seeds', () => {
    expect(Object.keys(compose.services)).toEqual(['neo4j', 'ascribe', 'load']);
    expect(compose.services.neo4j?.image).toMatch(/^neo4j:5\.26.*-community$/);
  });

  it('never takes the image of the service from a registry', () => {
    for (const [name, { build, pull_policy }] of program)
      expect(pull_policy, name).toBe(build === undefined ? 'never' : 'build');
  });

  it('waits only for services that exist and have a health check', () => {
    for (const [name, { depends_on = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const what = `${name} needs ${needed}`;
        expect(compose.services[needed], what).toBeDefined();
        expect(condition, what).toBe('service_healthy');
        expect(compose.services[needed]?.healthcheck?.test.length, what).toBeGreaterThan(1);
      }
    }
  });

  it('writes commands and health checks as lists of strings', () => {
    for (const [name, { command = [], healthcheck }] of services) {
      for (const word of [...command, ...(healthcheck?.test ?? [])]) expect(word, name).toBeTypeOf('string');
    }
  });

  it('declares exactly the volumes that it uses', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('binds all ports to 127.0.0.1', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('takes every secret from .env, lists each in .env.example, and contains none', () => {
    const asked = new Set([...composeText.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name));
    const example = [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)];
    expect(example.map(([, name]) => name).sort()).toEqual([...asked].sort());
    expect(example.map(([, , value]) => value)).toEqual(example.map(() => ''));
    for (const [name, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|AUTH$|KEYS/.test(variable)) expect(value, `${name}: ${variable}`).toMatch(/^$|\$\{/);
      }
    }
  });

  it('gives the service the address of Neo4j, and API keys only from .env', () => {
    const environment = { ...compose.services.ascribe?.environment, ASCRIBE_API_KEYS: '' };
    expect(readConfig({}, environment)).toMatchObject({ store: 'bolt://neo4j:7687', apiKeys: '' });
    expect(readConfig({}, { ASCRIBE_API_KEYS: 'ada:key1,bob:key2' }).apiKeys).toBe('ada:key1,bob:key2');
  });

  it('accepts the host names of this machine and of its network, and keeps the keys file in a volume', () => {
    const { command = [], environment, volumes = [] } = compose.services.ascribe ?? {};
    const config = readConfig({}, { ...environment, ASCRIBE_API_KEYS: '' });
    const goesBy = hostAllowlist(command[command.indexOf('--host') + 1] ?? '', config.allowedHosts);
    for (const host of ['127.0.0.1:4000', 'localhost:4000', 'ascribe:4000'])
      expect(goesBy(host), host).toBe(true);
    expect(goesBy('elsewhere.example')).toBe(false);
    const workdir = steps.findLast(({ word }) => word === 'WORKDIR')?.rest ?? '';
    const kept = volumes.map((volume) => `${volume.split(':')[1]}/`);
    expect(kept.filter((folder) => resolve(workdir, config.keysFile).startsWith(folder))).toHaveLength(1);
  });

  it.each(program)('runs an existing command with existing options in %s', (_name, service) => {
    expectKnownCommand(service.command ?? []);
  });

  it('checks the health of the service at its port', () => {
    const { command = [], healthcheck, ports } = compose.services.ascribe ?? {};
    const port = command[command.indexOf('--port') + 1];
    expect(healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${port}/health`);
    expect(ports).toContain(`127.0.0.1:${port}:${port}`);
  });
});

describe('docker build', () => {
  it('copies only files that exist and that .dockerignore includes', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    const sources = steps.filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from='));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources.flatMap(({ rest }) => rest.split(' ').slice(0, -1))) {
      expect(existsSync(source), source).toBe(true);
      expect(allowed, source).toContain(`!${source}`);
    }
  });

  it('copies only from stages that exist, and only the build output', () => {
    const stages = steps.flatMap(({ word, rest }) => (word === 'FROM' ? [rest.split(' AS ')[1]] : []));
    for (const { rest } of steps.filter(({ rest }) => rest.startsWith('--from='))) {
      const [, stage, path] = /^--from=(\w+) (\S+)/.exec(rest) ?? [];
      expect(stages).toContain(stage);
      expect(pkg.files.map((shipped: string) => `/app/${shipped}`)).toContain(path);
    }
  });

  it('contains all files of the package, and no development dependencies', () => {
    const last = steps.slice(steps.findLastIndex(({ word }) => word === 'FROM')).map(({ rest }) => rest);
    // Pages for people are left out.
    for (const shipped of pkg.files.filter((path: string) => !/\.(md|svg)$/.test(path)))
      expect(
        last.some((rest) => rest.endsWith(` ./${shipped}`)),
        shipped,
      ).toBe(true);
    expect(last.find((rest) => rest.startsWith('npm ci'))).toMatch(
      /--omit=dev .*--ignore-scripts|--ignore-scripts .*--omit=dev/,
    );
  });

  it('copies the folders that the build reads before it builds', () => {
    const before = steps.slice(
      0,
      steps.findIndex(({ rest }) => rest === 'npm run build'),
    );
    const copied = before.filter(({ word }) => word === 'COPY').flatMap(({ rest }) => rest.split(' '));
    expect(copied).toEqual(expect.arrayContaining(['src', 'schema', 'tsconfig.json', 'bundle.mjs']));
  });

  it('uses scripts that exist in package.json', () => {
    const scripts = steps.flatMap(({ rest }) => [...rest.matchAll(/npm run (\S+)/g)].map(([, name]) => name));
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of scripts) expect(pkg.scripts).toHaveProperty([String(name)]);
  });

  it('runs an existing command as an unprivileged user', () => {
    const user = steps.findLast(({ word }) => word === 'USER')?.rest;
    expect(user).toBe('node');
    const command = steps.findLast(({ word }) => word === 'CMD')?.rest ?? '[]';
    expectKnownCommand(JSON.parse(command));
  });
});

function expectKnownCommand([node, script, name, ...args]: readonly string[]): void {
  expect(node).toBe('node');
  expect(script).toBe(pkg.bin.ascribe);
  const help = execFileSync(process.execPath, [String(script), String(name), '--help'], { encoding: 'utf8' });
  expect(help).toContain(`ascribe ${name}`);
  for (const option of args.filter((arg) => arg.startsWith('-'))) expect(help).toContain(option);
  for (const path of name === 'import' ? args : []) expect(existsSync(path), path).toBe(true);
}

/** The instructions of a Dockerfile, with continued lines joined and without comments. */
function dockerSteps(text: string): readonly { readonly word: string; readonly rest: string }[] {
  return text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, word, rest] = /^([A-Z]+) (.+)$/.exec(line.trim()) ?? [];
      return word === undefined || rest === undefined ? [] : [{ word, rest }];
    });
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

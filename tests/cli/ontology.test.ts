import { expect, it } from 'vitest';
import { buildClaim, buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { RIVER_DESK } from '../ontology-files/user-words.js';
import { runCli } from './run-cli.js';

const DOCUMENT = buildDocument({ claims: [buildClaim({ predicate: 'LENDS_SHIPS_TO' })] });
const folderWith = (files: Readonly<Record<string, unknown>> = {}) =>
  writeTempFolder({ 'river-desk.yaml': RIVER_DESK, 'a.json': DOCUMENT, ...files });

it('checks, shows and compares ontology files', async () => {
  const cwd = folderWith({
    'later.yaml': RIVER_DESK.replace('[STATE, ORGANIZATION]', '[ACTOR]').replace(
      /attributes:[\s\S]*terms/,
      'terms',
    ),
  });
  expect(await runCli(['ontology', 'check', 'river-desk.yaml'], { cwd })).toEqual({
    code: 0,
    stdout: 'river-desk.yaml: 2 predicates, 1 attribute, 2 terms\n',
    stderr: '',
  });
  const shown = await runCli(['ontology', 'show', 'river-desk.yaml'], { cwd });
  expect(shown.stdout).toContain('  SPONSORS:\n');
  expect(shown.stdout).toContain('    domain: [ STATE, ORGANIZATION ]\n');
  expect(shown.stdout).toContain('    ABANDONED: The plotters gave it up.\n');
  expect((await runCli(['ontology', 'diff', 'river-desk.yaml'], { cwd })).stdout.split('\n')).toEqual([
    '+ LENDS_SHIPS_TO: STATE, ORGANIZATION → STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE. Lets it use ships.',
    '+ RIVAL_OF: STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE ↔ STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE. Competes with it. Symmetric.',
    '+ MISSING: ATTACK, EVENT → COUNT. Number of people missing.',
    '+ OUTCOME ABANDONED: The plotters gave it up.',
    '+ WEAPON HARPOON: A spear on a line.',
    '',
  ]);
  expect(
    (await runCli(['ontology', 'diff', 'later.yaml', 'river-desk.yaml'], { cwd })).stdout.split('\n'),
  ).toEqual([
    '~ LENDS_SHIPS_TO domain: STATE, ORGANIZATION → STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE',
    '- MISSING',
    '',
  ]);
});

it.each([
  [
    'a word of ascribe',
    'LENDS_SHIPS_TO:',
    'FUNDS:',
    'FUNDS exists already; a file adds words and changes none (predicates.FUNDS)',
  ],
  [
    'an inverse of ascribe',
    'BORROWS_SHIPS_FROM',
    'FUNDED_BY',
    'FUNDED_BY exists already; a file adds words and changes none (predicates.LENDS_SHIPS_TO.inverse)',
  ],
  [
    'an outcome of ascribe',
    'ABANDONED',
    'FOILED',
    'FOILED exists already; a file adds words and changes none (terms.OUTCOME.FOILED)',
  ],
  [
    'terms of a type that has none',
    'OUTCOME:',
    'COUNT:',
    'expected a type of value that takes terms, found "COUNT"; expected one of OUTCOME, ATTACK_TYPE, WEAPON (terms.COUNT)',
  ],
  [
    'a broader term that does not exist',
    'parent: PROJECTILE',
    'parent: PROJECTILES',
    'expected a term, found "PROJECTILES"; did you mean PROJECTILE? (terms.WEAPON.HARPOON.parent)',
  ],
  [
    'a term that is its own broader one',
    'parent: PROJECTILE',
    'parent: HARPOON',
    'HARPOON is its own broader term (terms.WEAPON.HARPOON)',
  ],
  [
    'a kind',
    'terms:',
    'kinds: {}\nterms:',
    'unknown key "kinds"; expected ontology, predicates, attributes, terms (kinds)',
  ],
  [
    'no name',
    'ontology: river-desk',
    'ontology: ascribe',
    'expected a name of your own, such as river-desk, found "ascribe" (ontology)',
  ],
  [
    'a wider domain than its parent',
    '[STATE, ORGANIZATION]',
    '[STATE, PLACE]',
    'PLACE is not in the domain of SPONSORS: STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE (predicates.LENDS_SHIPS_TO.domain)',
  ],
])('refuses a file with %s', async (_, text, replacement, message) => {
  const cwd = folderWith({ 'river-desk.yaml': RIVER_DESK.replaceAll(text, replacement) });
  const { code, stderr } = await runCli(['ontology', 'check', 'river-desk.yaml'], { cwd });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^river-desk\.yaml:\d+:\d+: INVALID_DOCUMENT /),
  });
  expect(stderr).toContain(message);
});

it('refuses a word that two files add', async () => {
  const cwd = folderWith({
    'second.yaml': 'ontology: second\nterms: { OUTCOME: { ABANDONED: It was given up. } }\n',
  });
  const { stderr } = await runCli(['ontology', 'check', 'river-desk.yaml', 'second.yaml'], { cwd });
  expect(stderr).toBe(
    'second.yaml:2:32: INVALID_DOCUMENT ABANDONED exists already; a file adds words and changes none (terms.OUTCOME.ABANDONED)\n',
  );
});

it('reads the words of --ontology and ASCRIBE_ONTOLOGY, and refuses a store that needs them without', async () => {
  const cwd = folderWith();
  const unknown = await runCli(['check', 'a.json'], { cwd });
  expect(unknown.stderr).toContain('expected a predicate of the ontology, found "LENDS_SHIPS_TO"');
  const stored = await runCli(['import', 'a.json', '--store', 's.db', '--ontology', 'river-desk.yaml'], {
    cwd,
  });
  expect(stored).toMatchObject({ code: 0, stderr: '' });
  const exported = ['export', '--statuses', 'ALLEGED', '--store', 's.db'];
  expect(await runCli(exported, { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^ascribe: STORE_UNUSABLE s\.db was written with words that this ontology lacks or defines differently: LENDS_SHIPS_TO, [^\n]*\n$/,
    ),
  });
  const read = await runCli(exported, { cwd, env: { ASCRIBE_ONTOLOGY: 'river-desk.yaml' } });
  expect(read.stdout).toContain('LENDS_SHIPS_TO');
  const words = ['--ontology', 'river-desk.yaml', '--predicates', 'lends_ships_to'];
  const chosen = await runCli([...exported, ...words], { cwd });
  expect(chosen).toMatchObject({ code: 0, stdout: expect.stringContaining('LENDS_SHIPS_TO') });
  const schema = await runCli(['check', '--schema', '--ontology', 'river-desk.yaml'], { cwd });
  expect(schema.stdout).toContain('"LENDS_SHIPS_TO"');
});

it('names the line of a mistake in an ontology that a command needs', async () => {
  const cwd = folderWith({ 'river-desk.yaml': RIVER_DESK.replace('[STATE, ORGANIZATION]', '[STATES]') });
  expect(await runCli(['check', 'a.json', '--ontology', 'river-desk.yaml'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'ascribe: BAD_CONFIGURATION the ontology cannot be used: river-desk.yaml:7:14: INVALID_DOCUMENT expected a kind of entity, found "STATES"; did you mean STATE? (predicates.LENDS_SHIPS_TO.domain[0])\n',
  });
});

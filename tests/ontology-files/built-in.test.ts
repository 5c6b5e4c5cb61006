import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { BUILT_IN_ONTOLOGY } from '#ascribe/domain/ontology/built-in.js';
import { parseOntology } from '#ascribe/ontology-files/parse-ontology.js';

const TEXT = readFileSync('ontology/ascribe.yaml', 'utf8');

/** The messages about the built-in vocabulary after an edit of its text. */
function problemsAfter(text: string, replacement: string): string[] {
  const edited = TEXT.replace(text, replacement);
  expect(edited).not.toBe(TEXT);
  const result = parseOntology(edited, 'o.yaml');
  return result.table === null ? result.problems.map((problem) => formatDiagnostic(problem)) : [];
}

test('the vocabulary of the program is that of ontology/ascribe.yaml', () => {
  const result = parseOntology(TEXT, 'ontology/ascribe.yaml');
  // In the order of the file; run npm run ontology if they differ.
  expect(JSON.stringify(BUILT_IN_ONTOLOGY)).toBe(JSON.stringify(result.table));
});

test.each([
  [
    'a family that does not exist',
    'family: STRUCTURE',
    'family: STRUCTURES',
    'expected a family of predicates, found "STRUCTURES"; did you mean STRUCTURE? (predicates.PART_OF.family)',
  ],
  [
    'a kind that does not exist',
    'range: [AGREEMENT]',
    'range: [ACTOR, TREATY]',
    'expected a kind of entity, found "TREATY"; expected one of ANY, ACTOR, STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE, ATTACK, EVENT, CORRIDOR, AGREEMENT, PLACE, ASSET (predicates.PARTY_TO.range[1])',
  ],
  [
    'a broader predicate that does not exist',
    'parent: SPONSORS',
    'parent: SPONSOR',
    'expected a predicate, found "SPONSOR"; did you mean SPONSORS? (predicates.FUNDS.parent)',
  ],
  [
    'a predicate that is its own broader predicate',
    'parent: SPONSORS',
    'parent: FUNDS',
    'FUNDS is its own broader predicate (predicates.FUNDS.parent)',
  ],
  [
    'a narrower predicate of another family',
    'family: SPONSORSHIP\n    parent',
    'family: PLACES\n    parent',
    'expected SPONSORSHIP, the family of SPONSORS, found PLACES (predicates.FUNDS.family)',
  ],
  [
    'a narrower predicate with a wider domain',
    'Gives money.\n    domain: [ACTOR]',
    'Gives money.\n    domain: [ACTOR, EVENT]',
    'EVENT is not in the domain of SPONSORS: STATE, ORGANIZATION, ARMED_GROUP, PERSON, PEOPLE (predicates.FUNDS.domain)',
  ],
  [
    'a symmetric predicate with another inverse',
    'inverse: ALLIED_WITH',
    'inverse: ALLY_OF',
    'a symmetric predicate is its own inverse; expected ALLIED_WITH, found ALLY_OF (predicates.ALLIED_WITH.inverse)',
  ],
  [
    'an inverse that is a predicate',
    'inverse: FUNDED_BY',
    'inverse: ARMS',
    'ARMS is already the name of a predicate, attribute or inverse (predicates.FUNDS.inverse)',
  ],
  [
    'a type of value that does not exist',
    'value: COUNT',
    'value: NUMBER',
    'expected a type of value, found "NUMBER"; expected one of COUNT, YEARS, COORDINATES, DATE, OUTCOME, ATTACK_TYPE, WEAPON (attributes.KILLED.value)',
  ],
  [
    'an attribute that is functional outside its domain',
    'value: COUNT\n    functional: [ATTACK, EVENT]',
    'value: COUNT\n    functional: [ATTACK, STATE]',
    'STATE is not in the domain: ATTACK, EVENT (attributes.KILLED.functional)',
  ],
  [
    'a role of a predicate that its kind does not take',
    'predicates: [CONNECTS]',
    'predicates: [PARTY_TO]',
    'PARTY_TO takes no CORRIDOR as its subject (roles.CORRIDOR.connects.predicates)',
  ],
  [
    'a role of predicates and attributes',
    'predicates: [KILLED, INJURED, CASUALTIES]',
    'predicates: [KILLED, TARGETED]',
    'expected predicates, or attributes with the direction OUT, not both (roles.ATTACK.casualties.predicates)',
  ],
  [
    'a key that does not exist',
    'inverse: FUNDED_BY',
    'inverse: FUNDED_BY\n    symetric: true',
    'unknown key "symetric"; did you mean symmetric? (predicates.FUNDS.symetric)',
  ],
  [
    'a word in small letters',
    '  FUNDS:',
    '  funds:',
    'expected a word of capital letters, digits and single underscores, such as USES_AS_PROXY, found "funds" (predicates.funds)',
  ],
  [
    'a missing key',
    '    inverse: FUNDED_BY\n',
    '',
    '"inverse" is missing; expected text (predicates.FUNDS.inverse)',
  ],
])('names the line of %s', (_, text, replacement, message) => {
  const problems = problemsAfter(text, replacement);
  expect(problems.map((problem) => problem.replace(/^o\.yaml:\d+:\d+: INVALID_DOCUMENT /, ''))).toContain(
    message,
  );
  for (const problem of problems) expect(problem).toMatch(/^o\.yaml:\d+:\d+: /);
});

test('the line is that of the mistake', () => {
  const line = TEXT.split('\n').indexOf('    parent: SPONSORS') + 1;
  expect(problemsAfter('parent: SPONSORS', 'parent: SPONSOR')[0]).toContain(`o.yaml:${line}:13: `);
});

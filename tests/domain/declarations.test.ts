import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EntityDeclarations,
  entityFromDeclarations,
  type SourceDeclarations,
  sourceFromDeclarations,
  undeclaredEntity,
  updateEntityDeclarations,
  updateSourceDeclarations,
} from '#ascribe/domain/declarations.js';
import { compareCodePoints } from '#ascribe/domain/order.js';
import type { Entity, Source } from '#ascribe/domain/records.js';

const entity = (declared: Partial<Entity> = {}): Entity => ({
  id: 'lanterns',
  kind: 'ARMED_GROUP',
  name: 'The Lanterns',
  aliases: [],
  description: null,
  identifiers: [],
  organOf: [],
  ...declared,
});
const source = (declared: Partial<Source> = {}): Source => ({
  id: 'source:gazette',
  name: 'The Gazette',
  reliability: 'B',
  affiliation: null,
  ...declared,
});
const addAll = (entities: readonly Entity[]) =>
  entities.reduce<EntityDeclarations | null>((known, one) => updateEntityDeclarations(known, one, 1), null);
const addAllSources = (sources: readonly Source[]) =>
  sources.reduce<SourceDeclarations | null>((known, one) => updateSourceDeclarations(known, one, 1), null);
const recordOf = (...entities: Entity[]) =>
  entityFromDeclarations('lanterns', addAll(entities) as EntityDeclarations);
const gradeOf = (...grades: Source['reliability'][]) => {
  const declared = addAllSources(grades.map((reliability) => source({ reliability })));
  return sourceFromDeclarations('source:gazette', declared as SourceDeclarations).reliability;
};

const NAMES = ['Lanterns', 'The Lanterns', 'Fanous', 'Łampiony', '𐍆anous', '__proto__'];
const randomEntity = fc
  .record({
    name: fc.constantFrom(...NAMES),
    aliases: fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
    description: fc.constantFrom(null, 'A group.', 'An invented group.'),
    identifiers: fc.array(
      fc.record({ scheme: fc.constantFrom('wikidata', 'un'), value: fc.constantFrom('Q1', 'Q 2') }),
      { maxLength: 2 },
    ),
    organOf: fc.constantFrom([], ['norland'], ['league']),
  })
  .map(entity);
const randomSource = fc
  .record({
    name: fc.constantFrom(...NAMES),
    reliability: fc.constantFrom(...(['A', 'B', 'C', 'D', 'E', 'F'] as const)),
    affiliation: fc.constantFrom(null, 'norland', 'press-trust'),
  })
  .map(source);
const shuffled = <T>(items: fc.Arbitrary<T>) =>
  fc
    .array(items, { minLength: 1, maxLength: 6 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );

describe('an entity that many articles declare', () => {
  test('does not depend on the order of import', () => {
    fc.assert(
      fc.property(shuffled(randomEntity), ([all, other]) => {
        expect(addAll(other)).toEqual(addAll(all));
      }),
    );
  });

  test('is unchanged after a declaration is added and removed', () => {
    fc.assert(
      fc.property(shuffled(randomEntity), randomEntity, ([all], removed) => {
        const before = addAll(all) as EntityDeclarations;
        expect(updateEntityDeclarations(updateEntityDeclarations(before, removed, 1), removed, -1)).toEqual(
          before,
        );
      }),
    );
  });

  test('has the most frequent name, and the other names as aliases', () => {
    expect(
      recordOf(entity({ name: 'Fanous' }), entity(), entity({ aliases: ['Fanous', 'Lamps'] })),
    ).toMatchObject({ name: 'The Lanterns', aliases: ['Fanous', 'Lamps'] });
  });

  test('has the first name in code-point order if several are equally frequent', () => {
    expect(recordOf(entity({ name: 'b' }), entity({ name: 'a' })).name).toBe('a');
    expect(recordOf(entity({ name: '𐍆' }), entity({ name: 'ﬀ' })).name).toBe('ﬀ');
  });

  test('does not list its name among its aliases', () => {
    expect(recordOf(entity({ aliases: ['The Lanterns', 'Fanous'] })).aliases).toEqual(['Fanous']);
  });

  test('keeps each identifier once, including values with spaces', () => {
    const [q1, local] = [
      { scheme: 'wikidata', value: 'Q1' },
      { scheme: 'local', value: 'no 7' },
    ];
    expect(recordOf(entity({ identifiers: [q1] }), entity({ identifiers: [q1, local] })).identifiers).toEqual(
      [local, q1],
    );
  });

  test('may have any name, including property names of JavaScript objects', () => {
    expect(recordOf(entity({ name: '__proto__', aliases: ['constructor'] }))).toMatchObject({
      name: '__proto__',
      aliases: ['constructor'],
    });
  });
});

describe('an organ', () => {
  test('is an organ of every body that an article declares', () => {
    const all = [entity({ organOf: ['norland'] }), entity(), entity({ organOf: ['league'] })];
    expect(recordOf(...all).organOf).toEqual(['league', 'norland']);
  });

  test('is an organ only while an article declares it', () => {
    const organ = entity({ organOf: ['norland'] });
    const declared = updateEntityDeclarations(addAll([entity()]), organ, 1);
    expect(entityFromDeclarations('lanterns', declared).organOf).toEqual(['norland']);
    const left = updateEntityDeclarations(declared, organ, -1);
    expect(entityFromDeclarations('lanterns', left).organOf).toEqual([]);
  });
});

describe('an entity that no article declares', () => {
  test('is named by its id until an article declares it', () => {
    const undeclared = undeclaredEntity('ARMED_GROUP');
    expect(entityFromDeclarations('lanterns', undeclared)).toEqual(entity({ name: 'lanterns' }));
    expect(
      entityFromDeclarations('lanterns', updateEntityDeclarations(undeclared, entity(), 1)),
    ).toMatchObject({ name: 'The Lanterns', aliases: [] });
  });

  test('is named by its id after all declarations are removed', () => {
    const declared = entity({ aliases: ['Fanous'], description: 'A group.' });
    const removed = updateEntityDeclarations(addAll([declared]), declared, -1);
    expect(removed).toEqual(undeclaredEntity('ARMED_GROUP'));
    expect(entityFromDeclarations('lanterns', removed)).toEqual(entity({ name: 'lanterns' }));
  });
});

describe('a source that many articles declare', () => {
  test('does not depend on the order of import', () => {
    fc.assert(
      fc.property(shuffled(randomSource), ([all, other]) => {
        expect(addAllSources(other)).toEqual(addAllSources(all));
      }),
    );
  });

  test('is unchanged after a declaration is added and removed', () => {
    fc.assert(
      fc.property(shuffled(randomSource), randomSource, ([all], removed) => {
        const before = addAllSources(all) as SourceDeclarations;
        expect(updateSourceDeclarations(updateSourceDeclarations(before, removed, 1), removed, -1)).toEqual(
          before,
        );
      }),
    );
  });

  test('has the lowest grade, however many articles give a better one', () => {
    expect(gradeOf('A', 'A', 'A', 'D', 'B')).toBe('D');
  });

  test('is F only if no article judges it', () => {
    expect(gradeOf('F', 'B', 'F')).toBe('B');
    expect(gradeOf('F', 'F')).toBe('F');
  });

  test('has the most frequently declared owner', () => {
    const owners = [null, null, null, 'norland', 'press-trust', 'press-trust'];
    const declared = addAllSources(owners.map((affiliation) => source({ affiliation })));
    expect(sourceFromDeclarations('source:gazette', declared as SourceDeclarations).affiliation).toBe(
      'press-trust',
    );
  });
});

test('texts are sorted by code points, a prefix before longer texts', () => {
  expect(['ab', '𐍆', 'ﬀ', 'a', 'é', 'b'].sort(compareCodePoints)).toEqual(['a', 'ab', 'b', 'é', 'ﬀ', '𐍆']);
  expect(compareCodePoints('same', 'same')).toBe(0);
});

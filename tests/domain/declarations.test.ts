import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EntityDeclarations,
  entityFromDeclarations,
  type SourceDeclarations,
  sourceFromDeclarations,
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
  ...declared,
});
const source = (declared: Partial<Source> = {}): Source => ({
  id: 'source:gazette',
  name: 'The Gazette',
  reliability: 'B',
  affiliation: null,
  ...declared,
});
const inTurn = (entities: readonly Entity[]) =>
  entities.reduce<EntityDeclarations | null>((known, one) => updateEntityDeclarations(known, one, 1), null);
const sourcesInTurn = (sources: readonly Source[]) =>
  sources.reduce<SourceDeclarations | null>((known, one) => updateSourceDeclarations(known, one, 1), null);
const recordOf = (...entities: Entity[]) =>
  entityFromDeclarations('lanterns', inTurn(entities) as EntityDeclarations);
const gradeOf = (...grades: Source['reliability'][]) => {
  const declared = sourcesInTurn(grades.map((reliability) => source({ reliability })));
  return sourceFromDeclarations('source:gazette', declared as SourceDeclarations).reliability;
};

const NAMES = ['Lanterns', 'The Lanterns', 'Fanous', 'Łampiony', '𐍆anous', '__proto__'];
const anEntity = fc
  .record({
    name: fc.constantFrom(...NAMES),
    aliases: fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }),
    description: fc.constantFrom(null, 'A group.', 'An invented group.'),
    identifiers: fc.array(
      fc.record({ scheme: fc.constantFrom('wikidata', 'un'), value: fc.constantFrom('Q1', 'Q 2') }),
      { maxLength: 2 },
    ),
  })
  .map(entity);
const aSource = fc
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
  test('is the same in whatever order they came', () => {
    fc.assert(
      fc.property(shuffled(anEntity), ([all, other]) => {
        expect(inTurn(other)).toEqual(inTurn(all));
      }),
    );
  });

  test('is, after one of them is counted out, as if that one had never been', () => {
    fc.assert(
      fc.property(shuffled(anEntity), anEntity, ([all], gone) => {
        const before = inTurn(all) as EntityDeclarations;
        expect(updateEntityDeclarations(updateEntityDeclarations(before, gone, 1), gone, -1)).toEqual(before);
      }),
    );
  });

  test('bears the name that most of them use, and the others as aliases', () => {
    expect(
      recordOf(entity({ name: 'Fanous' }), entity(), entity({ aliases: ['Fanous', 'Lamps'] })),
    ).toMatchObject({ name: 'The Lanterns', aliases: ['Fanous', 'Lamps'] });
  });

  test('bears, of names used alike, the first in code-point order', () => {
    expect(recordOf(entity({ name: 'b' }), entity({ name: 'a' })).name).toBe('a');
    expect(recordOf(entity({ name: '𐍆' }), entity({ name: 'ﬀ' })).name).toBe('ﬀ');
  });

  test('does not list its name among its aliases', () => {
    expect(recordOf(entity({ aliases: ['The Lanterns', 'Fanous'] })).aliases).toEqual(['Fanous']);
  });

  test('keeps each identifier once, also one whose value holds a space', () => {
    const [q1, local] = [
      { scheme: 'wikidata', value: 'Q1' },
      { scheme: 'local', value: 'no 7' },
    ];
    expect(recordOf(entity({ identifiers: [q1] }), entity({ identifiers: [q1, local] })).identifiers).toEqual(
      [local, q1],
    );
  });

  test('may be called by any words, those that JavaScript has a use for too', () => {
    expect(recordOf(entity({ name: '__proto__', aliases: ['constructor'] }))).toMatchObject({
      name: '__proto__',
      aliases: ['constructor'],
    });
  });
});

describe('an entity that an article only borrows', () => {
  test('is known by what was borrowed until somebody declares it', () => {
    const borrowed = updateEntityDeclarations(null, entity({ name: 'Fanous', description: 'Lamps.' }), 0);
    expect(entityFromDeclarations('lanterns', borrowed)).toMatchObject({
      name: 'Fanous',
      description: 'Lamps.',
    });
    expect(entityFromDeclarations('lanterns', updateEntityDeclarations(borrowed, entity(), 1))).toMatchObject(
      {
        name: 'The Lanterns',
        aliases: [],
      },
    );
  });

  test('is called by its id when all that declared it are gone', () => {
    const gone = updateEntityDeclarations(inTurn([entity()]), entity(), -1);
    expect(entityFromDeclarations('lanterns', gone)).toEqual(entity({ name: 'lanterns' }));
  });
});

describe('a source that many articles declare', () => {
  test('is the same in whatever order they came', () => {
    fc.assert(
      fc.property(shuffled(aSource), ([all, other]) => {
        expect(sourcesInTurn(other)).toEqual(sourcesInTurn(all));
      }),
    );
  });

  test('is, after one of them is counted out, as if that one had never been', () => {
    fc.assert(
      fc.property(shuffled(aSource), aSource, ([all], gone) => {
        const before = sourcesInTurn(all) as SourceDeclarations;
        expect(updateSourceDeclarations(updateSourceDeclarations(before, gone, 1), gone, -1)).toEqual(before);
      }),
    );
  });

  test('has the most cautious grade that anybody gave it, however many gave a better one', () => {
    expect(gradeOf('A', 'A', 'A', 'D', 'B')).toBe('D');
  });

  test('is F only where nobody judged it', () => {
    expect(gradeOf('F', 'B', 'F')).toBe('B');
    expect(gradeOf('F', 'F')).toBe('F');
  });

  test('has the owner that most of those name who name one', () => {
    const owners = [null, null, null, 'norland', 'press-trust', 'press-trust'];
    const declared = sourcesInTurn(owners.map((affiliation) => source({ affiliation })));
    expect(sourceFromDeclarations('source:gazette', declared as SourceDeclarations).affiliation).toBe(
      'press-trust',
    );
  });
});

test('texts are ordered by code points, a beginning before what is longer', () => {
  expect(['ab', '𐍆', 'ﬀ', 'a', 'é', 'b'].sort(compareCodePoints)).toEqual(['a', 'ab', 'b', 'é', 'ﬀ', '𐍆']);
  expect(compareCodePoints('same', 'same')).toBe(0);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLUG } from '#ascribe/domain/ids.js';
import { matchesGlob } from '#ascribe/interchange/mapping/glob.js';
import { RowError } from '#ascribe/interchange/mapping/row-error.js';
import { compileTemplate } from '#ascribe/interchange/mapping/template.js';

const render = (template: string, cells: Readonly<Record<string, string>>) =>
  compileTemplate(template).render((column) => cells[column] ?? '');

describe('a template', () => {
  it('takes cells by the names of their columns, and is absent if one of them is empty', () => {
    expect(render('{a}, {b c}', { a: 'one', 'b c': 'two' })).toBe('one, two');
    expect(render('event-{a}', {})).toBeNull();
    expect(render('{a|or:none} and {b|or:}', {})).toBe('none and');
    expect(render('{{a}} costs {a}', { a: '3' })).toBe('{a} costs 3');
  });

  it('names what is wrong with it', () => {
    expect(() => compileTemplate('{a')).toThrow('write {{ for the character {');
    expect(() => compileTemplate('a}')).toThrow('write }} for the character }');
    expect(() => compileTemplate('{}')).toThrow('expected the name of a column');
    expect(() => compileTemplate('{a|slgu}')).toThrow('unknown filter "slgu"; did you mean slug?');
  });

  it.each([
    ['{x|slug}', 'Thai Police – 2nd', 'thai-police-2nd'],
    ['{x|slug}', 'حزب الله', expect.stringMatching(SLUG)],
    ['{x|word}', 'armed group', 'ARMED_GROUP'],
    ['{x|number}', '1,204', '1204'],
    ['{x|number:,}', '1.204,5', '1204.5'],
    ['{x|date}', '2031-04-12 00:00:00.000', '2031-04-12'],
    ['{x|date:D/M/Y}', '2/4/2031', '2031-04-02'],
    ['{x|date:M.Y}', '04.2031', '2031-04'],
    ['{x|before:(|upper}', 'knu (Myanmar)', 'KNU'],
    ['{x|after:of }', 'Government of Arland', 'Arland'],
  ])('%s of %j is %j', (template, x, expected) => {
    expect(render(template, { x })).toEqual(expected);
  });

  it.each([
    ['{x|date}', '12/4/2031'],
    ['{x|date:D/M/Y}', '2031-04-12'],
    ['{x|date:D/M/Y}', '12/4/31'],
    ['{x|number}', 'many'],
    ['{x|slug}', '***'],
  ])('%s of %j is a mistake of that column', (template, x) => {
    expect(() => render(template, { x })).toThrow(RowError);
  });

  it('makes a part of an id of any text, or says that it cannot', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (x) => {
        fc.pre(x.trim() !== '');
        let slug: string | null;
        try {
          slug = render('{x|slug}', { x });
        } catch (error) {
          expect(error).toBeInstanceOf(RowError);
          return;
        }
        expect(slug).toMatch(SLUG);
      }),
    );
  });
});

describe('a pattern', () => {
  it('matches as a regular expression of the same meaning does', () => {
    const letter = fc.constantFrom('a', 'b', 'B', '*', '?', '.');
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '('), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 6 }), text, (pattern, subject) => {
        const source = pattern.replace(/[.*?]/g, (one) => ({ '*': '.*', '?': '.', '.': '\\.' })[one] ?? one);
        expect(matchesGlob(pattern, subject)).toBe(new RegExp(`^${source}$`, 'is').test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('needs little time for a hostile pattern', () => {
    const start = process.cpuUsage();
    expect(matchesGlob(`${'*a'.repeat(1000)}b`, 'a'.repeat(2000))).toBe(false);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'seeds/README.md',
  'CHANGELOG.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

it.each(pages)('%s links only to files and headings that exist', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)];
  for (const [, target = ''] of links) {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    expect(existsSync(file), `${target} in ${page}`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(file), `${target} in ${page}`).toContain(anchor);
  }
});

// Whether they lead anywhere cannot be tested without the internet.
it.each(pages)('%s links to other sites by complete addresses of https', (page) => {
  for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\((https?:[^)]*)\)/g)) {
    expect(URL.canParse(target), target).toBe(true);
    const { protocol, hostname } = new URL(target);
    expect(protocol, target).toBe('https:');
    expect(hostname, target).toMatch(/^[\w-]+(\.[\w-]+)+$/);
    expect(target).not.toMatch(/\s|example\./);
  }
});

it.each([...pages, 'examples/fictional/README.md', 'examples/template/README.md'])(
  '%s says where npx ascribe works, because the package is not published',
  (page) => {
    const [before, ...commands] = readFileSync(page, 'utf8').split('npx ascribe');
    if (commands.length > 0) expect(before).toMatch(/clone|install/i);
  },
);

it('docs/README.md lists every page of docs/', () => {
  const index = readFileSync('docs/README.md', 'utf8');
  for (const page of pages.filter((page) => page !== 'docs/README.md'))
    expect(index, page).toContain(`(${relative('docs', page)})`);
});

it('CONTRIBUTING.md names only files and folders that exist, and each folder of src/', () => {
  const contributing = readFileSync('CONTRIBUTING.md', 'utf8');
  const paths = contributing.match(/(?<=`)(?:src|tests|schema|docs|bench|seeds)\/[\w./-]*(?=`)/g) ?? [];
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  for (const { name } of readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    expect(contributing).toContain(`\n  ${name}/`);
});

/** Anchors of the headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { addWords } from '#ascribe/domain/ontology.js';
import { statuses } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { requireOntologyFiles } from '#ascribe/ontology-files/read-ontology-files.js';
import type { Store } from '#ascribe/store/store.js';
import { type Service, startService } from '../api/service.js';
import { exportToLines, importLines, recordLines } from '../export/round-trip.js';
import { buildClaim, buildDocument, ENTITIES, writeTempFolder } from '../ingest/document-builder.js';

export const RIVER_DESK = `ontology: river-desk
predicates:
  LENDS_SHIPS_TO:
    family: SPONSORSHIP
    parent: SPONSORS
    description: Lets it use ships.
    domain: [STATE, ORGANIZATION]
    range: [ACTOR]
    inverse: BORROWS_SHIPS_FROM
  RIVAL_OF:
    family: STRUCTURE
    description: Competes with it. Symmetric.
    domain: [ACTOR]
    range: [ACTOR]
    inverse: RIVAL_OF
    symmetric: true
attributes:
  MISSING:
    description: Number of people missing.
    domain: [ATTACK, EVENT]
    value: COUNT
    functional: [ATTACK, EVENT]
terms:
  OUTCOME:
    ABANDONED: The plotters gave it up.
  WEAPON:
    HARPOON: { parent: PROJECTILE, description: A spear on a line. }
`;
export const NO_WORDS = { predicates: {}, terms: {} };
export const ALLEGED_LOAN = 'ALLEGED_LENDS_SHIPS_TO';

/** The words of the file, as a command reads them. */
export const riverDeskWords = () =>
  requireOntologyFiles([join(writeTempFolder({ 'river-desk.yaml': RIVER_DESK }), 'river-desk.yaml')]);

const DOCUMENT = buildDocument({
  entities: [...ENTITIES, { id: 'gate-union', kind: 'ORGANIZATION', name: 'Gate Union' }],
  claims: [
    buildClaim({ predicate: 'LENDS_SHIPS_TO' }),
    buildClaim({ subject: 'gate-union', predicate: 'RIVAL_OF' }),
    buildClaim({ subject: 'blast', predicate: 'MISSING', object: undefined, value: { min: 3 } }),
    buildClaim({ subject: 'blast', predicate: 'OUTCOME', object: undefined, value: 'ABANDONED' }),
    buildClaim({ subject: 'blast', predicate: 'WEAPON', object: undefined, value: 'HARPOON' }),
  ],
});

/** A user's words, from the file to the answers of the API. `open` opens an empty store, `reopen` the same one again; `verify` checks it. */
export function userWordsContract(
  name: string,
  open: () => Promise<Store>,
  reopen: () => Promise<Store>,
  verify: () => Promise<unknown>,
  inspect: (service: Service) => Promise<void> = async () => {},
): void {
  beforeEach(() => addWords(riverDeskWords()));
  afterAll(() => addWords(NO_WORDS));
  let service: Service | undefined;
  afterEach(() => service?.close());

  it(`${name} stores a user's predicates, attributes and terms, and answers with them everywhere`, async () => {
    service = await startService({ open });
    const folder = writeTempFolder({ 'a.json': DOCUMENT });
    const { problems } = await importPaths(service.store, [folder]);
    expect(problems).toEqual([]);
    const data = await service.data(`{
      ontology { predicates { name family parent valueType symmetric functionalFor } outcomes { name } weapons { name } }
      entity(id: "river-front") {
        ... on Actor { sponsors(statuses: [ALLEGED]) { nodes { id } edges { claim { predicate } } } }
        claims(statuses: [ALLEGED], direction: OUT) { nodes { predicate } }
      }
      narrower: claims(statuses: [ALLEGED], where: { predicates: [SPONSORS] }) { nodes { predicate } }
      blast: entity(id: "blast") {
        claims(statuses: [ALLEGED]) { nodes { predicate value { text ... on OutcomeValue { outcome } ... on WeaponValue { weapon } } } }
      }
      paths(fromId: "arland", toId: "gate-union", statuses: [ALLEGED]) { paths { steps { claim { predicate } } } }
      facets(statuses: [ALLEGED]) { predicates { value count } }
    }`);
    expect(data.ontology.predicates).toContainEqual({
      name: 'LENDS_SHIPS_TO',
      family: 'SPONSORSHIP',
      parent: 'SPONSORS',
      valueType: null,
      symmetric: false,
      functionalFor: [],
    });
    expect(data.ontology.outcomes).toContainEqual({ name: 'ABANDONED' });
    expect(data.ontology.weapons).toContainEqual({ name: 'HARPOON' });
    expect(data.entity.sponsors).toEqual({
      nodes: [{ id: 'arland' }],
      edges: [{ claim: { predicate: 'LENDS_SHIPS_TO' } }],
    });
    // Found from either end, as the predicate is symmetric.
    expect(data.entity.claims.nodes).toEqual([{ predicate: 'RIVAL_OF' }]);
    expect(data.narrower.nodes).toEqual([{ predicate: 'LENDS_SHIPS_TO' }]);
    expect(data.blast.claims.nodes).toEqual(
      expect.arrayContaining([
        { predicate: 'MISSING', value: { text: 'at least 3' } },
        { predicate: 'OUTCOME', value: { text: 'ABANDONED', outcome: 'ABANDONED' } },
        { predicate: 'WEAPON', value: { text: 'HARPOON', weapon: 'HARPOON' } },
      ]),
    );
    expect(data.paths.paths).toMatchObject([
      { steps: [{ claim: { predicate: 'LENDS_SHIPS_TO' } }, { claim: { predicate: 'RIVAL_OF' } }] },
    ]);
    for (const predicate of ['LENDS_SHIPS_TO', 'RIVAL_OF', 'MISSING'])
      expect(data.facets.predicates).toContainEqual({ value: predicate, count: 1 });
    await inspect(service);
  });

  it(`${name} exports a user's words, and the export imports into an equal store`, async () => {
    let store = await open();
    await importPaths(store, [writeTempFolder({ 'a.json': DOCUMENT })]);
    const lines = await exportToLines(store, statuses);
    expect(lines.join('')).toContain('"predicate":"LENDS_SHIPS_TO"');
    await store.close();
    store = await open();
    await importLines(store, lines);
    expect(recordLines(await exportToLines(store, statuses))).toEqual(recordLines(lines));
    await store.close();
  });

  it(`${name} refuses to open a store without the words that it holds, in one line`, async () => {
    const store = await open();
    await importPaths(store, [writeTempFolder({ 'a.json': DOCUMENT })]);
    await store.close();
    const words = riverDeskWords();
    const { LENDS_SHIPS_TO: loan, ...others } = words.predicates;
    try {
      for (const [changed, named] of [
        [NO_WORDS, 'LENDS_SHIPS_TO, RIVAL_OF, MISSING, OUTCOME ABANDONED, WEAPON HARPOON;'],
        [{ ...words, predicates: others }, 'LENDS_SHIPS_TO;'],
        [
          { ...words, predicates: { ...words.predicates, LENDS_SHIPS_TO: { ...loan, domain: ['STATE'] } } },
          'LENDS_SHIPS_TO (domain);',
        ],
        [
          {
            ...words,
            predicates: { ...words.predicates, MISSING: { ...words.predicates.MISSING, range: 'YEARS' } },
          },
          'MISSING (value);',
        ],
      ] as const) {
        addWords(changed as typeof words);
        const error = await reopen().then(
          () => null,
          (reason: Error) => reason,
        );
        expect(error).toMatchObject({ code: 'STORE_UNUSABLE' });
        expect(error?.message).toContain(named);
        expect(error?.message).toContain('--ontology');
        expect(error?.message).not.toContain('\n');
        await expect(verify()).rejects.toMatchObject({ code: 'STORE_UNUSABLE', message: error?.message });
      }
      // A wider definition leaves every claim valid.
      const wider = { ...loan, domain: ['STATE', 'ORGANIZATION', 'PERSON'], description: 'Lends ships.' };
      addWords({ ...words, predicates: { ...words.predicates, LENDS_SHIPS_TO: wider } } as typeof words);
      await (await reopen()).close();
      expect(await verify()).toMatchObject({ findings: [] });
    } finally {
      addWords(words);
    }
  });
}

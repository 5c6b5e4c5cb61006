import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { findClaimWords } from '#ascribe/domain/analysis/description-claims.js';

/** Descriptions that claim what only a claim with a quote may say. */
const CLAIMS = [
  // Of the seeds, before this check.
  'The part of the Taliban that the article says Iran backs. It does not say which part.',
  'A loose class and not one body. "The very terrorist groups it once fought" in the article.',
  'Described as a group of Tajiks operating under the Islamic State banner.',
  'State-sponsored hackers.',
  'An Arland-backed militia in the hills.',
  'Armed group backed by Arland.',
  'A group that is funded and armed by Arland.',
  'Rebels trained by the army of Vesk.',
  'Militia responsible for the harbour blast.',
  'Group responsible for killing seven people in Port Sele.',
  'Unit of the ministry responsible for the killings in Tolm.',
  'Accused of paying the River Front.',
  'Businessman accused of smuggling weapons.',
  'Suspected of planting the charge.',
  'Cleric suspected of ties to the Front.',
  'Blamed for the raid on Nim.',
  'Group blamed for most attacks of 2031.',
  'Convicted of plotting the bombing.',
  'Charged with treason in 2029.',
  'Wanted for murder in Quillan.',
  'Wanted by Vesk.',
  'A company linked to the Front.',
  'Media outlet with close ties to the government of Arland.',
  'Broker involved in the sale of rifles.',
  'Officer implicated in the massacre.',
  'The man behind the harbour blast.',
  'Proxy of Arland in the lake basin.',
  'One of Arland’s proxies.',
  'A front for the intelligence service of Arland.',
  'Puppet government in Tolm.',
  'Mouthpiece of the regime.',
  'Terrorist organisation in the hills.',
  'Armed group that attacked the harbour in 2031.',
  'Group which killed seven people in Port Sele.',
  'Militants who bombed the grain quay.',
  'Faction that has carried out several attacks.',
  'Governor killed by the Front.',
  'Militia allied with Arland.',
  'Channel affiliated with the Front.',
  'Brigade loyal to the governor.',
  'Pro-Arland militia.',
  'Group operating under the banner of the Front.',
  'Fights alongside the army of Vesk.',
  'Alleged financier of the Front.',
  'Allegedly the brother of its leader.',
  'Reportedly dissolved in 2030.',
  'Believed to have 300 fighters.',
  'Said to receive weapons from Arland.',
  'Presumed leader of the column.',
  'Led by Ilva Morrow.',
  'Founded by veterans of the border war.',
  'A bank that secretly funds militias.',
  'The part of the army that Arland supports.',
  'Acts on the orders of the ministry.',
  'It harbours fighters from Tolm.',
  'Hackers that target banks and have targeted the port.',
  'Gang that extorts dockers.',
  'Group known for attacking convoys.',
];

/** Invented descriptions by which to recognize an entity. Some have words that elsewhere make a claim. */
const PLAIN = [
  'Armed group in the hills.',
  'Armed group active in the lake basin since 2012.',
  'Capital of Arland.',
  'Interior ministry of Vesk.',
  'The ministry responsible for ports and railways.',
  'Agency responsible for food safety.',
  'Officer responsible for training recruits.',
  'Department that trains pilots.',
  'Foundation that funds schools.',
  'A fund for small farms.',
  'Trade union of dockers; supports members on strike pay.',
  'Lease of the grain quay.',
  'Author of the article.',
  'Not named in the article.',
  'One record for all of them.',
  'Three men, not named.',
  'Several, not told apart in the article.',
  'Attack on the harbour on 11 April 2031.',
  'Bombing of the grain quay.',
  'Bridge between Orm and Tessen.',
  'Railway from Port Sele to Nim.',
  'Prosecutor in the Orm bridge case.',
  'Court in Tessen.',
  'Court for people accused of fraud.',
  'Judge in the trial of the men accused of fraud.',
  'Late commander of the border guard.',
  'Commander of the second brigade.',
  'Mayor of Nim from 2024 to 2031.',
  'Daily newspaper in Vesk, in print since 1921.',
  'News agency in Quillan.',
  'Spokesman of the army.',
  'Counter-terrorism unit of the police.',
  'Anti-corruption court.',
  'State-owned port operator.',
  'Manufacturer of arms and ammunition.',
  'Shop that trains dogs.',
  'Museum of arms and armour.',
  'Border crossing, closed in 2030.',
  'The killed were not named.',
  'People killed in the blast.',
  'Victims of the attack on Nim.',
  'Residents of Nim.',
  'Village on the lake, with a ferry.',
  'Pipeline with two branches.',
  'Treaty on fishing in the lake.',
  'Party in the parliament of Quillan.',
  'Opposition party in Vesk.',
  'Football club in Port Sele, with several sponsors.',
  'Link road between two motorways.',
  'Behind the station in Tolm.',
  'Company that runs the ferry.',
  'Aid convoy with food and medicine.',
  'Regional Anti-Terrorist Centre of the league.',
  'Town known for growing wine.',
];

function seedDescriptions(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return seedDescriptions(path);
    if (!entry.name.endsWith('.yaml')) return [];
    const { entities = [] } = parse(readFileSync(path, 'utf8')) as { entities?: { description?: string }[] };
    return entities.flatMap(({ description }) => description ?? []);
  });
}

const missed = (claims: readonly string[]) => claims.filter((text) => findClaimWords(text).length === 0);
const wrong = (plain: readonly string[]) => plain.filter((text) => findClaimWords(text).length > 0);

describe('a claim in a description', () => {
  test('is found in at least nine of ten invented sentences, and nine of ten findings are claims', () => {
    const found = CLAIMS.length - missed(CLAIMS).length;
    const recall = found / CLAIMS.length;
    const precision = found / (found + wrong(PLAIN).length);
    expect({
      recall: recall >= 0.9,
      precision: precision >= 0.9,
      missed: missed(CLAIMS),
      wrong: wrong(PLAIN),
    }).toEqual({
      recall: true,
      precision: true,
      missed: [],
      wrong: [],
    });
  });

  test('is not found in the seeds, which have none', () => {
    const all = [...new Set(seedDescriptions('seeds'))];
    expect(all.length).toBeGreaterThan(20);
    expect(wrong(all)).toEqual([]);
  });

  it.each([
    ['Armed group backed by Arland, accused of the raid.', ['backed by', 'accused']],
    ['State-sponsored, and responsible for the blast.', ['State-sponsored', 'responsible for']],
    ['', []],
  ])('%j: the words are %j', (text, words) => {
    expect(findClaimWords(text)).toEqual(words);
  });
});

/** Words that documents use for the values of a key, by key and value. A message suggests the value. In lower case, with spaces. */
export const OTHER_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: {
    STATE: 'country, nation, government, republic, kingdom, nation state',
    ORGANIZATION:
      'company, firm, corporation, business, enterprise, bank, agency, intelligence agency, ministry, department, party, political party, ngo, charity, institution, institute, foundation, media, media outlet, newspaper, publisher, university, alliance, union, court, authority, police, army, military, armed forces, body, committee, group, org, organisation',
    ARMED_GROUP:
      'militia, terrorist group, terrorist organization, terrorist organisation, terrorists, rebels, rebel group, guerrilla, guerrillas, insurgents, insurgent group, paramilitary, faction, armed wing, gang, cartel, non state actor',
    PERSON: 'human, individual, man, woman, leader, politician, official',
    PEOPLE: 'persons, population, civilians, crowd, ethnic group, tribe, community, victims, suspects',
    ATTACK:
      'bombing, assault, raid, murder, killing, assassination, terrorist attack, cyberattack, massacre, shooting, kidnapping, incident, operation',
    EVENT:
      'meeting, summit, trial, arrest, protest, election, conference, talks, war, conflict, battle, coup',
    CORRIDOR: 'route, trade route, road, railway, passage',
    AGREEMENT: 'treaty, law, contract, deal, pact, accord, lease, resolution',
    PLACE:
      'location, city, town, village, region, province, district, building, border, address, area, geography',
    ASSET:
      'facility, vessel, ship, vehicle, aircraft, pipeline, infrastructure, system, port, base, plant, weapon, equipment, software, malware',
  },
  genre: {
    NEWS: 'report, news report, article, wire, reportage, press',
    OPINION: 'editorial, op ed, column, comment, commentary, blog, essay, letter',
    ANALYSIS: 'study, briefing, think tank, assessment, intelligence report, investigation',
    OFFICIAL: 'press release, statement, government, communique, declaration, speech',
    COURT: 'judgment, judgement, ruling, verdict, indictment, legal, trial',
    ACADEMIC: 'paper, journal, thesis, book, scholarly, research',
    DATASET: 'data, database, table, csv, feed',
  },
  stance: {
    SUPPORTS: 'for, pro, confirms, affirms, asserts, states, agrees, true',
    DENIES: 'against, contra, refutes, contradicts, opposes, disputes, rejects, disagrees, false',
  },
  modality: {
    ADJUDICATED: 'convicted, ruled, court, found guilty, judged',
    ADMITTED: 'confessed, claimed responsibility, acknowledged',
    REPORTED_AS_FACT: 'fact, reported, stated, confirmed, factual, asserted',
    ASSESSED: 'likely, probable, believed, judged likely, analysis, estimated',
    ACCUSED: 'alleged, claimed, allegation, blamed, suspected',
    POSSIBLE: 'rumored, rumoured, maybe, may, might, speculated, unconfirmed',
  },
};

// Generated from operations.graphql and the schema by npm run docs.
/** The text of an operation, with the types of its result and its variables. */
export type Operation<Result, Variables> = string & { readonly __types?: (variables: Variables) => Result };

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The genre of an article. */
export type Genre =
  /** A report of events. */
  | 'NEWS'
  /** An argument by its author. Does not count towards CONFIRMED. */
  | 'OPINION'
  /** A study that weighs evidence. */
  | 'ANALYSIS'
  /** A statement by a government or authority. */
  | 'OFFICIAL'
  /** A ruling or a court record. */
  | 'COURT'
  /** A scholarly work. */
  | 'ACADEMIC'
  /** The answers of an interviewed person. */
  | 'INTERVIEW'
  /** A text made to persuade, by or for a party. Does not count towards CONFIRMED. */
  | 'PROPAGANDA'
  /** A row of a data set. */
  | 'DATASET';

/** Whether a citation supports or denies its claim. */
export type Stance =
  /** The quote supports the claim. */
  | 'SUPPORTS'
  /** The quote denies the claim. */
  | 'DENIES';

/** How firmly the speaker states the claim, strongest first. */
export type Modality =
  /** A court or inquiry found it so. */
  | 'ADJUDICATED'
  /** The actor says so about itself. */
  | 'ADMITTED'
  /** Stated as a fact, without a hedge. */
  | 'REPORTED_AS_FACT'
  /** A judgement or inference of the speaker. */
  | 'ASSESSED'
  /** A state or one of its bodies makes the accusation. */
  | 'ACCUSED_BY_AUTHORITIES'
  /** Somebody else accuses or alleges. */
  | 'ACCUSED'
  /** Presented as possible: may, could, if. */
  | 'POSSIBLE';

/** Whether the quote was found in the text of its article. */
export type QuoteCheck =
  /** The import found the quote in a text with the SHA-256 of the article. */
  | 'VERIFIED'
  /** The import had no text to check the quote against. */
  | 'UNVERIFIED';

/**
 * How well a claim is supported, strongest first. The policy derives it from the live citations of the claim. Query `policy` for
 * the rules.
 */
export type ClaimStatus =
  /** Found by a court, or admitted by the actor and supported by another origin, or reported as fact by independent reliable origins. */
  | 'CONFIRMED'
  /** Reported as fact, admitted or adjudicated at least once, but short of CONFIRMED. */
  | 'REPORTED'
  /** All support is an assessment, an accusation or a possibility. */
  | 'ALLEGED'
  /** Supported, and denied by someone who is not a party to the claim. */
  | 'DISPUTED'
  /** All live citations are denials, or a court found that it is not so and none found that it is. */
  | 'DENIED'
  /** No live citation is left: every article with a citation of the claim was retracted. */
  | 'RETRACTED';

/** Confidence in words. */
export type ConfidenceLevel =
  /** No live support has been judged, so there is no number. */
  | 'UNJUDGED'
  /** 0 to 29. */
  | 'LOW'
  /** 30 to 69. */
  | 'MEDIUM'
  /** 70 to 100. */
  | 'HIGH';

/** Why citations count as one origin. */
export type OriginReasonKind =
  /** They come from one source. */
  | 'SAME_SOURCE'
  /** The owners of their sources have one voice. */
  | 'SAME_OWNER'
  /** Their articles derive from one article. */
  | 'SAME_ROOT'
  /** Their last speakers have one voice. */
  | 'SAME_SPEAKER'
  /** The texts of their articles are nearly the same, whether or not one says that it derives from the other. */
  | 'SAME_TEXT'
  /** The owner of the source of one and the last speaker of the other have one voice. */
  | 'SAME_VOICE';

/** How an assessment ended. */
export type AssessmentEnd =
  /** The same analyst made a new assessment. */
  | 'REPLACED'
  /** The analyst withdrew it. */
  | 'WITHDRAWN';

/** The kinds of event that change claims. */
export type ChangeCauseKind =
  /** Articles were imported, for the first time or again. */
  | 'IMPORT'
  /** An article was retracted. */
  | 'RETRACTION'
  /** The retraction of an article was undone. */
  | 'RESTORATION'
  /** An analyst assessed the claim. */
  | 'ASSESSMENT'
  /** An analyst withdrew an assessment. */
  | 'WITHDRAWAL'
  /** A different policy came into force. */
  | 'POLICY'
  /** An article or an entity was erased. */
  | 'ERASURE';

/** The kinds of contradiction. */
export type ContradictionKind =
  /** Live evidence both supports and denies one claim. */
  | 'SUPPORTED_AND_DENIED'
  /** Claims give one subject figures or dates that do not overlap, such as 7 killed and 145 killed. At least 7 and exactly 9 can both be true, and so can 2031-04 and 2031-04-11. A date that its source calls approximate or uncertain contradicts no other date. Figures of different people (`of`) do not contradict each other, unless a part exceeds the whole. */
  | 'FIGURES'
  /** Claims give one subject different terms by a predicate that allows only one (`functional` in the ontology), such as the outcomes FOILED and CARRIED_OUT. A term and a broader one, such as FAILED and ATTEMPTED, can both be true. */
  | 'FUNCTIONAL';

/** The kinds of entity. Sponsor and proxy are not kinds: they are roles in claims, and have the status of those claims. */
export type EntityKind =
  /** A sovereign or de facto state, or a government as a whole. */
  | 'STATE'
  /** A body other than an armed group, such as a ministry, company, party, media outlet or alliance. */
  | 'ORGANIZATION'
  /** A group that uses or threatens organised violence and is not the regular force of a state. */
  | 'ARMED_GROUP'
  /** A human being, identified by name or by role. */
  | 'PERSON'
  /** Unnamed or loosely bounded people, such as three suspects, protesters, or civilians as UCDP and ACLED code them. They act and suffer as a person does. */
  | 'PEOPLE'
  /** A violent act or a plot for one: carried out, foiled or failed. */
  | 'ATTACK'
  /** Something that happened and is not an attack, such as an arrest, trial, summit or protest. */
  | 'EVENT'
  /** A route for trade, transport, energy or data. */
  | 'CORRIDOR'
  /** A treaty, law, lease or other undertaking between parties. */
  | 'AGREEMENT'
  /** A location that is not a state, such as a city, region, building or border. */
  | 'PLACE'
  /** A facility, vessel, vehicle, pipeline or system that somebody runs, supplies, damages or loses. A building that is only an address or a scene is a PLACE. */
  | 'ASSET';

/**
 * The relation or attribute that a claim states of its subject. A broader predicate also finds the narrower ones: SPONSORS finds
 * FUNDS. Query `ontology` for the subjects and objects that each one takes.
 */
export type Predicate =
  /** Supports an actor in any way. The broadest predicate of its family. */
  | 'SPONSORS'
  /** Gives money. */
  | 'FUNDS'
  /** Gives weapons, ammunition or other military equipment. Weapons in the External Support Dataset of UCDP. */
  | 'ARMS'
  /** Gives goods or services that are no weapons, such as fuel, vehicles, food, medicine or transport. Materiel and logistics in the External Support Dataset of UCDP. */
  | 'SUPPLIES'
  /** Gives military, ideological or technical training. */
  | 'TRAINS'
  /** Sends forces of its own to fight on its side. Troop support in the External Support Dataset of UCDP. Advisers who do not fight are TRAINS. */
  | 'DEPLOYS_TROOPS_FOR'
  /** Gives intelligence, such as targets, intercepts or satellite images. Intelligence in the External Support Dataset of UCDP. */
  | 'GIVES_INTELLIGENCE_TO'
  /** Gives shelter or safe passage. */
  | 'HARBOURS'
  /** Lets it use territory or bases that it controls, to fight or to operate from. Access to territory in the External Support Dataset of UCDP. Land is not ceded. */
  | 'GRANTS_TERRITORY_ACCESS_TO'
  /** Gives orders or tasks. */
  | 'DIRECTS'
  /** Acts through another actor to hide its own involvement. */
  | 'USES_AS_PROXY'
  /** Is a part, branch or organ of a larger body. */
  | 'PART_OF'
  /** Belongs to a group, alliance or body. */
  | 'MEMBER_OF'
  /** Heads, commands or directs it by virtue of an office. */
  | 'LEADS'
  /** Established it. */
  | 'FOUNDED'
  /** Has ties to it that the source does not specify further. */
  | 'AFFILIATED_WITH'
  /** Is allied with it. Symmetric. */
  | 'ALLIED_WITH'
  /** Acts in coordination with it. Symmetric. */
  | 'COORDINATES_WITH'
  /** Works against it, for example against an actor, a corridor or an agreement. */
  | 'OPPOSES'
  /** Continues it under a new name or after a new foundation. */
  | 'SUCCEEDED'
  /** Broke away from it, as a splinter group does. */
  | 'SPLIT_FROM'
  /** Became a part of it and ceased to be a body of its own. */
  | 'MERGED_INTO'
  /** Is the same under another name, as somebody says. A claim, not a merger: both keep their ids and claims. If nobody disputes it, use one id and aliases instead. Symmetric. */
  | 'SAME_AS'
  /** Recognizes it as a state, a government or the representative of a people. CAMEO 054, diplomatic recognition. */
  | 'RECOGNIZES'
  /** Holds talks with it to reach an agreement, directly or through a mediator. CAMEO 046, negotiation. Symmetric. */
  | 'NEGOTIATES_WITH'
  /** Sells goods or energy to it across a border. A sale of weapons that is meant as support is ARMS. */
  | 'EXPORTS_TO'
  /** Has a sanction in force against it, such as an embargo, an asset freeze or a travel ban. CAMEO 163, embargo, boycott or sanctions; the category SANCTION of PLOVER is wider. */
  | 'SANCTIONS'
  /** Has put it on an official list, for example of terrorist groups or of foreign agents. */
  | 'DESIGNATES'
  /** Carried out or plotted the attack. */
  | 'PERPETRATED'
  /** Said that it carried out the attack, which is not the same as having done so. */
  | 'CLAIMED_RESPONSIBILITY_FOR'
  /** Took part in an attack or event. */
  | 'PARTICIPATED_IN'
  /** Stopped the attack before it took place. */
  | 'FOILED'
  /** Threatened to harm it. */
  | 'THREATENED'
  /** Seeks to harm it as a standing aim, beyond one attack. The relationship "targets" of STIX 2.1. Of one attack, say TARGETED. */
  | 'TARGETS'
  /** Was aimed at it. */
  | 'TARGETED'
  /** Took place there, or was planned to. */
  | 'OCCURRED_IN'
  /** Died in it, or of it later. A fatality of the GTD; perpetrators who died count, too. */
  | 'KILLED_IN'
  /** Was hurt in it and survived. An injured person of the GTD. */
  | 'INJURED_IN'
  /** Was taken captive in it. A hostage or kidnapping victim of the GTD; abduction or forced disappearance in ACLED. */
  | 'KIDNAPPED_IN'
  /** Came free from this captivity, captor or prison: released, rescued or escaped. A hostage outcome of the GTD. Give its date with validFrom, as a release can come long after the attack. */
  | 'FREED_FROM'
  /** Damaged the property, wholly or in part, meant or not. Property damage of the GTD. */
  | 'DAMAGED'
  /** Left it unusable. */
  | 'DESTROYED'
  /** Has the place, state or asset, such as a port, as an end point or stop. */
  | 'CONNECTS'
  /** Crosses the place or state. */
  | 'PASSES_THROUGH'
  /** Leads around the place or state. */
  | 'BYPASSES'
  /** Brokers, pays for or promotes the corridor or asset. */
  | 'BACKS'
  /** Runs the corridor or asset, or holds its lease. */
  | 'OPERATES'
  /** Signed or joined the agreement, or is bound by it. */
  | 'PARTY_TO'
  /** Prohibits or limits something for it. */
  | 'RESTRICTS'
  /** Lies in the place or state, or is in the asset. */
  | 'LOCATED_IN'
  /** Number of people killed, of all or of some: exact, a range or a best estimate. */
  | 'KILLED'
  /** Number of people injured, of all or of some: exact, a range or a best estimate. */
  | 'INJURED'
  /** Number of people killed or injured, where the source does not tell them apart: exact, a range or a best estimate. */
  | 'CASUALTIES'
  /** Number of people taken captive, as hostages or kidnapping victims of the GTD: exact, a range or a best estimate. */
  | 'KIDNAPPED'
  /** Number of people arrested in connection with it: exact, a range or a best estimate. */
  | 'ARRESTED'
  /** Its date: an EDTF date or interval. */
  | 'DATED'
  /** Its coordinates, with their precision: where_prec in UCDP GED, geo_precision in ACLED, specificity in the GTD. To name the place, say LOCATED_IN or OCCURRED_IN. */
  | 'LOCATED_AT'
  /** The way it was done, by the attack types of the GTD, with arson and cyberattack. An attack can have several. */
  | 'ATTACK_TYPE'
  /** A kind of weapon used in it or meant for it, by the weapon types of the GTD. An attack can have several. */
  | 'WEAPON'
  /** How the attack or plot ended, or how far it came. */
  | 'OUTCOME'
  /** Its term in years: exact, a range or a best estimate. */
  | 'TERM_YEARS';

/** A group of related predicates. */
export type PredicateFamily =
  /** Support of one actor for another: money, arms, troops, intelligence, training, shelter, orders. */
  | 'SPONSORSHIP'
  /** Membership, leadership, alliances and rivalries. */
  | 'STRUCTURE'
  /** Origins and identity: groups that succeed, split from or merge into others, and entities that are one. */
  | 'IDENTITY'
  /** Recognition, negotiations, trade, sanctions and designations. */
  | 'DIPLOMACY'
  /** Attacks and threats: those who carried them out, claimed or foiled them, their targets and places. */
  | 'ATTACKS'
  /** Victims and damage: people killed, injured, kidnapped or freed, and things damaged or destroyed. */
  | 'VICTIMS'
  /** Routes and assets: the places that they connect, cross or bypass, their backers and operators. */
  | 'CORRIDORS'
  /** Parties to agreements, and the restrictions that agreements impose. */
  | 'AGREEMENTS'
  /** Locations: the place or state in which something lies. */
  | 'PLACES'
  /** Figures, dates, types of attack, weapons and outcomes. The claim has a value instead of an object. */
  | 'ATTRIBUTES';

/** The type of value that an attribute takes instead of an object. */
export type ValueType =
  /** A count of people: a Quantity. */
  | 'COUNT'
  /** A number of years: a Quantity. */
  | 'YEARS'
  /** A point on the map: Coordinates. */
  | 'COORDINATES'
  /** A date or interval: a DateValue. */
  | 'DATE'
  /** The way an attack ended: an OutcomeValue. */
  | 'OUTCOME'
  /** The way an attack was done: an AttackTypeValue. */
  | 'ATTACK_TYPE'
  /** A kind of weapon: a WeaponValue. */
  | 'WEAPON';

/** The texts that a search looks in. */
export type SearchField =
  /** The name of an entity. */
  | 'NAME'
  /** Another name of an entity. */
  | 'ALIAS'
  /** The title of an article. */
  | 'TITLE'
  /** The description of an entity. */
  | 'DESCRIPTION'
  /** The quote of a citation. */
  | 'QUOTE';

/** Reliability of a source, in the Admiralty grades of NATO STANAG 2511. */
export type Reliability =
  /** Completely reliable. */
  | 'A'
  /** Usually reliable. */
  | 'B'
  /** Fairly reliable. */
  | 'C'
  /** Not usually reliable. */
  | 'D'
  /** Unreliable. */
  | 'E'
  /** Reliability cannot be judged. Has no numeric weight. */
  | 'F';

export type EntityNameFragment = { readonly ref: string, readonly kind: EntityKind, readonly name: string };

export type ClaimLineFragment = { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null };

export type QuoteFragment = { readonly ref: string, readonly quote: string, readonly quoteCheck: QuoteCheck, readonly stance: Stance, readonly modality: Modality, readonly credibility: number, readonly validFrom: string | null, readonly validTo: string | null, readonly note: string | null, readonly assertedBy: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly locator: { readonly start: number | null, readonly paragraph: number | null, readonly page: number | null }, readonly article: { readonly ref: string, readonly title: string, readonly url: string | null, readonly publishedAt: string | null, readonly genre: Genre, readonly live: boolean, readonly retractedAt: string | null, readonly retractionReason: string | null, readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability } } };

export type VocabularyQueryVariables = Exact<{ [key: string]: never; }>;


export type VocabularyQuery = { readonly ontology: { readonly predicateFamilies: ReadonlyArray<{ readonly name: PredicateFamily, readonly predicates: ReadonlyArray<{ readonly name: Predicate, readonly valueType: ValueType | null }> }> } };

export type StatusCountsQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  entityIds?: ReadonlyArray<string> | string | null | undefined;
  articleIds?: ReadonlyArray<string> | string | null | undefined;
  asOf?: string | null | undefined;
}>;


export type StatusCountsQuery = { readonly facets: { readonly statuses: ReadonlyArray<{ readonly value: ClaimStatus, readonly count: number }> } };

export type TimeRangeQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
}>;


export type TimeRangeQuery = { readonly facets: { readonly years: ReadonlyArray<{ readonly value: number, readonly count: number }> }, readonly changes: { readonly nodes: ReadonlyArray<{ readonly at: string }> } };

export type SuggestQueryVariables = Exact<{
  text: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
}>;


export type SuggestQuery = { readonly search: { readonly edges: ReadonlyArray<{ readonly field: SearchField, readonly highlights: ReadonlyArray<{ readonly field: SearchField, readonly text: string }>, readonly node:
        | (
          { readonly ref: string, readonly kind: EntityKind, readonly name: string }
          & { readonly __typename: 'State' | 'Organization' | 'ArmedGroup' | 'Person' | 'People' | 'Attack' | 'Event' | 'Corridor' | 'Agreement' | 'Place' | 'Asset' }
        )
        | (
          { readonly ref: string, readonly title: string }
          & { readonly __typename: 'Article' }
        )
        | (
          { readonly ref: string, readonly quote: string, readonly claim: { readonly ref: string, readonly status: ClaimStatus } }
          & { readonly __typename: 'Citation' }
        )
       }> } };

export type StrongestClaimsQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type StrongestClaimsQuery = { readonly claims: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } };

export type EntityQueryVariables = Exact<{
  id: string;
  asOf?: string | null | undefined;
}>;


export type EntityQuery = { readonly entity: { readonly description: string | null, readonly ref: string, readonly kind: EntityKind, readonly name: string, readonly identifiers: ReadonlyArray<{ readonly scheme: string, readonly value: string }>, readonly organOf: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly voices: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly names: { readonly nodes: ReadonlyArray<{ readonly text: string, readonly articles: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly title: string, readonly source: { readonly ref: string, readonly name: string } }> } }> } } | null };

export type EntityClaimsQueryVariables = Exact<{
  id: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type EntityClaimsQuery = { readonly entity: { readonly claims: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly citations: { readonly nodes: ReadonlyArray<{ readonly article: { readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability } }, readonly assertedBy: ReadonlyArray<{ readonly ref: string }> }> }, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } } | null };

export type EntityTimelineQueryVariables = Exact<{
  entities?: ReadonlyArray<string> | string | null | undefined;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type EntityTimelineQuery = { readonly timeline: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly date: string | null, readonly from: string | null, readonly to: string | null, readonly earliest: string | null, readonly latest: string | null, readonly weakestStatus: ClaimStatus, readonly lowestConfidence: number | null, readonly entity: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly claim: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }, readonly via: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } | null }> } };

export type EntityChangesQueryVariables = Exact<{
  entities?: ReadonlyArray<string> | string | null | undefined;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type EntityChangesQuery = { readonly changes: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly claimId: string, readonly at: string, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly from: { readonly status: ClaimStatus, readonly confidence: number | null } | null, readonly to: { readonly status: ClaimStatus, readonly confidence: number | null } | null, readonly cause: { readonly kind: ChangeCauseKind, readonly articleIds: ReadonlyArray<string>, readonly analyst: string | null } }> } };

export type AttributionsQueryVariables = Exact<{
  id: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
}>;


export type AttributionsQuery = { readonly entity: { readonly attributions: { readonly competing: boolean, readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly status: ClaimStatus | null, readonly confidence: number | null, readonly actor: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly claims: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }>, readonly denials: ReadonlyArray<{ readonly ref: string, readonly quote: string, readonly article: { readonly ref: string, readonly title: string }, readonly assertedBy: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly claim: { readonly ref: string, readonly status: ClaimStatus } }>, readonly firstSaid: { readonly at: string, readonly article: { readonly ref: string, readonly title: string }, readonly source: { readonly ref: string, readonly name: string } } | null }> } } | null };

export type ClaimEvidenceQueryVariables = Exact<{
  id: string;
}>;


export type ClaimEvidenceQuery = { readonly claim: { readonly confidenceLevel: ConfidenceLevel, readonly derivedStatus: ClaimStatus, readonly derivedConfidence: number | null, readonly explanation: string, readonly firstKnownAt: string, readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly citations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly quote: string, readonly quoteCheck: QuoteCheck, readonly stance: Stance, readonly modality: Modality, readonly credibility: number, readonly validFrom: string | null, readonly validTo: string | null, readonly note: string | null, readonly assertedBy: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly locator: { readonly start: number | null, readonly paragraph: number | null, readonly page: number | null }, readonly article: { readonly ref: string, readonly title: string, readonly url: string | null, readonly publishedAt: string | null, readonly genre: Genre, readonly live: boolean, readonly retractedAt: string | null, readonly retractionReason: string | null, readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability } } }> }, readonly independentOrigins: ReadonlyArray<{ readonly stance: Stance, readonly interested: boolean, readonly weight: number | null, readonly citationIds: ReadonlyArray<string>, readonly reasons: ReadonlyArray<{ readonly kind: OriginReasonKind, readonly commonId: string }> }>, readonly periods: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly status: ClaimStatus, readonly confidence: number | null, readonly known: boolean }>, readonly assessments: ReadonlyArray<{ readonly ref: string, readonly analyst: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly validFrom: string | null, readonly validTo: string | null, readonly rationale: string, readonly at: string, readonly endedAt: string | null, readonly end: AssessmentEnd | null }>, readonly history: ReadonlyArray<{ readonly at: string, readonly from: { readonly status: ClaimStatus, readonly confidence: number | null } | null, readonly to: { readonly status: ClaimStatus, readonly confidence: number | null } | null, readonly cause: { readonly kind: ChangeCauseKind, readonly articleIds: ReadonlyArray<string>, readonly analyst: string | null, readonly policyVersion: number | null } }>, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } | null };

export type ClaimStatusOnlyQueryVariables = Exact<{
  id: string;
}>;


export type ClaimStatusOnlyQuery = { readonly claim: { readonly ref: string, readonly status: ClaimStatus } | null };

export type GraphClaimFragment = { readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string }, readonly object: { readonly ref: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null };

export type NeighborhoodQueryVariables = Exact<{
  entity: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  families?: ReadonlyArray<PredicateFamily> | PredicateFamily | null | undefined;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  limit: number;
  claimLimit: number;
}>;


export type NeighborhoodQuery = { readonly neighborhood: { readonly truncated: boolean, readonly entities: ReadonlyArray<{ readonly entity: { readonly ref: string, readonly kind: EntityKind, readonly name: string } }>, readonly claims: ReadonlyArray<{ readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string }, readonly object: { readonly ref: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } | null };

export type PathsQueryVariables = Exact<{
  from: string;
  to: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  families?: ReadonlyArray<PredicateFamily> | PredicateFamily | null | undefined;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  maxLength: number;
}>;


export type PathsQuery = { readonly paths: { readonly truncated: boolean, readonly paths: ReadonlyArray<{ readonly length: number, readonly weakestStatus: ClaimStatus, readonly lowestConfidence: number | null, readonly entities: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly steps: ReadonlyArray<{ readonly forward: boolean, readonly from: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly to: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly claim: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }> } | null };

export type ArticleQueryVariables = Exact<{
  id: string;
  asOf?: string | null | undefined;
}>;


export type ArticleQuery = { readonly article: { readonly ref: string, readonly title: string, readonly url: string | null, readonly authors: ReadonlyArray<string>, readonly publishedAt: string | null, readonly genre: Genre, readonly language: string | null, readonly live: boolean, readonly retractedAt: string | null, readonly retractionReason: string | null, readonly derivedFrom: { readonly ref: string, readonly title: string } | null, readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability } } | null };

export type ArticleClaimsQueryVariables = Exact<{
  id: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ArticleClaimsQuery = { readonly article: { readonly claims: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly citations: { readonly nodes: ReadonlyArray<{ readonly ref: string, readonly quote: string, readonly quoteCheck: QuoteCheck, readonly stance: Stance, readonly modality: Modality, readonly credibility: number, readonly validFrom: string | null, readonly validTo: string | null, readonly note: string | null, readonly assertedBy: ReadonlyArray<{ readonly ref: string, readonly kind: EntityKind, readonly name: string }>, readonly locator: { readonly start: number | null, readonly paragraph: number | null, readonly page: number | null }, readonly article: { readonly ref: string, readonly title: string, readonly url: string | null, readonly publishedAt: string | null, readonly genre: Genre, readonly live: boolean, readonly retractedAt: string | null, readonly retractionReason: string | null, readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability } } }> }, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } } | null };

export type SourceQueryVariables = Exact<{
  id: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
}>;


export type SourceQuery = { readonly source: { readonly ref: string, readonly name: string, readonly reliability: Reliability, readonly affiliation: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly articles: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly title: string, readonly publishedAt: string | null, readonly genre: Genre, readonly live: boolean }> }, readonly soleSupportFor: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } } | null };

export type ComparableArticlesQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type ComparableArticlesQuery = { readonly articles: { readonly nodes: ReadonlyArray<{ readonly ref: string, readonly title: string }> } };

export type SourcesQueryVariables = Exact<{
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type SourcesQuery = { readonly sources: { readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly name: string, readonly reliability: Reliability, readonly articles: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ref: string, readonly title: string, readonly publishedAt: string | null }> } }> } };

export type SideFragment = { readonly stances: ReadonlyArray<Stance>, readonly modality: Modality };

export type CompareSourcesQueryVariables = Exact<{
  a: string;
  b: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
}>;


export type CompareSourcesQuery = { readonly comparison: { readonly a: { readonly ref: string, readonly name: string }, readonly b: { readonly ref: string, readonly name: string }, readonly both: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly onlyA: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly onlyB: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly differences: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly sentence: string, readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }, readonly a: { readonly stances: ReadonlyArray<Stance>, readonly modality: Modality }, readonly b: { readonly stances: ReadonlyArray<Stance>, readonly modality: Modality } }> } } | null };

export type CompareArticlesQueryVariables = Exact<{
  a: string;
  b: string;
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  asOf?: string | null | undefined;
}>;


export type CompareArticlesQuery = { readonly comparison: { readonly a: { readonly ref: string, readonly name: string }, readonly b: { readonly ref: string, readonly name: string }, readonly both: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly onlyA: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly onlyB: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null } }> }, readonly differences: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly sentence: string, readonly node: { readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }, readonly a: { readonly stances: ReadonlyArray<Stance>, readonly modality: Modality }, readonly b: { readonly stances: ReadonlyArray<Stance>, readonly modality: Modality } }> } } | null };

export type ContradictionsQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  entities?: ReadonlyArray<string> | string | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ContradictionsQuery = { readonly contradictions: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly kind: ContradictionKind, readonly sentence: string, readonly claimCount: number, readonly claims: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> }> } };

export type CountriesQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  entities?: ReadonlyArray<string> | string | null | undefined;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
}>;


export type CountriesQuery = { readonly facets: { readonly countries: ReadonlyArray<{ readonly count: number, readonly country: { readonly ref: string, readonly kind: EntityKind, readonly name: string, readonly identifiers: ReadonlyArray<{ readonly scheme: string, readonly value: string }> } }> } };

export type LocationsQueryVariables = Exact<{
  statuses: ReadonlyArray<ClaimStatus> | ClaimStatus;
  subjects?: ReadonlyArray<string> | string | null | undefined;
  during?: string | null | undefined;
  undated?: boolean | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type LocationsQuery = { readonly claims: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly status: ClaimStatus, readonly confidence: number | null, readonly contested: boolean, readonly predicate: Predicate, readonly point: { readonly latitude: number, readonly longitude: number } | null, readonly subject: { readonly ref: string, readonly kind: EntityKind, readonly name: string }, readonly object: { readonly ref: string, readonly kind: EntityKind, readonly name: string } | null, readonly value: { readonly text: string } | null, readonly validity: ReadonlyArray<{ readonly from: string | null, readonly to: string | null }>, readonly soleSource: { readonly ref: string, readonly name: string } | null }> } };

export const VocabularyDocument = "query Vocabulary{ontology{predicateFamilies{name predicates{name valueType}}}}" as Operation<VocabularyQuery, VocabularyQueryVariables>;
export const StatusCountsDocument = "query StatusCounts($statuses:[ClaimStatus!]!$during:EDTF$undated:Boolean$entityIds:[ID!]$articleIds:[ID!]$asOf:DateTime){facets(statuses:$statuses where:{during:$during includeUndated:$undated entityIds:$entityIds articleIds:$articleIds}asOf:$asOf){statuses{value count}}}" as Operation<StatusCountsQuery, StatusCountsQueryVariables>;
export const TimeRangeDocument = "query TimeRange($statuses:[ClaimStatus!]!){facets(statuses:$statuses first:100){years{value count}}changes(statuses:$statuses first:1){nodes{at}}}" as Operation<TimeRangeQuery, TimeRangeQueryVariables>;
export const SuggestDocument = "query Suggest($text:String!$statuses:[ClaimStatus!]!$asOf:DateTime){search(text:$text statuses:$statuses first:10 asOf:$asOf){edges{field highlights{field text}node{__typename ...on Entity{...EntityName}...on Article{ref title}...on Citation{ref quote claim{ref status}}}}}}fragment EntityName on Entity{ref kind name}" as Operation<SuggestQuery, SuggestQueryVariables>;
export const StrongestClaimsDocument = "query StrongestClaims($statuses:[ClaimStatus!]!$during:EDTF$undated:Boolean$asOf:DateTime$after:String){claims(statuses:$statuses where:{during:$during includeUndated:$undated}asOf:$asOf first:50 after:$after){totalCount pageInfo{hasNextPage endCursor}nodes{...ClaimLine}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<StrongestClaimsQuery, StrongestClaimsQueryVariables>;
export const EntityDocument = "query Entity($id:ID!$asOf:DateTime){entity(id:$id asOf:$asOf){...EntityName description identifiers{scheme value}organOf{...EntityName}voices{...EntityName}names(first:20){nodes{text articles(first:5){totalCount nodes{ref title source{ref name}}}}}}}fragment EntityName on Entity{ref kind name}" as Operation<EntityQuery, EntityQueryVariables>;
export const EntityClaimsDocument = "query EntityClaims($id:ID!$statuses:[ClaimStatus!]!$during:EDTF$undated:Boolean$asOf:DateTime$after:String){entity(id:$id asOf:$asOf){claims(statuses:$statuses where:{during:$during includeUndated:$undated}first:100 after:$after){totalCount pageInfo{hasNextPage endCursor}nodes{...ClaimLine citations(first:20){nodes{article{source{ref name reliability}}assertedBy{ref}}}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<EntityClaimsQuery, EntityClaimsQueryVariables>;
export const EntityTimelineDocument = "query EntityTimeline($entities:[ID!]$statuses:[ClaimStatus!]!$during:EDTF$undated:Boolean$asOf:DateTime$after:String){timeline(statuses:$statuses where:{entityIds:$entities during:$during includeUndated:$undated}first:50 after:$after asOf:$asOf){pageInfo{hasNextPage endCursor}nodes{date from to earliest latest weakestStatus lowestConfidence entity{...EntityName}claim{...ClaimLine}via{...ClaimLine}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<EntityTimelineQuery, EntityTimelineQueryVariables>;
export const EntityChangesDocument = "query EntityChanges($entities:[ID!]$statuses:[ClaimStatus!]!$asOf:DateTime$after:String){changes(statuses:$statuses where:{entityIds:$entities}first:20 after:$after asOf:$asOf){totalCount pageInfo{hasNextPage endCursor}nodes{claimId at predicate subject{...EntityName}object{...EntityName}value{text}from{status confidence}to{status confidence}cause{kind articleIds analyst}}}}fragment EntityName on Entity{ref kind name}" as Operation<EntityChangesQuery, EntityChangesQueryVariables>;
export const AttributionsDocument = "query Attributions($id:ID!$statuses:[ClaimStatus!]!$asOf:DateTime){entity(id:$id asOf:$asOf){...on Attack{attributions(statuses:$statuses first:20){competing totalCount nodes{actor{...EntityName}status confidence claims{...ClaimLine}denials(first:10){ref quote article{ref title}assertedBy{...EntityName}claim{ref status}}firstSaid{at article{ref title}source{ref name}}}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<AttributionsQuery, AttributionsQueryVariables>;
export const ClaimEvidenceDocument = "query ClaimEvidence($id:ID!){claim(id:$id){...ClaimLine confidenceLevel derivedStatus derivedConfidence explanation firstKnownAt citations(first:50){totalCount nodes{...Quote}}independentOrigins(first:50){stance interested weight citationIds reasons{kind commonId}}periods{from to status confidence known}assessments{ref analyst status confidence validFrom validTo rationale at endedAt end}history{at from{status confidence}to{status confidence}cause{kind articleIds analyst policyVersion}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}fragment Quote on Citation{ref quote quoteCheck stance modality credibility validFrom validTo note assertedBy{...EntityName}locator{start paragraph page}article{ref title url publishedAt genre live retractedAt retractionReason source{ref name reliability}}}" as Operation<ClaimEvidenceQuery, ClaimEvidenceQueryVariables>;
export const ClaimStatusOnlyDocument = "query ClaimStatusOnly($id:ID!){claim(id:$id){ref status}}" as Operation<ClaimStatusOnlyQuery, ClaimStatusOnlyQueryVariables>;
export const NeighborhoodDocument = "query Neighborhood($entity:ID!$statuses:[ClaimStatus!]!$families:[PredicateFamily!]$during:EDTF$undated:Boolean$asOf:DateTime$limit:Int!$claimLimit:Int!){neighborhood(entityId:$entity depth:1 statuses:$statuses where:{families:$families during:$during includeUndated:$undated}asOf:$asOf limit:$limit claimLimit:$claimLimit){truncated entities{entity{...EntityName}}claims{...GraphClaim}}}fragment EntityName on Entity{ref kind name}\"\"\"Of the entities, only their ids: the neighborhood lists each of them once.\"\"\" fragment GraphClaim on Claim{ref status confidence contested predicate subject{ref}object{ref}validity{from to}soleSource{ref name}}" as Operation<NeighborhoodQuery, NeighborhoodQueryVariables>;
export const PathsDocument = "query Paths($from:ID!$to:ID!$statuses:[ClaimStatus!]!$families:[PredicateFamily!]$during:EDTF$undated:Boolean$asOf:DateTime$maxLength:Int!){paths(fromId:$from toId:$to statuses:$statuses where:{families:$families during:$during includeUndated:$undated}asOf:$asOf maxLength:$maxLength limit:20){truncated paths{length weakestStatus lowestConfidence entities{...EntityName}steps{forward from{...EntityName}to{...EntityName}claim{...ClaimLine}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<PathsQuery, PathsQueryVariables>;
export const ArticleDocument = "query Article($id:ID!$asOf:DateTime){article(id:$id asOf:$asOf){ref title url authors publishedAt genre language live retractedAt retractionReason derivedFrom{ref title}source{ref name reliability}}}" as Operation<ArticleQuery, ArticleQueryVariables>;
export const ArticleClaimsDocument = "query ArticleClaims($id:ID!$statuses:[ClaimStatus!]!$during:EDTF$undated:Boolean$asOf:DateTime$after:String){article(id:$id asOf:$asOf){claims(statuses:$statuses where:{during:$during includeUndated:$undated}first:100 after:$after){totalCount pageInfo{hasNextPage endCursor}nodes{...ClaimLine citations(first:50){nodes{...Quote}}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}fragment Quote on Citation{ref quote quoteCheck stance modality credibility validFrom validTo note assertedBy{...EntityName}locator{start paragraph page}article{ref title url publishedAt genre live retractedAt retractionReason source{ref name reliability}}}" as Operation<ArticleClaimsQuery, ArticleClaimsQueryVariables>;
export const SourceDocument = "query Source($id:ID!$statuses:[ClaimStatus!]!$asOf:DateTime){source(id:$id asOf:$asOf){ref name reliability affiliation{...EntityName}articles(first:50){totalCount nodes{ref title publishedAt genre live}}soleSupportFor(statuses:$statuses first:50){totalCount nodes{...ClaimLine}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<SourceQuery, SourceQueryVariables>;
export const ComparableArticlesDocument = "query ComparableArticles($asOf:DateTime){articles(first:100 asOf:$asOf){nodes{ref title}}}" as Operation<ComparableArticlesQuery, ComparableArticlesQueryVariables>;
export const SourcesDocument = "query Sources($asOf:DateTime$after:String){sources(first:100 asOf:$asOf after:$after){pageInfo{hasNextPage endCursor}nodes{ref name reliability articles(first:20){totalCount nodes{ref title publishedAt}}}}}" as Operation<SourcesQuery, SourcesQueryVariables>;
export const CompareSourcesDocument = "query CompareSources($a:ID!$b:ID!$statuses:[ClaimStatus!]!$asOf:DateTime){comparison:compareSources(aId:$a bId:$b statuses:$statuses asOf:$asOf){a{ref name}b{ref name}both(first:50){totalCount edges{node{...ClaimLine}}}onlyA(first:50){totalCount edges{node{...ClaimLine}}}onlyB(first:50){totalCount edges{node{...ClaimLine}}}differences(first:50){totalCount edges{sentence node{...ClaimLine}a{...Side}b{...Side}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}fragment Side on ClaimSide{stances modality}" as Operation<CompareSourcesQuery, CompareSourcesQueryVariables>;
export const CompareArticlesDocument = "query CompareArticles($a:ID!$b:ID!$statuses:[ClaimStatus!]!$asOf:DateTime){comparison:compareArticles(aId:$a bId:$b statuses:$statuses asOf:$asOf){a{ref name:title}b{ref name:title}both(first:50){totalCount edges{node{...ClaimLine}}}onlyA(first:50){totalCount edges{node{...ClaimLine}}}onlyB(first:50){totalCount edges{node{...ClaimLine}}}differences(first:50){totalCount edges{sentence node{...ClaimLine}a{...Side}b{...Side}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}fragment Side on ClaimSide{stances modality}" as Operation<CompareArticlesQuery, CompareArticlesQueryVariables>;
export const ContradictionsDocument = "query Contradictions($statuses:[ClaimStatus!]!$entities:[ID!]$asOf:DateTime$after:String){contradictions(statuses:$statuses where:{entityIds:$entities}asOf:$asOf first:30 after:$after){totalCount pageInfo{hasNextPage endCursor}nodes{kind sentence claimCount claims(first:10){...ClaimLine}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<ContradictionsQuery, ContradictionsQueryVariables>;
export const CountriesDocument = "query Countries($statuses:[ClaimStatus!]!$entities:[ID!]$during:EDTF$undated:Boolean$asOf:DateTime){facets(statuses:$statuses where:{entityIds:$entities during:$during includeUndated:$undated}asOf:$asOf first:100){countries{count country{...EntityName identifiers{scheme value}}}}}fragment EntityName on Entity{ref kind name}" as Operation<CountriesQuery, CountriesQueryVariables>;
export const LocationsDocument = "query Locations($statuses:[ClaimStatus!]!$subjects:[ID!]$during:EDTF$undated:Boolean$asOf:DateTime$after:String){claims(statuses:$statuses where:{predicates:[LOCATED_AT]subjectIds:$subjects during:$during includeUndated:$undated}asOf:$asOf first:100 after:$after){totalCount pageInfo{hasNextPage endCursor}nodes{...ClaimLine point:value{...on Coordinates{latitude longitude}}}}}fragment ClaimLine on Claim{id ref status confidence contested predicate subject{...EntityName}object{...EntityName}value{text}validity{from to}soleSource{ref name}}fragment EntityName on Entity{ref kind name}" as Operation<LocationsQuery, LocationsQueryVariables>;

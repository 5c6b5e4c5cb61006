import type { Origin } from '../../domain/origins.js';
import { confidenceLevel } from '../../domain/policy.js';
import type { ChangeCause, Claim } from '../../domain/records.js';
import { type ClaimArguments, claimFilterOf } from '../claim-filter.js';
import { firstOf, listConnection, type PageArguments, pageOf } from '../connection.js';
import type { Context } from '../context.js';
import { find, required } from '../lookup.js';

export const claimResolvers = {
  Claim: {
    subject: ({ subjectId }: Claim, _: unknown, { loaders }: Context) => required(loaders.entity, subjectId),
    object: ({ objectId }: Claim, _: unknown, { loaders }: Context) =>
      objectId === null ? null : required(loaders.entity, objectId),
    confidenceLevel: ({ confidence }: Claim) => confidenceLevel(confidence),
    independentOrigins: async (claim: Claim, { first }: PageArguments, { loaders }: Context) =>
      (await loaders.derivation(claim)).origins.slice(0, firstOf(first)),
    explanation: async (claim: Claim, _: unknown, { loaders }: Context) => {
      const derivation = await loaders.derivation(claim);
      const speakers = await Promise.all(speakersIn(derivation).map((id) => loaders.entity.load(id)));
      const names = new Map(
        speakers.flatMap((entity) => (entity === null ? [] : [[entity.id, entity.name]])),
      );
      return explain(derivation, names, await standingAssessment(claim, loaders));
    },
    citations: ({ id }: Claim, args: PageArguments, { loaders }: Context) => {
      const page = pageOf(args);
      return listConnection(
        page,
        () => loaders.citationsOf(page).load(id),
        () => loaders.citationCount.load(id),
      );
    },
    history: ({ id }: Claim, _: unknown, { loaders }: Context) => loaders.history.load(id),
  },
  Origin: {
    citations: ({ citationIds }: Origin, { first }: PageArguments, { loaders }: Context) =>
      Promise.all(citationIds.slice(0, firstOf(first)).map((id) => required(loaders.citation, id))),
  },
  ChangeCause: {
    articles: ({ articleIds }: ChangeCause, _: unknown, { loaders }: Context) =>
      Promise.all(articleIds.map((id) => loaders.article.load(id))),
  },
  Query: {
    claim: (_: unknown, { id }: { id: string }, context: Context) => find(context, 'claim', id),
    claims: (_: unknown, args: ClaimArguments & PageArguments, { store }: Context) => {
      const filter = claimFilterOf(args);
      const page = pageOf(args);
      return listConnection(
        page,
        () => store.listClaims(filter, page),
        () => store.countClaims(filter),
      );
    },
  },
};

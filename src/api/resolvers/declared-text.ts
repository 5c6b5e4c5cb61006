import type { GraphQLResolveInfo } from 'graphql';
import type { CountedText, DeclaredRole } from '../../domain/declared-texts.js';
import { compareKeys } from '../../domain/order.js';
import type { Entity } from '../../domain/records.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { ReadView } from '../execution/as-of.js';
import type { RequestContext } from '../execution/context.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import type { ConnectionField } from '../execution/pinned-page.js';
import { listConnection } from '../execution/relay-connection.js';

export const declaredTextResolvers = {
  Entity: {
    names: (entity: Entity, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      textConnection({ context, info }, args, entity, 'NAME'),
    descriptions: (entity: Entity, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      textConnection({ context, info }, args, entity, 'DESCRIPTION'),
  },
  DeclaredText: {
    articles: (
      declared: CountedText,
      args: PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const { entityId, role, text } = declared;
      return listConnection({ context, info }, parsePage(args), {
        read: ({ loaders }, page) =>
          loaders.articlesDeclaring(page).load(JSON.stringify({ entityId, role, text })),
        count: async (view) => {
          if (view === context) return declared.articleCount;
          const texts = await view.loaders.declaredTexts(role).load(entityId);
          return texts.find((other) => other.text === text)?.articleCount ?? 0;
        },
      });
    },
  },
};

const KEY_SHAPE: SortKey = [0, 0, ''];

/** The texts of one role. The text that the entity shows comes first; it is not always the most declared, as aliases count too. */
function textConnection(field: ConnectionField, args: PageArguments, entity: Entity, role: DeclaredRole) {
  const read = ({ loaders }: ReadView) => loaders.declaredTexts(role).load(entity.id);
  return listConnection(field, parsePage(args), {
    read: async (view, page) => {
      const [shownBy, declared] = await Promise.all([
        view === field.context ? entity : view.loaders.entity.load(entity.id),
        read(view),
      ]);
      const shown = role === 'NAME' ? shownBy?.name : shownBy?.description;
      const keyOf = ({ text, articleCount }: CountedText): SortKey => [
        text === shown ? 0 : 1,
        -articleCount,
        text,
      ];
      const texts = declared.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)));
      return paginateInMemory('declaredTexts', texts, page, KEY_SHAPE, keyOf);
    },
    count: async (view) => (await read(view)).length,
  });
}

import type { CountedText, DeclaredRole } from '../../domain/declared-texts.js';
import { compareKeys } from '../../domain/order.js';
import type { Entity } from '../../domain/records.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { RequestContext } from '../execution/context.js';
import { listConnection, type PageArguments, parsePage } from '../execution/relay-connection.js';

export const declaredTextResolvers = {
  Entity: {
    names: (entity: Entity, args: PageArguments, context: RequestContext) =>
      textConnection(entity.id, 'NAME', entity.name, args, context),
    descriptions: ({ id, description }: Entity, args: PageArguments, context: RequestContext) =>
      textConnection(id, 'DESCRIPTION', description, args, context),
  },
  DeclaredText: {
    articles: (declared: CountedText, args: PageArguments, { loaders }: RequestContext) => {
      const page = parsePage(args);
      const { entityId, role, text, articleCount } = declared;
      return listConnection(
        page,
        () => loaders.articlesDeclaring(page).load(JSON.stringify({ entityId, role, text })),
        async () => articleCount,
      );
    },
  },
};

const KEY_SHAPE: SortKey = [0, 0, ''];

/** The texts of one role. The text that the entity shows comes first; it is not always the most declared, as aliases count too. */
function textConnection(
  entityId: string,
  role: DeclaredRole,
  shown: string | null,
  args: PageArguments,
  { loaders }: RequestContext,
) {
  const page = parsePage(args);
  const keyOf = ({ text, articleCount }: CountedText): SortKey => [
    text === shown ? 0 : 1,
    -articleCount,
    text,
  ];
  const read = () => loaders.declaredTexts(role).load(entityId);
  return listConnection(
    page,
    async () => {
      const texts = (await read()).toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)));
      return paginateInMemory('declaredTexts', texts, page, KEY_SHAPE, keyOf);
    },
    async () => (await read()).length,
  );
}

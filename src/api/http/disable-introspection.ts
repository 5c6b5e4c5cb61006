import { NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Keeps the schema from those who do not have it: no introspection, and no names offered for one that was mistyped, as these would give the
 * schema away a guess at a time. `__typename` can be asked.
 */
export function disableIntrospection(): Plugin {
  return {
    onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
    onResultProcess: ({ result }) => {
      if (!('errors' in result)) return;
      // An error with a path is of a field that ran; it speaks of data.
      for (const error of result.errors ?? [])
        if (error.path === undefined) error.message = error.message.replace(/ ?Did you mean [^?]*\?/g, '');
    },
  };
}

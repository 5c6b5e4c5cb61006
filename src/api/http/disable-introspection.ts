import { NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Hides the schema: rejects introspection (but not `__typename`) and removes "Did you mean" suggestions, which would reveal the schema one
 * guess at a time.
 */
export function useDisableIntrospection(): Plugin {
  return {
    onValidate: ({ addValidationRule }) => addValidationRule(NoSchemaIntrospectionCustomRule),
    onResultProcess: ({ result }) => {
      if (!('errors' in result)) return;
      // An error with a path comes from a resolver: it is about data, not about the schema.
      for (const error of result.errors ?? [])
        if (error.path === undefined) error.message = error.message.replace(/ ?Did you mean [^?]*\?/g, '');
    },
  };
}

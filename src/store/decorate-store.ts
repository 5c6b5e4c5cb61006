import type { Reads } from './store.js';

export interface StoreDecoration<S> {
  /** Members to replace. */
  readonly overrides?: Partial<S>;
  /** Runs in place of each asynchronous method, on views too; `call` makes the real call. */
  readonly aroundCall?: (
    call: () => Promise<unknown>,
    method: string,
    args: readonly unknown[],
  ) => Promise<unknown>;
}

/** Methods that return another view of the store at once, not a promise. */
const VIEW_METHODS: readonly unknown[] = ['asOf', 'withSignal'];

/** The same store with some members replaced, or with code around each call of it and of its views. */
export function decorateStore<S extends Reads>(
  store: S,
  { overrides = {}, aroundCall }: StoreDecoration<S>,
): S {
  const decorate = <T extends object>(view: T, replaced: object): T =>
    new Proxy(view, {
      get: (target, name) => {
        if (Object.hasOwn(replaced, name)) return Reflect.get(replaced, name);
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || aroundCall === undefined) return member;
        if (VIEW_METHODS.includes(name))
          return (...args: unknown[]) => decorate(member.apply(target, args) as object, {});
        return (...args: unknown[]) => aroundCall(() => member.apply(target, args), String(name), args);
      },
    });
  return decorate(store, overrides);
}

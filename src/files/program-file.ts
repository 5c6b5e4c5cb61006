/** A file of the program, by its path from `dist/`. Works in the compiled modules and in the bundles, since both lie one folder below `dist/`. */
export const programFile = (path: string): URL => new URL(`../${path}`, import.meta.url);

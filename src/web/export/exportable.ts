import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { ClaimLineFragment } from '../api/generated.ts';

/** What a view lists, ready for export. */
export interface Exportable {
  readonly title: string;
  readonly claims: readonly ClaimLineFragment[];
  /** What the reader must know, such as that the view is cut. */
  readonly notes: readonly string[];
  /** The picture of the view; null for one of its list. */
  readonly draw: ((title: string, notes: readonly string[]) => string) | null;
}

export const ExportContext = createContext<{ current: Exportable | null }>({ current: null });

/** Offers what a view shows now for export. */
export function useExportable(exportable: Exportable): void {
  const holder = useContext(ExportContext);
  holder.current = exportable;
  useEffect(
    () => () => {
      holder.current = null;
    },
    [holder],
  );
}

import { StrongestClaimsDocument } from '../api/generated.ts';
import { ClaimList } from '../components/claim-list.tsx';
import { QueryStatus } from '../components/query-status.tsx';
import { useExportable } from '../export/exportable.ts';
import { scopeVariables } from '../state/route.ts';
import { cutNotes, MoreButton, usePages } from './pages.tsx';
import type { ViewProps } from './view-props.ts';

/** All claims in the scope, strongest first. */
export function ClaimsView({ route }: ViewProps) {
  const list = usePages(StrongestClaimsDocument, scopeVariables(route), ({ claims }) => claims);
  useExportable({ title: 'Claims', claims: list.items, notes: cutNotes(list), draw: null });
  return (
    <>
      <h1>
        Claims {list.totalCount !== null && <span class="count">{list.totalCount.toLocaleString('en')}</span>}
      </h1>
      <QueryStatus states={list.states} />
      <ClaimList claims={list.items} label="Claims, strongest first" />
      <MoreButton list={list} />
    </>
  );
}

import { useEffect, useId, useState } from 'preact/hooks';
import { SuggestDocument, type SuggestQuery } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { formatRoute, type Route, toView } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { capitalize, plural, toWords } from '../words.ts';

export type Edge = SuggestQuery['search']['edges'][number];

const TYPING_PAUSE_MS = 150;

interface SearchBoxProps {
  readonly label: string;
  readonly onlyEntities?: boolean;
  /** Where a suggestion leads; by default to the entity, article or claim itself. */
  readonly routeTo?: (edge: Edge, route: Route) => Route;
}

/** Search with suggestions: a combobox. Arrow keys choose, Enter opens, Escape closes. */
export function SearchBox({ label, onlyEntities = false, routeTo = routeOf }: SearchBoxProps) {
  const { route, go } = useNavigation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const listId = useId();
  const settled = useSettled(text.trim());
  const some = route.statuses.length > 0;
  const variables = { text: settled, statuses: route.statuses, asOf: route.asOf };
  const { data, error } = useQuery(SuggestDocument, some && settled !== '' ? variables : null);
  const found = data?.search.edges.filter(({ node }) => !onlyEntities || 'name' in node) ?? null;
  const edges = open && found !== null ? found : [];
  const openEdge = (edge: Edge | undefined) => {
    if (edge === undefined) return;
    setOpen(false);
    go(routeTo(edge, route));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && edges.length > 0) {
      event.preventDefault();
      setActive((active + step + edges.length) % edges.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      openEdge(edges[active]);
    } else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <search class="search">
      <input
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={edges.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={edges.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={some ? label : 'Choose statuses, then search'}
        maxLength={200}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      <Suggestions id={listId} edges={edges} active={active} route={route} choose={openEdge} />
      <span role="status" class="visually-hidden">
        {open && found !== null ? plural(found.length, 'suggestion') : ''}
      </span>
      {error !== null && open && <span class="error">{error.message}</span>}
      {open && found?.length === 0 && <span class="suggestions empty">Nothing found.</span>}
    </search>
  );
}

interface SuggestionsProps {
  readonly id: string;
  readonly edges: readonly Edge[];
  readonly active: number;
  readonly route: Route;
  readonly choose: (edge: Edge) => void;
}

const Suggestions = ({ id, edges, active, route, choose }: SuggestionsProps) => (
  <div id={id} role="listbox" aria-label="Suggestions" class={edges.length > 0 ? 'suggestions' : 'hidden'}>
    {edges.map((edge, index) => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
      // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the combobox
      <div
        key={formatRoute(routeOf(edge, route))}
        id={`${id}-${index}`}
        role="option"
        aria-selected={index === active}
        // Before the input loses the focus, which would close the list.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => choose(edge)}
      >
        <bdi>{titleOf(edge)}</bdi> <span class="note">{noteOf(edge)}</span>
      </div>
    ))}
  </div>
);

function titleOf({ node }: Edge): string {
  if ('name' in node) return node.name;
  return 'title' in node ? node.title : `“${node.quote}”`;
}

function noteOf({ node, field, highlights }: Edge): string {
  if ('quote' in node) return 'Quote';
  if ('title' in node) return 'Article';
  const other = field === 'ALIAS' || field === 'DESCRIPTION' ? highlights[0]?.text : undefined;
  return capitalize(toWords(node.kind)) + (other === undefined ? '' : ` · ${other}`);
}

function routeOf({ node }: Edge, route: Route): Route {
  if ('quote' in node) return { ...route, claim: node.claim.ref };
  return toView(route, 'title' in node ? 'article' : 'entity', node.ref);
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return value === '' ? '' : settled;
}

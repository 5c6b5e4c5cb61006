import { useEffect, useRef, useState } from 'preact/hooks';
import { apiKey } from './api/client.ts';
import { SessionContext } from './api/use-query.ts';
import { ExportMenu } from './components/export-menu.tsx';
import { KeyDialog } from './components/key-dialog.tsx';
import { Legend } from './components/legend.tsx';
import { Link } from './components/link.tsx';
import { SearchBox } from './components/search-box.tsx';
import { StatusBar } from './components/status-bar.tsx';
import { TimeBar } from './components/time-bar.tsx';
import { type Exportable, ExportContext } from './export/exportable.ts';
import { formatRoute, type Route, toView } from './state/route.ts';
import { NavigationContext, useAddressBar, useNavigation } from './state/use-route.ts';
import { ClaimPanel } from './views/claim-panel.tsx';
import { View } from './views/view.tsx';

export function App() {
  const navigation = useAddressBar();
  const [attempt, setAttempt] = useState(0);
  const exported = useRef<Exportable | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const useKey = (key: string) => {
    apiKey.set(key);
    setReason(null);
    setAttempt(attempt + 1);
  };
  return (
    <NavigationContext.Provider value={navigation}>
      <SessionContext.Provider value={{ attempt, requireKey: setReason }}>
        <ExportContext.Provider value={exported}>
          <Header />
          <Main route={navigation.route} />
        </ExportContext.Provider>
        {reason !== null && <KeyDialog reason={reason} submit={useKey} cancel={() => setReason(null)} />}
      </SessionContext.Provider>
    </NavigationContext.Provider>
  );
}

const PAGES: readonly (readonly [view: string, name: string])[] = [
  ['', 'Claims'],
  ['timeline', 'Timeline'],
  ['map', 'Map'],
  ['sources', 'Sources'],
  ['contradictions', 'Contradictions'],
];

function Header() {
  const { route } = useNavigation();
  useSearchKey();
  return (
    <header>
      <button type="button" class="skip" onClick={() => document.querySelector('main')?.focus()}>
        Skip to the content
      </button>
      <div class="row">
        <Link to={toView(route, '')} class="brand">
          ascribe
        </Link>
        <SearchBox label="Search entities, articles and quotes" />
        <nav aria-label="Pages">
          {PAGES.map(([view, name]) => (
            <Link
              key={view}
              to={toView(route, view)}
              current={route.view === view && route.args.length === 0}
            >
              {name}
            </Link>
          ))}
        </nav>
        {route.statuses.length > 0 && <ExportMenu />}
      </div>
      <StatusBar />
      <TimeBar />
    </header>
  );
}

/** The slash key leads to the search, from anywhere but a field. */
function useSearchKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isField = event.target instanceof Element && event.target.matches('input, select, textarea');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isField && !(event.target instanceof HTMLInputElement && event.target.type === 'checkbox')) return;
      event.preventDefault();
      document.querySelector<HTMLInputElement>('header [role=combobox]')?.focus();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Nothing is read before statuses are chosen: no view, no claim. */
function Main({ route }: { readonly route: Route }) {
  if (route.statuses.length === 0)
    return (
      <div class="content">
        <main tabIndex={-1}>
          <h1>Choose the statuses to show</h1>
          <p role="status">
            ascribe holds statements by sources, not facts. Nothing is loaded until you choose in the bar
            above which statuses to show.
          </p>
          <Legend />
        </main>
      </div>
    );
  const { claim, ...rest } = route;
  return (
    <div class={claim === null ? 'content' : 'content with-panel'}>
      <main tabIndex={-1}>
        {/* A view starts anew for each subject, so that nothing of another one stays. */}
        <View key={`${rest.view}/${rest.args.join('/')}`} route={route} />
        <footer>
          <details>
            <summary>What the lines mean</summary>
            <Legend />
          </details>
          <a href="/graphql">GraphiQL</a> <a href={formatRoute(route)}>Permalink</a>
        </footer>
      </main>
      {claim !== null && <ClaimPanel key={claim} claimRef={claim} />}
    </div>
  );
}

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { formatRoute, parseRoute, type Route } from './route.ts';

interface Navigation {
  readonly route: Route;
  /** Shows a route. `replace` leaves no step for the back button, as for a slider on the move. */
  readonly go: (route: Route, replace?: boolean) => void;
}

export const NavigationContext = createContext<Navigation>({ route: parseRoute(''), go: () => {} });

export const useNavigation = (): Navigation => useContext(NavigationContext);

/** The route of the address bar, which holds the whole state of the page. */
export function useAddressBar(): Navigation {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = () => setRoute(parseRoute(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const go = (next: Route, replace = false) => {
    const address = formatRoute(next);
    if (address === location.hash) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    setRoute(parseRoute(address));
  };
  return { route, go };
}

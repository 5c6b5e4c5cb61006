/** Whether a request's `Host` is a name of this service. */
export type HostCheck = (host: string | undefined) => boolean;

/**
 * A page can give its own name the address of the visitor's machine (DNS rebinding), and is then, for the browser, of one origin with a
 * service that listens there; only the `Host` tells. So a service on a loopback address goes by loopback names alone, and by those that it
 * is told; another one by those that it is told, and by any where it is told none: it cannot know what it is called.
 */
export function hostAllowlist(listenHost: string, allowedHosts: readonly string[]): HostCheck {
  if (!isLoopback(listenHost) && allowedHosts.length === 0) return () => true;
  const names = new Set([...allowedHosts, listenHost.toLowerCase(), `[${listenHost}]`]);
  return (host) => {
    const name = /^(\[[^\]]*\]|[^:]*)(:\d*)?$/.exec(host ?? '')?.[1]?.toLowerCase();
    return name !== undefined && (isLoopback(name) || names.has(name));
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

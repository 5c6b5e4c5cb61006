/** Printable characters without those that end or change the host of a URL. */
const HOST_CHARACTERS = /^[^\s\x7f-\uffff/?#@\\]*$/;

/** Whether the `Host` headers of a request are one valid host with an optional port. HTTP/1.0 requires none. */
export function isValidHost(hosts: readonly string[], httpVersion: string): boolean {
  const [host, ...more] = hosts;
  if (host === undefined) return httpVersion === '1.0';
  // An empty one is valid: the target of the request has no host.
  return more.length === 0 && HOST_CHARACTERS.test(host) && (host === '' || URL.canParse(`http://${host}/`));
}

/** Whether the service accepts this `Host` header. */
export type HostCheck = (host: string | undefined) => boolean;

/**
 * Protects against DNS rebinding: a web page points its own host name at the visitor's machine to become same-origin with the service there.
 * Accepts loopback names and `allowedHosts`. Accepts any host if the list is empty and the service listens on another address.
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

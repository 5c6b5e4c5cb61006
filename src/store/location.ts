/** Whether a location names the file of an embedded store, and no server. */
export function isFileLocation(location: string): boolean {
  return !/^[a-z0-9+]+:\/\//i.test(location);
}

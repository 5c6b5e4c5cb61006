/** Which state of the graph a read sees: the current one, or the one recorded at the timestamp given to `asOf`. */
export type Scope = 'now' | 'asOf';

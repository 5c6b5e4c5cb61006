import { connect } from 'node:net';
import fc from 'fast-check';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import {
  type ClaimChange,
  type ClaimStatus,
  type EffectiveStatus,
  statuses,
} from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import type { Row } from '#ascribe/store/sqlite/connection/connection.js';
import { idBytes } from '#ascribe/store/sqlite/schema/compact-ids.js';
import {
  CHANGE_COLUMNS,
  changeColumns,
  sealChange,
  toChange,
} from '#ascribe/store/sqlite/schema/row-mapping.js';
import { randomHistory, replayHistory } from '../export/random-history.js';
import { article, buildClaim } from '../store-contract/article-builder.js';
import { type EventStream, subscribe } from './event-stream.js';
import {
  DEFAULT_REQUEST_LIMITS,
  interceptCalls,
  rejectOnAbort,
  type Service,
  startService,
} from './service.js';

const CLAIM = buildClaim('any').id;
const EVENT = `cursor kind claimId at subject { id } object { id } from { status confidence } to { status confidence }
  cause { kind } claim { status confidence citations { totalCount } }`;
const changed = (args: string) => `subscription { claimChanged(${args}) { ${EVENT} } }`;

let service: Service;
let streams: EventStream[];
const open = async (args: string, headers: Record<string, string> = {}) => {
  const stream = await subscribe(service, changed(args), {}, headers);
  streams.push(stream);
  return stream;
};
const put = (slug: string, more: Parameters<typeof article>[1] = {}) =>
  service.store.write((writer) => writer.put([article(slug, more)]));
const retract = (slug: string) =>
  service.store.write((writer) =>
    writer.retract({ articleId: `article:${slug}`, reason: 'wrong', analyst: 'ada', includeDerived: false }),
  );
const next = async (stream: EventStream) => (await stream.next()).data.claimChanged;

beforeEach(async () => {
  streams = [];
  service = await startService({ keys: 'ada:key-of-ada', feed: { pollInterval: 50, maxSubscribers: 5 } });
});
afterEach(async () => {
  for (const stream of streams) stream.disconnect();
  await service.close();
});

describe('a dashboard', () => {
  it('gets an event when a claim enters, changes within and leaves its statuses', async () => {
    const stream = await open('statuses: [CONFIRMED, DISPUTED]');
    expect(stream.status).toBe(200);
    await put('one');
    await put('two');
    expect(await next(stream)).toMatchObject({
      kind: 'ENTERED',
      claimId: CLAIM,
      subject: { id: 'arland' },
      object: { id: 'river-front' },
      // It was REPORTED, which was not requested.
      from: null,
      to: { status: 'CONFIRMED', confidence: 88 },
      cause: { kind: 'IMPORT' },
      claim: { status: 'CONFIRMED', confidence: 88, citations: { totalCount: 2 } },
    });
    await put('three', { says: [{ citations: [{ stance: 'DENIES' }] }] });
    expect(await next(stream)).toMatchObject({
      kind: 'CHANGED',
      from: { status: 'CONFIRMED' },
      to: { status: 'DISPUTED' },
      claim: { status: 'DISPUTED', citations: { totalCount: 3 } },
    });
    await retract('three');
    expect(await next(stream)).toMatchObject({ kind: 'CHANGED', to: { status: 'CONFIRMED' } });
    await retract('two');
    expect(await next(stream)).toMatchObject({
      kind: 'LEFT',
      from: { status: 'CONFIRMED' },
      to: null,
      cause: null,
      claim: null,
    });
  });

  it('gets changes that another process wrote to the same store', async () => {
    const stream = await open('statuses: [REPORTED]');
    const another = await openStore(service.store.label.replace('sqlite ', ''));
    try {
      await another.write((writer) => writer.put([article('one')]));
      expect(await next(stream)).toMatchObject({ kind: 'ENTERED', claimId: CLAIM });
    } finally {
      await another.close();
    }
  });

  it('gets changes that the service itself writes at once', async () => {
    await service.close();
    service = await startService({
      keys: 'ada:key-of-ada',
      feed: { pollInterval: 3_600_000, maxSubscribers: 5 },
    });
    await put('one');
    const stream = await open('statuses: [CONFIRMED]');
    const { errors } = await service.ask(
      `mutation { assessClaim(input: { claimId: "${CLAIM}", status: CONFIRMED, rationale: "seen" }) { claim { status } } }`,
      {},
      { authorization: 'Bearer key-of-ada' },
    );
    expect(errors).toBeUndefined();
    expect(await next(stream)).toMatchObject({ kind: 'ENTERED', cause: { kind: 'ASSESSMENT' } });
  });

  it('gets only claims with its entities as subject or object', async () => {
    const stream = await open('statuses: [REPORTED], where: { entityIds: ["river-front"] }');
    const says = [{ predicate: 'ALLIED_WITH', objectId: 'borland' }, { predicate: 'ARMS' }] as const;
    const { entities } = article('any');
    await put('one', {
      entities: [...entities, { ...(entities[0] as object), id: 'borland' } as never],
      says,
    });
    expect(await next(stream)).toMatchObject({ object: { id: 'river-front' } });
    // Events come in the order of writing: the next one is of the next write, so none was in between.
    await retract('one');
    expect(await next(stream)).toMatchObject({ kind: 'LEFT', object: { id: 'river-front' } });
    expect(stream.unreadEvents()).toBe(0);
  });

  it('resumes after a disconnect without loss or duplicates', async () => {
    const seen: string[] = [];
    const first = await open('statuses: [CONFIRMED, REPORTED, RETRACTED], after: null');
    await put('one');
    const event = await next(first);
    seen.push(event.cursor);
    first.disconnect();
    for (let round = 0; round < 120; round++) {
      await retract('one');
      await service.store.write((writer) => writer.restore({ articleId: 'article:one', analyst: 'ada' }));
    }
    const second = await open(`statuses: [CONFIRMED, REPORTED, RETRACTED], after: "${event.cursor}"`);
    for (let at = 0; at < 100; at++) seen.push((await next(second)).cursor);
    second.disconnect();
    const third = await open(`statuses: [CONFIRMED, REPORTED, RETRACTED], after: "${seen.at(-1)}"`);
    for (let at = 0; at < 140; at++) seen.push((await next(third)).cursor);
    const { cursors } = await service.store.list('changes', { statuses }, { first: 1000, after: null });
    expect(seen).toEqual(cursors);
  });
});

describe('a subscription', () => {
  it('reveals no status that was not requested, for any writes and any statuses', async () => {
    let received = 0;
    await put('before');
    const shown = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            key === 'status' ? [String(inner)] : shown(inner),
          );
    const property = fc.asyncProperty(
      randomHistory,
      fc.subarray([...statuses], { minLength: 1, maxLength: 4 }),
      async (done, asked: ClaimStatus[]) => {
        const { changeCursor: before } = await service.store.writePosition();
        await replayHistory(service.store, done);
        const { items } = await service.store.list('changes', { statuses }, { first: 1000, after: before });
        const stream = await open(`statuses: [${asked}], after: "${before}"`);
        const isIn = (status: ClaimStatus | undefined) => status !== undefined && asked.includes(status);
        const expected = items
          .map(({ claimId, from, to }) => [claimId, isIn(from?.status), isIn(to?.status)] as const)
          .filter(([, was, is]) => was || is)
          .map(([claimId, was, is]) => [claimId, is ? (was ? 'CHANGED' : 'ENTERED') : 'LEFT']);
        const events = [];
        for (const _ of expected) events.push(await next(stream));
        expect(events.map(({ claimId, kind }) => [claimId, kind])).toEqual(expected);
        expect(shown(events).filter((status) => !asked.includes(status as ClaimStatus))).toEqual([]);
        received += events.length;
        stream.disconnect();
        await expect.poll(() => service.feed.subscriberCount).toBe(0);
      },
    );
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
    expect(received).toBeGreaterThan(5);
  });

  it('shows no claim with another status if an old log has two changes with one timestamp', async () => {
    await put('before', { says: [{ predicate: 'ARMS' }] });
    const { changeCursor: before } = await service.store.writePosition();
    await put('one', { says: [{ citations: [{}, { quote: 'no', stance: 'DENIES' }] }] });
    // An early version logged a transaction that set a claim to CONFIRMED and then DISPUTED with one timestamp: asOf shows the last.
    const db = new Database(service.store.label.replace('sqlite ', ''));
    const change = toChange(
      db.prepare('SELECT * FROM claim_change WHERE claim_id = ?').get([idBytes(CLAIM)]) as Row,
    );
    const first: ClaimChange = {
      ...change,
      from: null,
      to: { ...(change.to as EffectiveStatus), status: 'CONFIRMED' },
    };
    const columns = changeColumns(first);
    db.prepare(
      `INSERT INTO claim_change (${CHANGE_COLUMNS.join(', ')}, record)
       VALUES (${CHANGE_COLUMNS.map(() => '?').join(', ')}, ?)`,
    ).run([...CHANGE_COLUMNS.map((column) => columns[column]), sealChange(first)]);
    db.close();
    const stream = await open(`statuses: [CONFIRMED], after: "${before}"`);
    expect(await next(stream)).toMatchObject({ kind: 'ENTERED', to: { status: 'CONFIRMED' }, claim: null });
    const { changes } = await service.data(
      '{ changes(statuses: [CONFIRMED]) { edges { node { to { status } } claim { status } } } }',
    );
    expect(changes.edges).toEqual([{ node: { to: { status: 'CONFIRMED' } }, claim: null }]);
  });

  it('is rejected without a status, with a cursor of another list or store, and with a malformed id', async () => {
    const refused = async (args: string) => (await (await open(args)).next()).errors[0].extensions.code;
    expect(await refused('statuses: []')).toBe('STATUSES_REQUIRED');
    expect(await refused('statuses: [CONFIRMED], after: "x"')).toBe('BAD_CURSOR');
    expect(await refused('statuses: [CONFIRMED], where: { entityIds: ["claim:x"] }')).toBe('BAD_INPUT');
    await put('one');
    const { changeCursor } = await service.store.writePosition();
    await service.close();
    service = await startService({ feed: { pollInterval: 50, maxSubscribers: 5 } });
    expect(await refused(`statuses: [CONFIRMED], after: "${changeCursor}"`)).toBe('BAD_CURSOR');
    expect(service.feed.subscriberCount).toBe(0);
  });

  it('is rejected if too many are open, and accepted once one has closed', async () => {
    const refused = async (headers = {}) =>
      (await (await open('statuses: [CONFIRMED]', headers)).next()).errors[0];
    for (let at = 0; at < 3; at++) await open('statuses: [CONFIRMED]');
    expect((await refused()).message).toContain('3 subscriptions of this client are open');
    const ada = { 'x-api-key': 'key-of-ada' };
    for (let at = 0; at < 2; at++) await open('statuses: [CONFIRMED]', ada);
    expect(await refused(ada)).toMatchObject({
      message: expect.stringContaining('5 subscriptions are open'),
      extensions: { code: 'LIMIT_EXCEEDED' },
    });
    streams[0]?.disconnect();
    await expect.poll(() => service.feed.subscriberCount).toBe(4);
    const seventh = await open('statuses: [REPORTED]');
    await put('one');
    expect(await next(seventh)).toMatchObject({ kind: 'ENTERED' });
  });

  it('frees its slot if the client disconnects before the first event', async () => {
    await service.close();
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let answer = () => {};
    const isAnswered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    service = await startService({
      feed: { pollInterval: 3_600_000, maxSubscribers: 5 },
      wrap: (store) =>
        interceptCalls(store, async (name, call) => {
          if (name === 'writePosition') {
            asked();
            await isAnswered;
          }
          return call();
        }),
    });
    const leaving = new AbortController();
    const query = encodeURIComponent(changed('statuses: [CONFIRMED]'));
    const response = fetch(`${service.url}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream' },
      signal: leaving.signal,
    });
    await isAsked;
    expect(service.feed.subscriberCount).toBe(1);
    leaving.abort();
    await expect(response).rejects.toThrow();
    await expect.poll(() => service.feed.subscriberCount).toBe(0);
    answer();
    await service.data('{ policy { version } }');
    expect(service.feed.subscriberCount).toBe(0);
  });

  it('limits the cost, time and records of each event', async () => {
    await service.close();
    let slow = true;
    service = await startService({
      feed: { pollInterval: 50, maxSubscribers: 5 },
      limits: { ...DEFAULT_REQUEST_LIMITS, timeoutMs: 2000, records: 10 },
      wrap: (store) => ({
        ...store,
        withSignal: (signal) =>
          interceptCalls(store.withSignal(signal), (name, call) =>
            slow && name === 'get claims' ? rejectOnAbort(signal) : call(),
          ),
      }),
    });
    const refused = async (query: string) => {
      const stream = await subscribe(service, query);
      streams.push(stream);
      return (await stream.next()).errors[0].extensions.code;
    };
    const claims = 'claims(statuses: [CONFIRMED], first: 100) { nodes { id } }';
    const dear = `subject { ${claims} } claim { citations(first: 100) { nodes { claim { subject { ${claims} } } } } }`;
    expect(await refused(`subscription { claimChanged(statuses: [REPORTED]) { ${dear} } }`)).toBe(
      'QUERY_TOO_COSTLY',
    );
    const stream = await open('statuses: [REPORTED]');
    await put('one');
    expect((await stream.next()).errors[0].extensions.code).toBe('TIMEOUT');
    slow = false;
    await put('two', { says: [{ predicate: 'ARMS' }] });
    expect(await next(stream)).toMatchObject({ claim: { status: 'REPORTED' } });
    const citations = Array.from({ length: 12 }, (_, at) => ({ quote: `quote ${at}` }));
    await put('three', { says: [{ predicate: 'TRAINS', citations }] });
    const all = await subscribe(
      service,
      `subscription { claimChanged(statuses: [REPORTED], after: "${(await service.store.writePosition()).changeCursor}") {
         claim { citations { nodes { quote } } } } }`,
    );
    streams.push(all);
    await put('four', { says: [{ predicate: 'DIRECTS', citations }] });
    expect((await all.next()).errors[0].extensions.code).toBe('TOO_MANY_RECORDS');
    await put('five', { says: [{ predicate: 'SPONSORS' }] });
    expect((await all.next()).data.claimChanged.claim.citations.nodes).toHaveLength(1);
    expect(service.loggedErrors).toEqual([]);
  });

  it('continues after an event that was too large, even if it was cancelled while it waited for its turn', async () => {
    await service.close();
    service = await startService({
      feed: { pollInterval: 50, maxSubscribers: 5 },
      limits: { ...DEFAULT_REQUEST_LIMITS, responseSize: 450_000 },
    });
    const names = Array.from({ length: 100 }, (_, at) => `${'n'.repeat(100)}${at}: object { name }`);
    const stream = await subscribe(
      service,
      `subscription { claimChanged(statuses: [REPORTED]) { claim { citations { nodes { claim { ${names.join(' ')} } } } } } }`,
    );
    streams.push(stream);
    const citations = Array.from({ length: 12 }, (_, at) => ({ quote: `quote ${at}` }));
    await put('one', { says: [{ citations }] });
    expect((await stream.next()).errors[0].extensions.code).toBe('ANSWER_TOO_LARGE');
    await put('two', { says: [{ predicate: 'ARMS' }] });
    expect((await stream.next()).data.claimChanged.claim.citations.nodes).toHaveLength(1);
  });

  it('is kept alive by comments while there are no events', async () => {
    const stream = await open('statuses: [CONFIRMED]');
    await expect.poll(() => stream.commentCount()).toBeGreaterThan(1);
  });

  it('ends with an error if the store cannot be read, and the service continues', async () => {
    await service.close();
    let away = false;
    let read = 0;
    service = await startService({
      feed: { pollInterval: 50, maxSubscribers: 5 },
      wrap: (store) =>
        interceptCalls(store, async (name, call) => {
          if (name !== 'list changes') return call();
          if (away) throw new AscribeError('STORE_UNAVAILABLE', 'the store is away');
          const answer = await call();
          read += 1;
          return answer;
        }),
    });
    const stream = await open('statuses: [REPORTED]');
    await expect.poll(() => read).toBe(1);
    away = true;
    await put('one');
    expect((await stream.next()).errors[0].extensions.code).toBe('STORE_UNAVAILABLE');
    expect(await stream.next()).toBeNull();
    await stream.ended;
    await expect.poll(() => service.feed.subscriberCount).toBe(0);
    away = false;
    const again = await open('statuses: [CONFIRMED]');
    await put('two');
    expect(await next(again)).toMatchObject({ kind: 'ENTERED', to: { status: 'CONFIRMED' } });
  });

  it('can be opened by GET, as EventSource does', async () => {
    const query = encodeURIComponent(changed('statuses: [REPORTED]'));
    const end = new AbortController();
    const response = await fetch(`${service.url}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream' },
      signal: end.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    end.abort();
    await expect.poll(() => service.feed.subscriberCount).toBe(0);
  });

  it('holds few changes for a consumer that does not read, and delivers all once it reads', async () => {
    await service.close();
    let reads = 0;
    service = await startService({
      feed: { pollInterval: 50, maxSubscribers: 5 },
      wrap: (store) =>
        interceptCalls(store, (name, call) => {
          if (name === 'list changes') reads++;
          return call();
        }),
    });
    // Each event has 40,000 characters, so that no buffer on the way can hold all events.
    const quotes = Array.from({ length: 20 }, (_, at) => `q${at}: citations { nodes { quote } }`).join(' ');
    const query = `subscription { claimChanged(statuses: [REPORTED]) { claim { ${quotes} } } }`;
    const body = JSON.stringify({ query });
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n`;
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
    await expect.poll(() => service.feed.subscriberCount).toBe(1);
    const count = 1500;
    await put('one', { says: Array.from({ length: count }, (_, at) => figure(at)) });
    // The feed has come to rest: it reads nothing more while the consumer reads nothing.
    let lastReads = -1;
    const isAtRest = () => {
      const unchanged = reads > 0 && reads === lastReads;
      lastReads = reads;
      return unchanged;
    };
    await expect.poll(isAtRest, { interval: 500 }).toBe(true);
    expect(reads).toBeLessThan(10);
    let events = 0;
    socket.on('data', (chunk: Buffer) => {
      events += chunk.toString('latin1').split('event: next').length - 1;
    });
    await expect.poll(() => events).toBeGreaterThan(count - 10);
    socket.destroy();
    await expect.poll(() => service.feed.subscriberCount).toBe(0);
  });
});

const figure = (min: number) =>
  ({
    predicate: 'KILLED',
    value: { type: 'COUNT', min, max: null },
    objectId: null,
    citations: [{ quote: 'x'.repeat(2000) }],
  }) as const;

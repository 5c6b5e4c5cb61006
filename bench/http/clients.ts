import { Agent, request } from 'node:http';

/** Load on one service: clients that each send a request, read the answer, and send the next. */
export interface Job {
  readonly url: string;
  readonly bodies: readonly string[];
  readonly clients: number;
  readonly seconds: number;
}

export interface Load {
  /** Answers without errors. */
  readonly answered: number;
  /** Other answers, such as refusals; the first one is `failure`. */
  readonly failed: number;
  readonly failure?: string;
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** From sending a request to the end of its answer, in ms; of answers without errors. */
  readonly times: readonly number[];
}

/** A process of its own, which runs one job after another for its parent. */
process.on('message', async (job: Job) => process.send?.(await run(job)));

async function run({ url, bodies, clients, seconds }: Job): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let [sent, failed] = [0, 0];
  let failure: string | undefined;
  const begin = performance.now();
  const client = async () => {
    while (performance.now() - begin < seconds * 1000) {
      const sentAt = performance.now();
      const { status, text } = await post(url, agent, bodies[sent++ % bodies.length] as string);
      if (status === 200 && !text.includes('"errors":[')) times.push(performance.now() - sentAt);
      else {
        failed += 1;
        failure ??= `${status} ${text.slice(0, 300)}`;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const took = (performance.now() - begin) / 1000;
  agent.destroy();
  return { answered: times.length, failed, ...(failure !== undefined && { failure }), seconds: took, times };
}

function post(url: string, agent: Agent, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

import { createServer, type Socket } from 'node:net';

/** Starts a server that speaks just enough Bolt 4.4 to report its version as Neo4j 4.4.9. */
export async function startFakeNeo4j4(): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    // The handshake comes first. After it, an empty chunk ends each message.
    socket.once('data', () => {
      socket.write(Buffer.from([0, 0, 4, 4]));
      socket.on('data', (bytes) => {
        if (bytes.subarray(-2).equals(Buffer.alloc(2))) socket.write(SUCCESS);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** `SUCCESS {server: "Neo4j/4.4.9", connection_id: "bolt-1"}`, in one chunk. */
const SUCCESS = (() => {
  const word = (text: string) => Buffer.from([0x80 + text.length, ...Buffer.from(text)]);
  const words = ['server', 'Neo4j/4.4.9', 'connection_id', 'bolt-1'].map(word);
  const message = Buffer.concat([Buffer.from([0xb1, 0x70, 0xa2]), ...words]);
  return Buffer.concat([Buffer.from([0, message.length]), message, Buffer.alloc(2)]);
})();

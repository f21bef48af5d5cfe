import { createServer } from "node:http";
import next from "next";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { rendererOrderSchema, type RendererReport } from "@/server/pages/rendering/orders";
import { env, publishEnv } from "@/server/process/env";
import { log } from "@/server/process/log";
import { projectRoot } from "@/server/process/root";

/**
 * The process that renders pages, beside the server that starts it (server/pages/rendering/renderer.ts): rendering is
 * work of the processor, and in the server's own process sockets and API would wait for it. It listens on a socket that
 * only its server can open, gets requests that the server has checked, and ends with it.
 */

/** Few pages are rendered at once, and each asks for a few things at once. */
const CONNECTIONS = 6;
/** The server adds headers to those that it was sent. */
const HEADER_BYTES = 64 * 1024;

/** A Ctrl+C and a stopped service signal all processes of a group: this one ends when its server says so, or is gone. */
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => undefined);
}
process.on("disconnect", () => process.exit(0));
process.on("uncaughtException", (error) => {
  log().fatal({ err: error }, "a mistake of ours ends the process that renders pages");
  process.exit(1);
});

publishEnv();
const app = next({
  dev: false,
  dir: projectRoot(),
  hostname: env().host,
  port: env().port,
  quiet: true,
});
const render = app.getRequestHandler();
const prepared = app.prepare();
const server = createServer(
  // The server closes connections: it must not send a request on one that this side is about to close.
  { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, maxHeaderSize: HEADER_BYTES },
  (request, response) => {
    render(request, response).catch((error: unknown) => {
      log().error({ err: error, requestId: request.headers["x-request-id"] }, "a page could not be rendered");
      response.destroy();
    });
  },
);

process.on("message", (message) => {
  const order = rendererOrderSchema.parse(message);
  if (order.kind === "ping") {
    const { user, system } = process.cpuUsage();
    report({
      kind: "pong",
      memoryBytes: process.memoryUsage.rss(),
      cpuSeconds: (user + system) / 1_000_000,
    });
  } else if (order.kind === "begin") {
    void begin(order);
  } else {
    void stop();
  }
});

async function begin({
  databaseUrl,
  socketPath,
}: {
  databaseUrl: string;
  socketPath: string;
}): Promise<void> {
  connectDatabase(databaseUrl, CONNECTIONS);
  await prepared;
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  report({ kind: "ready" });
}

async function stop(): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await app.close();
  await closeDatabase().catch(() => undefined);
  process.exit(0);
}

function report(message: RendererReport): void {
  process.send?.(message);
}

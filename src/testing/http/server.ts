import { createHttpServer, type HttpServer } from "@/server/http/http";
import type { MountedRoute } from "@/server/http/mounted-routes";
import type { Env } from "@/server/process/env";

/** An HTTP server on a free port, and the port. */
export type StartedHttp = [HttpServer, number];

/** Starts an HTTP server that serves nothing yet; drain it afterwards. */
export async function startHttp(settings: Env): Promise<StartedHttp> {
  const http = createHttpServer({ ...settings, port: 0 }, false);
  await http.listen();
  const address = http.server.address();
  return [http, typeof address === "object" && address ? address.port : 0];
}

/** The same with pages that answer the headers they were asked with, a route that fails, and `routes`. */
export async function startEchoingHttp(
  settings: Env,
  routes: readonly MountedRoute[] = [],
): Promise<StartedHttp> {
  const started = await startHttp(settings);
  const failing: MountedRoute = {
    method: "GET",
    pattern: "/api/broken",
    handler: async () => {
      throw new Error("a secret detail");
    },
  };
  await started[0].serve(
    async (request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ ...request.headers, page: true }));
      return true;
    },
    [...routes, failing],
  );
  return started;
}

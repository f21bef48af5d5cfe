import { attachRealtime } from "@/realtime/attach";
import type { Env } from "@/server/process/env";
import { createHttpServer } from "@/server/http/http";
import { sendProblem } from "@/server/http/answers/answers";
import type { MountedRoute } from "@/server/http/mounted-routes";

/** A server that answers the API and sockets, and has no pages. */
export interface Desk {
  /** Such as `http://127.0.0.1:40123`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts what server.ts starts, except Next's pages: the same HTTP server, the same handlers, the same realtime side.
 * The pool has to be connected. `settings.port` 0 takes a free port.
 */
export async function startDesk(
  settings: Env,
  databaseUrl: string,
  routes: readonly MountedRoute[],
): Promise<Desk> {
  const http = createHttpServer(settings, false);
  await http.listen();
  const realtime = await attachRealtime(http.server, databaseUrl);
  await http.serve(async (_request, response) => {
    await sendProblem(response, "not_found");
    return true;
  }, routes);
  const address = http.server.address();
  const port = typeof address === "object" && address ? address.port : settings.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await realtime.close();
      await http.drain(0);
    },
  };
}

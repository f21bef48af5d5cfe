import { closeDatabase, connectDatabase } from "@/server/database/database";
import { startBuiltServer, TEST_SECRET } from "../processes/built-server";
import { createTestDatabase } from "../database";
import { startServers } from "../processes/server";

/** A server process to attack. */
export interface HostileDesk {
  url: string;
  /** Whether it has pages, not only the API and sockets. */
  hasPages: boolean;
  secret: string;
  stop(): Promise<void>;
}

/** Attackers come from many addresses, as one proxy in front tells: otherwise one limit would be all that is tried. */
const ENVIRONMENT = { TRUST_PROXY: "1", LOG_LEVEL: process.env["SERVER_LOG_LEVEL"] ?? "fatal" };

/** Starts the API and the sockets from the sources, or, when asked for and built, the product as it is shipped. */
export async function startHostileDesk(isBuilt: boolean): Promise<HostileDesk> {
  if (isBuilt) {
    const server = await startBuiltServer(ENVIRONMENT);
    return { url: server.url, hasPages: true, secret: TEST_SECRET, stop: server.stop };
  }
  const database = await createTestDatabase();
  connectDatabase(database.url);
  const servers = await startServers(database.url, 1, { ...ENVIRONMENT, TEST_BACKGROUND: "1" });
  return {
    url: servers.processes[0]?.url ?? "",
    hasPages: false,
    secret: TEST_SECRET,
    stop: async () => {
      await servers.stop();
      await closeDatabase();
      await database.drop();
    },
  };
}

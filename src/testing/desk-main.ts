import { setTimeout as sleep } from "node:timers/promises";
import { mountedRoutes } from "@/app/mounted-routes";
import { connectDatabase } from "@/server/database";
import { env, makeDataDir, publishEnv } from "@/server/env";
import { startDesk } from "./desk";

// The program of a server process in tests: what server-process.ts bundles and starts.
const settings = env();
if (settings.databaseUrl === null) {
  throw new Error("DATABASE_URL is needed");
}
// Whatever becomes of the test, its servers end with it.
process.once("disconnect", () => process.exit(0));
makeDataDir(settings.dataDir);
publishEnv();
const pool = connectDatabase(settings.databaseUrl);
// Whoever starts servers would start one again that found no database; this one waits for it instead.
while (!(await pool.query("SELECT 1").catch(() => null))) {
  await sleep(100);
}
await startDesk(settings, settings.databaseUrl, mountedRoutes);
process.send?.("ready");

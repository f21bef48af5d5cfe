import { setTimeout as sleep } from "node:timers/promises";
import { backgroundJobs } from "@/app/background-jobs";
import { mountedRoutes } from "@/app/mounted-routes";
import { watchForProblems } from "@/features/notices/server/problems/react";
import { connectDatabase } from "@/server/database/database";
import { env, makeDataDir, publishEnv } from "@/server/process/env";
import { startBackground } from "@/server/jobs/jobs";
import { startDesk } from "./desk";

// The program of a server process in tests: what processes/server.ts bundles and starts.
const settings = env();
if (settings.databaseUrl === null) {
  throw new Error("DATABASE_URL is needed");
}
// Whatever becomes of the test, its servers end with it.
process.once("disconnect", () => process.exit(0));
makeDataDir(settings.dataDir);
publishEnv();
const pool = connectDatabase(settings.databaseUrl);
// A process manager would restart a server that found no database; this one waits for it instead.
while (!(await pool.query("SELECT 1").catch(() => null))) {
  await sleep(100);
}
await startDesk(settings, settings.databaseUrl, mountedRoutes);
// Only on request: most tests want no events of the background among their own.
if (process.env["TEST_BACKGROUND"] === "1") {
  startBackground(backgroundJobs);
  watchForProblems({ lagMilliseconds: () => 0 });
}
process.send?.("ready");

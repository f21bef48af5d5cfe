import { backgroundJobs } from "@/app/background-jobs";
import { mountedRoutes, prepareRoutes } from "@/app/mounted-routes";
import { watchForProblems } from "@/features/notices/server/problems/react";
import { prepareDesk } from "@/features/users/server/write-prepare";
import { attachRealtime } from "@/realtime/attach";
import { announceReady } from "@/server/process/announce-ready";
import { startBus } from "@/server/bus/start";
import { connectDatabase, closeDatabase } from "@/server/database/database";
import { checkDatabase } from "@/server/database/check";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { env, makeDataDir, publishEnv, type Env } from "@/server/process/env";
import { registerDatabaseReadiness, registerReadiness } from "@/server/http/answers/health";
import { createHttpServer } from "@/server/http/http";
import { relayBackground, startBackground } from "@/server/jobs/jobs";
import { log } from "@/server/process/log";
import { migrate } from "@/server/migrations/migrate";
import { launchPages, noPages } from "@/server/pages/pages";
import { prepareShutdown, type Shutdown } from "@/server/process/shutdown";
import { explainFailure } from "@/server/process/start-error";
import { untilDatabaseAnswers } from "@/server/database/start-retry";
import { partsOf } from "@/server/variables/process-role";
import { warnOfSettings } from "@/server/process/start-warnings";
import { printBanner } from "@/server/process/start-banner";
import { startDemo } from "./prisma/seed/start";

/** A process whose reader is further behind is not ready. */
const LOG_LAG_MILLISECONDS = 10_000;
const isDevelopment = process.env.NODE_ENV !== "production";

/** Starts everything in order; each part registers its stop function, and they are called in the opposite order. */
async function start(settings: Env, shutdown: Shutdown): Promise<void> {
  warnOfSettings(settings);
  makeDataDir(settings.dataDir);
  publishEnv();

  const http = createHttpServer(settings, isDevelopment);
  await http.listen();
  shutdown.add("port", () => http.drain(0));
  const { isWeb, hasSockets, runsJobs } = partsOf(settings.roles);
  const pages = isWeb ? launchPages(settings, http.pageUpgrades, isDevelopment) : noPages;

  const databaseUrl = await openDatabase(settings, shutdown);
  const pool = connectDatabase(databaseUrl);
  shutdown.add("connections", closeDatabase);
  shutdown.add("pages", pages.close);
  registerDatabaseReadiness(pool);

  shutdown.add("line to other processes", startBus());

  const demoPeople = await untilDatabaseAnswers(startDemo);
  const firstRunUrl = await untilDatabaseAnswers(prepareDesk);

  const background = runsJobs ? startBackground(backgroundJobs) : relayBackground(backgroundJobs);
  shutdown.add("background work", background.stop);

  const [answerPages] = await Promise.all([pages.begin(databaseUrl), isWeb && prepareRoutes()]);

  shutdown.add("requests", () => http.drain(isDevelopment ? 0 : settings.shutdownGraceMilliseconds));
  const realtime = await attachRealtime(hasSockets ? http.server : null, databaseUrl);
  shutdown.add("sockets", realtime.close);
  shutdown.add("notices to admins", watchForProblems(realtime).stop);
  const lag = realtime.lagMilliseconds;
  registerReadiness("log", () => ({ ok: lag() < LOG_LAG_MILLISECONDS, value: lag() }));

  shutdown.add("new requests", http.stopAccepting);
  await http.serve(answerPages, isWeb ? mountedRoutes : []);
  printBanner({ env: settings, isDevelopment, demoPeople, firstRunUrl });
  log().info({ port: settings.port, host: settings.host }, "ready");
  announceReady(settings.instances);
}

async function openDatabase(settings: Env, shutdown: Shutdown): Promise<string> {
  let url = settings.databaseUrl;
  if (url === null) {
    const embedded = await startEmbeddedDatabase({ dataDir: settings.dataDir });
    shutdown.add("embedded database", embedded.stop);
    url = embedded.url;
  }
  await untilDatabaseAnswers(() => checkDatabase(url));
  const applied = await untilDatabaseAnswers(() => migrate(url));
  if (applied.length > 0) {
    log().info({ migrations: applied }, "the database was brought up to date");
  }
  return url;
}

try {
  const settings = env();
  const shutdown = prepareShutdown(settings.shutdownGraceMilliseconds);
  await start(settings, shutdown).catch(async (error: unknown) => {
    if (!shutdown.isStopping()) {
      await shutdown.stopEverything();
      throw error;
    }
  });
} catch (error) {
  process.stderr.write(explainFailure(error));
  process.exit(1);
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { env } from "@/server/process/env";
import { projectRoot } from "@/server/process/root";
import { explainFailure } from "@/server/process/start-error";

try {
  const settings = env();
  // Held here too, so that the database stays up while the server restarts at every change.
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedDatabase({ dataDir: settings.dataDir }) : null;
  const tsx = join(projectRoot(), "node_modules", "tsx", "dist", "cli.mjs");
  const child = spawn(process.execPath, [tsx, "watch", "--clear-screen=false", "server.ts"], {
    cwd: projectRoot(),
    // Detached from the terminal: otherwise Ctrl+C would reach the watcher twice, and it takes the second one for "at once".
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
    env: { ...process.env, NODE_ENV: "development" },
  });
  let isAsked = false;
  const stop = (): void => {
    if (!isAsked) {
      isAsked = true;
      child.kill("SIGTERM");
    }
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  child.once("exit", (code, signal) => {
    void (embedded?.stop() ?? Promise.resolve()).finally(() => process.exit(signal ? 0 : (code ?? 0)));
  });
} catch (error) {
  process.stderr.write(explainFailure(error));
  process.exit(1);
}

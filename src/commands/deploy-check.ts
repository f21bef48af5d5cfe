import { relative } from "node:path";
import { createServer } from "node:net";
import { checkDatabase } from "@/server/database/check";
import { env, type Env } from "@/server/process/env";
import { findHolder, portTaken } from "@/server/http/port-holder";
import { projectRoot } from "@/server/process/root";
import { explainFailure, StartError } from "@/server/process/start-error";

// Looks at what a release needs before it takes over: settings, database, ports. The ids of the processes that it will
// replace come as arguments: they may hold the ports. Ends with one line for deploy.sh: host, port,
// instances, and the address that people use.
try {
  const settings = env();
  checkDataDir(settings);
  if (settings.databaseUrl !== null) {
    await checkDatabase(settings.databaseUrl);
  }
  const replaced = process.argv.slice(2).map(Number);
  for (let port = settings.port; port < settings.port + settings.instances; port += 1) {
    await checkPort(settings.host, port, replaced);
  }
  process.stdout.write(
    `${callable(settings.host)} ${settings.port} ${settings.instances} ${settings.publicUrl}\n`,
  );
} catch (error) {
  process.stderr.write(
    explainFailure(error).replace("Helpejo did not start", "This release cannot be deployed"),
  );
  process.exitCode = 1;
}

/** Releases are thrown away; what people wrote must not lie in one. */
function checkDataDir({ dataDir }: Env): void {
  if (!relative(projectRoot(), dataDir).startsWith("..")) {
    throw new StartError(
      `DATA_DIR lies inside the release (${dataDir}) and would go with it. Set it to a folder outside, for example DATA_DIR=/var/lib/helpejo`,
    );
  }
}

async function checkPort(host: string, port: number, replaced: readonly number[]): Promise<void> {
  if (await isFree(host, port)) {
    return;
  }
  const holder = findHolder(port);
  if (holder === null || !replaced.includes(holder.pid)) {
    throw portTaken(host, port);
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}

/** Where a process that listens on `host` can be asked from this machine. */
function callable(host: string): string {
  const bare = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return bare.includes(":") ? `[${bare}]` : bare;
}

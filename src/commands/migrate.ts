import { checkDatabase } from "@/server/database/check";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { env } from "@/server/process/env";
import { migrate } from "@/server/migrations/migrate";
import { explainFailure } from "@/server/process/start-error";

try {
  const settings = env();
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedDatabase({ dataDir: settings.dataDir }) : null;
  try {
    const url = settings.databaseUrl ?? embedded?.url ?? "";
    await checkDatabase(url);
    const applied = await migrate(url);
    process.stdout.write(
      applied.length === 0 ? "The database is up to date.\n" : `Applied: ${applied.join(", ")}\n`,
    );
  } finally {
    await embedded?.stop();
  }
} catch (error) {
  process.stderr.write(
    explainFailure(error).replace("Helpejo did not start", "The database was not brought up to date"),
  );
  process.exitCode = 1;
}

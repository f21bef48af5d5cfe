import { checkDatabase } from "@/server/database/check";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";
import { migrate } from "@/server/migrations/migrate";
import { env } from "@/server/process/env";

/**
 * Runs `work` with the database of the settings, brought up to date; the embedded one is started for it, or shared with
 * the Helpejo that runs. `work` gets the migrations that were applied.
 */
export async function withDatabase<T>(work: (applied: readonly string[]) => Promise<T>): Promise<T> {
  const settings = env();
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedDatabase({ dataDir: settings.dataDir }) : null;
  try {
    const url = settings.databaseUrl ?? embedded?.url ?? "";
    await checkDatabase(url);
    const applied = await migrate(url);
    connectDatabase(url, 2);
    return await work(applied).finally(closeDatabase);
  } finally {
    await embedded?.stop();
  }
}

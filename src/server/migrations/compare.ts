import { NO_FILTER, openEngine, toMigrationList } from "./engine";
import { migrationsFolder, readMigrations, readSchema } from "./files";

/**
 * The SQL that is missing between the migrations and the Prisma schema, or null when they agree.
 * Works in a shadow database beside the one at `databaseUrl`, which stays as it is.
 */
export async function missingMigration(
  databaseUrl: string,
  folder = migrationsFolder(),
): Promise<string | null> {
  const schema = readSchema();
  const { engine, close } = await openEngine(databaseUrl, schema);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...toMigrationList(folder, readMigrations(folder)) },
      to: { tag: "schemaDatamodel", files: schema.map(([path, content]) => ({ path, content })) },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    const script = (stdout ?? "").trim();
    return script === "" || script === "-- This is an empty migration." ? null : script;
  } finally {
    await close();
  }
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "@/server/process/root";

/** A migration as it lies on disk. */
export interface MigrationFile {
  /** The name of its folder, which begins with its time. */
  name: string;
  sql: string;
}

/** The folder of this release's migrations. */
export function migrationsFolder(): string {
  return join(projectRoot(), "prisma", "migrations");
}

/** Reads every migration under `folder`, oldest first. */
export function readMigrations(folder: string): MigrationFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => ({
      name: entry.name,
      sql: readFileSync(join(folder, entry.name, "migration.sql"), "utf8"),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text that says which kind of database the migrations are for, or null. */
export function readMigrationLock(folder: string): string | null {
  const file = join(folder, "migration_lock.toml");
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** Reads the Prisma schema, one file a noun, as pairs of path and content. */
export function readSchema(): [string, string][] {
  const folder = join(projectRoot(), "prisma", "schema");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")]);
}

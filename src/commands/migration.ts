import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missingMigration } from "@/server/migrations/compare";
import { migrationsFolder } from "@/server/migrations/files";
import { explainFailure } from "@/server/process/start-error";
import { startTemporaryDatabase } from "@/server/database/temporary-database";

const name = process.argv[2] ?? "";
try {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    process.stderr.write("Name the migration in lower case: npm run migration -- add_ticket_colour\n");
    process.exitCode = 1;
  } else {
    await writeMigration();
  }
} catch (error) {
  process.stderr.write(explainFailure(error).replace("Helpejo did not start", "No migration was written"));
  process.exitCode = 1;
}

async function writeMigration(): Promise<void> {
  const database = await startTemporaryDatabase();
  try {
    const script = await missingMigration(database.url);
    if (script === null) {
      process.stdout.write("The migrations already say what the schema says.\n");
      return;
    }
    const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = join(migrationsFolder(), `${time}_${name}`);
    mkdirSync(target);
    writeFileSync(join(target, "migration.sql"), `${script}\n`);
    process.stdout.write(`Wrote ${join(target, "migration.sql")}. Read it before you commit it.\n`);
  } finally {
    await database.stop();
  }
}

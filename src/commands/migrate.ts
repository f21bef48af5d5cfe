import { explainFailure } from "@/server/process/start-error";
import { withDatabase } from "./console/with-database";

try {
  await withDatabase(async (applied) => {
    process.stdout.write(
      applied.length === 0 ? "The database is up to date.\n" : `Applied: ${applied.join(", ")}\n`,
    );
  });
} catch (error) {
  process.stderr.write(
    explainFailure(error).replace("Helpejo did not start", "The database was not brought up to date"),
  );
  process.exitCode = 1;
}

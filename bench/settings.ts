import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Read before anything reads the environment: the product is measured, not the developer's settings.
process.env["NEXTAUTH_SECRET"] = "only-for-tests-and-no-secret-at-all";
process.env["DATA_DIR"] = mkdtempSync(join(tmpdir(), "helpejo-bench-"));
process.env["DEMO"] = "0";
// A few people do what an organisation does.
process.env["WRITES_PER_SECOND"] = "0";

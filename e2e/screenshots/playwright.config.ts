import { defineConfig } from "@playwright/test";
import journeys from "../../playwright.config";

/** `npm run screenshots`: the browser and its settings are those of the journeys; `npm test` does not come here. */
export default defineConfig({
  ...journeys,
  projects: [{ name: "pictures" }],
  testDir: ".",
  testMatch: "*.shots.ts",
  outputDir: "../../test-results",
  timeout: 240_000,
  // What fails once fails at every size.
  maxFailures: 1,
});

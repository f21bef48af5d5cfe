import { defineConfig } from "@playwright/test";
import { findChromium } from "./src/testing/processes/chromium";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Each has a built product and a database of its own: what one does to its server disturbs no other's journey.
  workers: Number(process.env["E2E_WORKERS"] ?? 2),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // The durations are written to PLAYWRIGHT_JSON_OUTPUT_FILE, if it is set (`npm test`).
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"]
    ? [["list"], ["json", { outputFile: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] }]]
    : [["list"]],
  use: {
    browserName: "chromium",
    // Without its pictures a trace costs little, and still holds the page at every step.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: findChromium(),
      // As root Chromium has no sandbox; the rest keeps it from looking for hosts that an intranet does not reach.
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
});

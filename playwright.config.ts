import { defineConfig } from "@playwright/test";
import { findChromium } from "./src/testing/processes/chromium";

/** Journeys with an identity provider beside the help desk: their servers start with it, once, after all others are through. */
const WITH_PROVIDER = ["**/sign-in/provider.spec.ts", "**/sign-in/show-again.spec.ts"];

export default defineConfig<object, { hasProvider: boolean }>({
  testDir: "e2e",
  projects: [
    { name: "journeys", testIgnore: WITH_PROVIDER },
    { name: "provider", testMatch: WITH_PROVIDER, use: { hasProvider: true } },
  ],
  outputDir: "test-results",
  // Each has a built product and a database of its own: what one does to its server disturbs no other's journey.
  workers: Number(process.env["E2E_WORKERS"] ?? 2),
  // On a busy machine things happen in another order, now and then in one that a journey does not wait for: it has a second try,
  // and the report lists it as flaky.
  retries: 1,
  // For what hangs: a machine of two slow cores takes up to three times as long as a quick one.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  // The durations are written to PLAYWRIGHT_JSON_OUTPUT_FILE, if it is set (`npm test`).
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"]
    ? [["list"], ["json", { outputFile: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] }]]
    : [["list"]],
  use: {
    browserName: "chromium",
    // A journey that fails leaves its page in words (error-context.md). A trace, with the page at every step, costs a third of the
    // test runner's time: E2E_TRACE=1 makes it.
    trace: process.env["E2E_TRACE"] ? { mode: "retain-on-failure", screenshots: false } : "off",
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

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = { "@": join(root, "src") };

/** Test files below the folders that hold tests, as paths from here. */
const tests = ["src", "prisma"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => join(folder, path)),
);

/** What an integration test imports: a database, or a program of the machine. */
const MACHINE =
  /\/testing\/(database|accounts|uploads|desk\/setup|providers\/setup|sockets\/client|chaos\/run|hostile\/desk|people-imports\/desk|processes\/(server|postgres|redis|proxies|two-servers|directory))"|src\/server\/database\/database"|embedded-database|setUpDatabase/;

/** A test that uses a database or a program of the machine is an integration test: the others are quick and need nothing. */
const needsMachine = (path: string): boolean =>
  MACHINE.test(
    readFileSync(join(root, path), "utf8").replace(
      /"(\.\.?\/[^"]*)"/g,
      (_, to: string) => `"/${join(dirname(path), to)}"`,
    ),
  );

/** Files follow each other in one process: importing the product anew for each took half of the processor's time. */
const shared = {
  isolate: false,
  testTimeout: 90_000,
  hookTimeout: 120_000,
  setupFiles: ["src/testing/settings.ts"],
};

/** The files that take longest begin first, or one of them runs on alone in the end. Of others the last run tells, or their size. */
const LONGEST = [
  "src/testing/chaos/chaos.test.ts",
  "src/testing/hostile/hostile.test.ts",
  "src/testing/authorisation/matrix.test.ts",
  "src/realtime/presence/several-processes.test.ts",
  "src/server/embedded-database/roles.test.ts",
  "src/features/people-imports/server/job-import.test.ts",
  "src/realtime/connection/connections.test.ts",
  "src/realtime/handshake/unauthenticated.test.ts",
  "src/testing/contract/paging.test.ts",
  "src/features/notifications/server/react-cluster.test.ts",
  "src/testing/hardening/equal-answers.test.ts",
  "src/commands/check-socket.test.ts",
  "src/app/api/any-query.test.ts",
  "src/app/api/token/token.test.ts",
  "src/realtime/fanout/announcement-events.test.ts",
  "src/testing/plans/bounded.test.ts",
  "src/testing/plans/plans.test.ts",
  "src/server/embedded-database/embedded-database.test.ts",
  "src/app/api/auth/directory.test.ts",
];
const unknown = LONGEST.filter((path) => !tests.includes(path));
if (unknown.length > 0) {
  throw new Error(`vitest.config.ts names tests that are not there: ${unknown.join(", ")}`);
}

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.includes(relative(root, moduleId));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: ["default"],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: tests.filter((path) => !needsMachine(path)),
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: tests.filter(needsMachine),
          globalSetup: ["src/testing/global-setup.ts"],
        },
      },
    ],
  },
});

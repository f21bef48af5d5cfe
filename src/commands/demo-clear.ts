import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { hasActiveAdmin } from "@/features/users/server/write-admins";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { explainFailure } from "@/server/process/start-error";
import { mintOrganisationId } from "@/shared/roles";
import { withDatabase } from "./console/with-database";
import { clearDemo, countDemo, type DemoContents } from "../../prisma/seed/clear";

const USAGE = `Leaves the demo: removes its people, all tickets and their files. It works while Helpejo runs, and while it does not.

  npm run demo:clear
  npm run demo:clear -- --yes     without asking
`;

try {
  const isSure = readSureness();
  process.exitCode = isSure === null ? 2 : await withDatabase(() => leaveDemo(isSure));
} catch (error) {
  process.stderr.write(explainFailure(error).replace("Helpejo did not start", "The demo was not removed"));
  process.exitCode = 1;
}

/** Whether --yes was given; null for an invalid command line. */
function readSureness(): boolean | null {
  try {
    return parseArgs({ options: { yes: { type: "boolean", short: "y" } } }).values.yes ?? false;
  } catch {
    process.stderr.write(USAGE);
    return null;
  }
}

/** Returns the exit code: 0 when the demo is gone, 2 when nobody agreed. */
async function leaveDemo(isSure: boolean): Promise<number> {
  const contents = await countDemo();
  if (contents === null) {
    process.stdout.write("There is no demo here: nothing was changed.\n");
    return 0;
  }
  if (!isSure && !(await agree(contents))) {
    process.stdout.write("Nothing was changed.\n");
    return 2;
  }
  await clearDemo();
  process.stdout.write(`The demo is gone. ${await nextStep()}\n`);
  return 0;
}

async function agree({ tickets, files, people, kept }: DemoContents): Promise<boolean> {
  const staying = kept === 0 ? "" : ` ${kept} of your own people stay, without their tickets.`;
  process.stdout.write(
    `This removes ${tickets} tickets, ${files} files and ${people} people of the demo for good.${staying}\n`,
  );
  if (!process.stdin.isTTY) {
    process.stderr.write("Nobody can be asked here; say so with: npm run demo:clear -- --yes\n");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question("Type yes to go on: ")).trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}

/** How to sign in from here. */
async function nextStep(): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM organisations ORDER BY created_at, id LIMIT 1",
  );
  if (rows[0] && (await hasActiveAdmin(pool(), mintOrganisationId(rows[0].id)))) {
    return "Sign in with your own account.";
  }
  return env().adminEmail
    ? `Start Helpejo (again): it makes the admin ${env().adminEmail}.`
    : "Start Helpejo (again): it prints the address of a page that makes the first admin.";
}

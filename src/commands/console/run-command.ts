import { EnvError } from "@/server/process/env";
import { printableLines } from "@/server/process/printable";
import { StartError } from "@/server/process/start-error";
import { isAppError } from "@/shared/errors";
import { UsageError } from "./usage-error";
import { withDatabase } from "./with-database";

/** A command that looks after what stands in the database. */
export interface ConsoleCommand<Options> {
  usage: string;
  /** Reads what is wanted; throws `UsageError`. Nothing is opened before it is understood. */
  read: (words: string[]) => Options;
  /** Does it, and returns what is said of it. */
  act: (options: Options) => Promise<string>;
}

/** Runs a command with this process's words, and sets the exit code: 0 done, 1 not done, 2 not understood. */
export async function runCommand<Options>(command: ConsoleCommand<Options>): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    process.stdout.write(command.usage);
    return;
  }
  try {
    const options = command.read(words);
    const said = await withDatabase(() => command.act(options));
    process.stdout.write(`${printableLines(said)}\n`);
  } catch (error) {
    process.exitCode = explain(error, command.usage);
  }
}

function explain(error: unknown, usage: string): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message === "" ? "" : `${printableLines(error.message)}\n\n`}${usage}`);
    return 2;
  }
  const isForPeople = isAppError(error) || error instanceof EnvError || error instanceof StartError;
  const said =
    error instanceof Error ? (isForPeople ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${printableLines(said)}\n`);
  return 1;
}

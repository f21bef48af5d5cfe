import { printable, printableStack } from "./printable";

/** The start failed for a reason that the sysadmin can correct: `message` is all they need, a stack would only hide it. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartError";
  }
}

/** Prints on the console why the start failed, in the words of StartError and EnvError, or with the whole stack when it is a bug. */
export function explainFailure(error: unknown): string {
  if (error instanceof Error && (error.name === "StartError" || error.name === "EnvError")) {
    const lines = error.message.split("\n").map((line) => `  ${printable(line)}`);
    return `\nHelpejo did not start.\n\n${lines.join("\n")}\n`;
  }
  return `\nHelpejo did not start, and this is a mistake of ours:\n\n${error instanceof Error ? printableStack(error.message, error.stack ?? error.message) : printable(String(error))}\n`;
}

import pino, { type Logger } from "pino";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { redaction } from "@/server/process/log";

/** What the process logs from now on, line by line, with what the product hides hidden. */
export class LogLines {
  readonly lines: string[] = [];

  constructor() {
    forgetShared("log");
    shareOnce<Logger>("log", () =>
      pino({ redact: redaction() }, { write: (line) => void this.lines.push(line) }),
    );
  }

  /** The lines that say this, as they were logged. */
  saying(message: string): Record<string, unknown>[] {
    return this.lines
      .map((line): Record<string, unknown> => JSON.parse(line))
      .filter((entry) => entry["msg"] === message);
  }

  /** Lets go of what was logged so far. */
  forget(): void {
    this.lines.length = 0;
  }
}

import { EnvError, loadEnv } from "@/server/process/env";

/** The lines that a start prints when it is refused for these variables; empty when they are good. */
export function envErrorsOf(source: Record<string, string>): readonly string[] {
  try {
    loadEnv(source);
  } catch (error) {
    if (error instanceof EnvError) {
      return error.lines;
    }
    throw error;
  }
  return [];
}

import type { Env } from "./env";
import { log } from "./log";

/** Logs warnings about settings that work but are probably not intended. */
export function warnOfSettings({ demo, outwardSigns, warnings }: Env): void {
  for (const warning of warnings) {
    log().warn(warning);
  }
  if (demo && outwardSigns.length > 0) {
    log().warn(
      { because: outwardSigns },
      "the demo runs where others can reach it: anybody may sign in as one of its people, admins too, with the password that the sign-in page shows, and make an account; DEMO=0 ends it",
    );
  }
}

import { transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { endNotices, raiseEverywhere } from "@/features/notices/server/write";

const KEY = "demo";

/**
 * Notifies admins that the demo, whose passwords are public, can be reached from other machines because
 * DEMO=1 is set beside a public address; and ends the notice when a start finds that this is not so. Call it
 * at every start.
 */
export async function noticePublicDemo(): Promise<void> {
  const { demo, outwardSigns } = env();
  await transaction(async (tx) => {
    if (demo && outwardSigns.length > 0) {
      await raise(
        tx,
        `The demo is open to everybody who can reach this help desk (${outwardSigns.join(", ")}): anybody may sign in as one of its people, admins too, with the password that the sign-in page shows. DEMO=0 ends it.`,
      );
    } else {
      await endNotices(tx, "n.dedupe_key = $1", [KEY]);
    }
  });
}

/** Notifies admins that other machines reach a demo that is meant for this machine alone. */
export async function noticeExposedDemo(by: string): Promise<void> {
  await transaction((tx) =>
    raise(
      tx,
      `The demo is meant for this machine alone, and others reach it: ${by}. Its people cannot sign in from there. Set DEMO=0 for a real help desk; DEMO=1 opens the demo to everybody.`,
    ),
  );
}

async function raise(tx: Parameters<typeof raiseEverywhere>[0], message: string): Promise<void> {
  await raiseEverywhere(tx, {
    key: KEY,
    say: (before) =>
      before === null ? { kind: "demo_exposed", level: "critical", message, link: null } : null,
  });
}

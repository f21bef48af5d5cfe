import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
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
      await raise(tx, say("alerts.demoOpen", { signs: outwardSigns.join(", ") }));
    } else {
      await endNotices(tx, "n.dedupe_key = $1", [KEY]);
    }
  });
}

/** Notifies admins that other machines reach a demo that is meant for this machine alone. */
export async function noticeExposedDemo(by: string): Promise<void> {
  await transaction((tx) => raise(tx, say("alerts.demoReached", { by })));
}

async function raise(tx: Parameters<typeof raiseEverywhere>[0], sentence: Sentence): Promise<void> {
  await raiseEverywhere(tx, {
    key: KEY,
    describe: (before) =>
      before === null ? { kind: "demo_exposed", level: "critical", sentence, link: null } : null,
  });
}

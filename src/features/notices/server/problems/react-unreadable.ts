import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import { log } from "@/server/process/log";
import { raiseNotice } from "@/features/notices/server/write";

const DAY_SECONDS = 86_400;

/** Notifies the admins of these organisations that a change could not be sent to any page, once a day. Never rejects. */
export async function noticeUnreadable(organisationIds: readonly string[]): Promise<void> {
  try {
    for (const organisationId of [...new Set(organisationIds)].sort()) {
      await transaction((tx) =>
        raiseNotice(tx, {
          organisationId,
          key: "log-unreadable",
          describe: (before) =>
            before === null
              ? {
                  kind: "log_unreadable",
                  level: "critical",
                  sentence: say("alerts.logUnreadable"),
                  data: {},
                  endsIn: DAY_SECONDS,
                }
              : null,
        }),
      );
    }
  } catch (error) {
    log().error({ err: error }, "a notice of an unreadable event could not be raised");
  }
}

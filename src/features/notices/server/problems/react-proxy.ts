import { say } from "@/messages/server/say";
import { transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import { endNotices, raiseEverywhere } from "@/features/notices/server/write";

const KEY = "untold-proxy";

/** Notifies admins of a proxy in front of the server although TRUST_PROXY is not set. */
export async function noticeUndeclaredProxy(): Promise<void> {
  await transaction((tx) =>
    raiseEverywhere(tx, {
      key: KEY,
      describe: (before) =>
        before === null
          ? {
              kind: "proxy_untold",
              level: "warning",
              sentence: say("alerts.proxyUntold"),
            }
          : null,
    }),
  );
}

/** Ends the notice where TRUST_PROXY is set by now. Call it at every start. */
export async function endProxyNotice(): Promise<void> {
  if (env().trustProxy > 0) {
    await transaction((tx) => endNotices(tx, "n.dedupe_key = $1", [KEY]));
  }
}

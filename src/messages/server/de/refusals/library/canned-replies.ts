import type { Translation } from "@/messages/translation";
import type { cannedReplies as en } from "@/messages/server/en/refusals/library/canned-replies";

/** What is refused about canned replies. */
export const cannedReplies: Translation<typeof en> = {
  variable: "Die Variable {name} gibt es nicht.",
};

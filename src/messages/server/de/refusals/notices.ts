import type { notices as en } from "@/messages/server/en/refusals/notices";
import type { Translation } from "@/messages/translation";

/** What is refused about notices. */
export const notices: Translation<typeof en> = {
  unknown: "Diese Systemmeldung gibt es nicht.",
};

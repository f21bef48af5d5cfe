import type { jobs as en } from "@/messages/server/en/refusals/administration/jobs";
import type { Translation } from "@/messages/translation";

/** What is refused about background jobs. */
export const jobs: Translation<typeof en> = {
  unknown: "Diese Hintergrundaufgabe gibt es nicht.",
};

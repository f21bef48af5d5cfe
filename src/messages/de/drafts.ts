import type { Translation } from "@/messages/translation";
import type { drafts as en } from "@/messages/en/drafts";

/** What was typed and not sent. */
export const drafts: Translation<typeof en> = {};

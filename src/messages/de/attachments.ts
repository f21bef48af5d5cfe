import type { Translation } from "@/messages/translation";
import type { attachments as en } from "@/messages/en/attachments";

/** Files: their list, their preview, taking them away. */
export const attachments: Translation<typeof en> = {};

import type { Translation } from "@/messages/translation";
import type { notices as en } from "@/messages/en/notices";

/** What admins are told of. */
export const notices: Translation<typeof en> = {};

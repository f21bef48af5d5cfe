import type { Translation } from "@/messages/translation";
import type { connections as en } from "@/messages/en/connections";

/** The admin page of who is connected. */
export const connections: Translation<typeof en> = {};

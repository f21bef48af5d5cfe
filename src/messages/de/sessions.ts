import type { Translation } from "@/messages/translation";
import type { sessions as en } from "@/messages/en/sessions";

/** Signing in and out. */
export const sessions: Translation<typeof en> = {};

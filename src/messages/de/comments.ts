import type { Translation } from "@/messages/translation";
import type { comments as en } from "@/messages/en/comments";

/** Messages and the fields they are written in. */
export const comments: Translation<typeof en> = {};

import type { Translation } from "@/messages/translation";
import type { client as en } from "@/messages/en/client";

/** What the page says of its line to the server. */
export const client: Translation<typeof en> = {};

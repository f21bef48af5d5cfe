import type { Translation } from "@/messages/translation";
import type { tickets as en } from "@/messages/en/tickets";

/** The list of tickets, the ticket page, the form of a new one. */
export const tickets: Translation<typeof en> = {};

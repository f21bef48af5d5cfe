import type { Translation } from "@/messages/translation";
import type { shell as en } from "@/messages/en/shell";

/** The frame around the pages, their titles, and pages that are none. */
export const shell: Translation<typeof en> = {};

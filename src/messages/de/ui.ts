import type { Translation } from "@/messages/translation";
import type { ui as en } from "@/messages/en/ui";

/** The design system: what its controls say by themselves. */
export const ui: Translation<typeof en> = {};

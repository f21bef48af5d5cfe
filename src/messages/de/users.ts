import type { Translation } from "@/messages/translation";
import type { users as en } from "@/messages/en/users";

/** People: the profile menu, accounts, presence. */
export const users: Translation<typeof en> = {};

/** How a person's account stands, for admins. */
export const USER_STATES = ["active", "invited", "unconfirmed", "no_account", "disabled"] as const;

/** How a person's account stands: "invited" has a link that was not used, "no_account" no way to come in at all. */
export type UserState = (typeof USER_STATES)[number];

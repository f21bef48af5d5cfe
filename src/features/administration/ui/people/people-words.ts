import type { UserState } from "@/features/users/fields";
import type { AdminUserDto, AdminUsersQuery } from "@/features/users/schema";
import type { Translate } from "@/messages/translation";
import type { Tone } from "@/ui/marks/tone";

/** The colour of a state, beside its word. */
export const STATE_TONES: Record<UserState, Tone> = {
  active: "success",
  invited: "info",
  unconfirmed: "warning",
  no_account: "neutral",
  disabled: "danger",
};

/** An order of the list, in words. */
export function sortWord(t: Translate, sort: AdminUsersQuery["sort"]): string {
  switch (sort) {
    case "name":
      return t("people.sorted.name");
    case "-name":
      return t("people.sorted.nameDown");
    case "-created":
      return t("people.sorted.newest");
    case "created":
      return t("people.sorted.oldest");
    case "-seen":
      return t("people.sorted.seen");
    case "seen":
      return t("people.sorted.unseen");
  }
}

/** Whether an account is one that is asked about: whoever is known by their tickets alone has none. */
export function hasAccount({ state }: Pick<AdminUserDto, "state">): boolean {
  return state !== "no_account";
}

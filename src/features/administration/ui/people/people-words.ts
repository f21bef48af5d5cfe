import type { UserState } from "@/features/users/fields";
import type { AdminUsersQuery } from "@/features/users/schema";
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

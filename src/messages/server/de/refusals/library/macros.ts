import type { Translation } from "@/messages/translation";
import type { macros as en } from "@/messages/server/en/refusals/library/macros";

/** What is refused about macros. */
export const macros: Translation<typeof en> = {
  unfilled: "Die Nachricht hat hier keinen Wert für {names}.",
};

import type { ImportDto, ImportField, RowOutcome } from "@/features/people-imports/schema";
import type { Translate } from "@/messages/translation";
import type { Tone } from "@/ui/marks/tone";
import { ROLES } from "@/shared/roles";

/** The colour of how an import stands, beside its word. */
export const STATE_TONES: Record<ImportDto["state"], Tone> = {
  preview: "neutral",
  running: "info",
  done: "success",
  cancelled: "warning",
};

/** The colour of what a row does, beside its word. */
export const OUTCOME_TONES: Record<RowOutcome, Tone> = {
  create: "success",
  change: "info",
  unchanged: "neutral",
  error: "danger",
};

/** The value of a field in words: a role has a name, everything else stands as it is. */
export function valueWords(t: Translate, field: ImportField, value: string): string {
  const role = field === "role" ? ROLES.find((one) => one === value) : undefined;
  if (value === "") {
    return t("imports.page.empty");
  }
  return role ? t(`connections.role.${role}`) : value;
}

/** A delimiter by its name. */
export function delimiterName(delimiter: string): "comma" | "semicolon" | "tab" {
  return delimiter === "," ? "comma" : delimiter === ";" ? "semicolon" : "tab";
}

import type { erasure as en } from "@/messages/server/en/erasure";
import type { Translation } from "@/messages/translation";

/** What stands where a person's data was. */
export const erasure: Translation<typeof en> = {
  name: "Gelöschte Person",
  title: "Gelöschte Anfrage",
  text: "Dieser Text wurde gelöscht.",
  file: "Gelöschte Datei",
};

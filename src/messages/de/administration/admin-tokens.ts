import type { Translation } from "@/messages/translation";
import type { adminTokens as en } from "@/messages/en/administration/admin-tokens";

/** The admin page of everybody's tokens. */
export const adminTokens: Translation<typeof en> = {
  title: "Tokens",
  description:
    "Programme, die hier als jemand handeln, die neuesten zuerst. Alle erzeugen die eigenen auf der Seite ihres Kontos.",
  loading: "Tokens werden geladen",
  offline: "Die Tokens kommen, sobald der Helpdesk erreichbar ist.",
  service: {
    make: "Dienst-Token erstellen",
    title: "Neues Dienst-Token",
    description:
      "Für ein Programm, das niemandem gehört: es handelt unter diesem Namen und mit dieser Rolle, kann sich nicht anmelden und bleibt, wenn Personen gehen. Das Token wird einmal gezeigt.",
    role: "Rolle",
    badge: "Dienst",
  },
  none: {
    title: "Keine Tokens",
    reason: "Niemand lässt ein Programm für sich handeln. Sobald es jemand tut, erscheint es hier.",
  },
  of: "von <person></person>",
  ended: "Das Token ist beendet",
};

import type { Translation } from "@/messages/translation";
import type { tokens as en } from "@/messages/en/tokens";

/** Personal tokens. */
export const tokens: Translation<typeof en> = {
  title: "Persönliche Tokens",
  description:
    "Für Skripte und andere Programme, die in Ihrem Namen handeln. Ein neues Passwort beendet sie alle.",
  loading: "Ihre Tokens werden geladen",
  none: "Keine. Ein Programm sendet sein Token anstelle Ihres Passworts und darf nicht mehr, als Sie ihm erlauben.",
  make: "Neues Token",
  unused: "Noch nicht benutzt",
  used: "Zuletzt benutzt <ago></ago> von {address}",
  noAddress: "unbekannter Adresse",
  ends: "Endet am {date}",
  endless: "Ohne Ende",
  end: "Beenden",
  endOf: "Token {name} beenden",
  endTitle: "Token <name></name> beenden?",
  endReason: "Was es benutzt, wird sofort abgewiesen. Das lässt sich nicht rückgängig machen.",
  scope: { read: "Lesen", write: "Schreiben", admin: "Verwalten" },
  scopeHint: {
    read: "Sehen, was Sie sehen, und hören, was geschieht.",
    write: "Tickets anlegen und ändern, kommentieren, hochladen.",
    admin: "Alles im Adminbereich.",
  },
  new: {
    title: "Neues persönliches Token",
    description: "Es wird danach einmal gezeigt.",
    name: "Wofür ist es?",
    nameHint: "Zum Beispiel der Name des Skripts.",
    enterName: "Bitte sagen Sie, wofür es ist.",
    scopes: "Was darf es?",
    chooseScope: "Bitte wählen Sie mindestens eines, was es darf.",
    life: "Wie lange?",
    lives: { "30": "30 Tage", "90": "90 Tage", "365": "Ein Jahr", never: "Bis ich es beende" },
    submit: "Token erzeugen",
  },
  made: {
    title: "Ihr neues Token",
    description:
      "Kopieren Sie es dorthin, wo es gebraucht wird. Es wird nur jetzt gezeigt und öffnet wie ein Passwort, was Sie ihm erlaubt haben.",
    token: "Token",
    copy: "Token kopieren",
    kept: "Ich habe es kopiert",
  },
};

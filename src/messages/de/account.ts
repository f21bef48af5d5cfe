import type { Translation } from "@/messages/translation";
import type { account as en } from "@/messages/en/account";

/** One's own account. */
export const account: Translation<typeof en> = {
  title: "Ihr Konto",
  description: "Wer Sie hier sind, wie es aussieht und wo Sie angemeldet sind.",
  profile: {
    title: "Profil",
    description: "Ihr Name steht für alle neben dem, was Sie schreiben.",
    name: "Name",
    save: "Namen speichern",
    saved: "Ihr Name ist gespeichert.",
    role: "Rolle",
    teams: "Teams",
    unconfirmed: "nicht bestätigt",
    noEmail: "Keine Adresse",
  },
  appearance: {
    title: "Sprache und Aussehen",
    description: "Gilt sofort. Das Aussehen merkt sich dieser Browser.",
    light: "Hell",
    dark: "Dunkel",
    system: "System",
    zone: "Zeitzone",
    zoneHint: "In ihr werden Zeiten und Daten gezeigt.",
    browserZone: "Die des Browsers",
    shortcuts: "Tastenkürzel",
    shortcutsHint: "Einzelne Buchstaben wirken in Listen und Tickets; ? zeigt, welche.",
  },
  password: {
    title: "Passwort",
    description: "Ein neues meldet Sie überall ab, nur hier nicht.",
    current: "Bisheriges Passwort",
    enterCurrent: "Bitte geben Sie Ihr bisheriges Passwort ein.",
    new: "Neues Passwort",
    save: "Passwort ändern",
    saved: "Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.",
  },
  export: {
    title: "Ihre Daten",
    description: "Alles, was Sie hier sind und geschrieben haben, in einer Datei.",
    download: "Als JSON herunterladen",
  },
  sessions: {
    title: "Wo Sie angemeldet sind",
    description:
      "Beenden Sie, was Sie nicht kennen oder nicht mehr nutzen. Was dort getippt wurde, bleibt erhalten.",
    loading: "Anmeldungen werden geladen",
    current: "Dieser Browser",
    noAddress: "Adresse unbekannt",
    used: "Zuletzt genutzt <ago></ago>",
    began: "Angemeldet <ago></ago>",
    end: "Beenden",
    endOf: "Sitzung in {device} beenden",
    endOthers: "Alle anderen beenden",
    endOthersTitle: "{count, plural, one {# andere Sitzung beenden?} other {# andere Sitzungen beenden?}}",
    endOthersReason: "Browser und Programme werden sofort abgemeldet, überall außer hier.",
    endOthersConfirm: "Beenden",
    othersEnded: "Sie sind jetzt nur noch hier angemeldet.",
  },
};

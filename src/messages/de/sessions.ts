import type { Translation } from "@/messages/translation";
import type { sessions as en } from "@/messages/en/sessions";

/** Signing in and out. */
export const sessions: Translation<typeof en> = {
  email: "E-Mail-Adresse",
  emailOrName: "E-Mail-Adresse oder Benutzername",
  enterName: "Bitte geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein.",
  password: "Passwort",
  enterEmail: "Bitte geben Sie Ihre E-Mail-Adresse ein.",
  enterPassword: "Bitte geben Sie Ihr Passwort ein.",
  forgotten: "Passwort vergessen?",
  signIn: "Anmelden",
  signingIn: "Anmeldung läuft",
  signOut: "Abmelden",
  code: {
    title: "Noch ein Schritt für {email}",
    label: "Code Ihrer Authenticator-App",
    hint: "Sechs Ziffern, alle 30 Sekunden neue.",
    enter: "Bitte geben Sie den Code ein.",
    useRecovery: "Die App ist nicht zur Hand: Wiederherstellungscode nehmen",
    recovery: "Wiederherstellungscode",
    recoveryHint: "Einer der Codes, die Sie beim Einschalten aufbewahrt haben. Jeder gilt einmal.",
    useApp: "Doch den Code der App nehmen",
    back: "Zurück",
  },
  demo: {
    people: "Personen der Demo",
    role: {
      admin: "Admin",
      agent: "Agent:in",
      viewer: "Nur Lesen",
      user: "Anfragende Person",
      guest: "Gast",
    },
    sees: {
      admin: "Alles, auch den Admin-Bereich",
      desk: "Die Tickets des Service Desk und aller Teams außer Security",
      network: "Network und Security, mit den privaten Tickets",
      viewer: "Alle Tickets und Notizen, ohne sie zu ändern",
      requester: "Ihre eigenen Tickets, als Kollegin, die um Hilfe bittet",
      watcher: "Seine eigenen Tickets, und eines von Noor, bei dem er mitliest",
    },
  },
  provider: {
    signIn: "Mit {name} anmelden",
    signInAgain: "Noch einmal mit {name} anmelden",
  },
  another: {
    title: "Sie sind hier jetzt {name}",
    description:
      "In diesem Browser war vorher jemand anderes angemeldet. Wenn Sie sich nicht als diese Person angemeldet haben, melden Sie sich ab.",
  },
  proof: {
    title: "Sind Sie es noch?",
    description:
      "Ihre Anmeldung ist eine Weile her, und dies kann Menschen aussperren. Bitte geben Sie Ihr Passwort ein, um fortzufahren.",
    byProvider:
      "Ihre Anmeldung ist eine Weile her, und dies kann Menschen aussperren. Bitte melden Sie sich noch einmal an und wiederholen Sie es dann.",
    byPasskey:
      "Ihre Anmeldung ist eine Weile her, und dies kann Menschen aussperren. Bitte benutzen Sie Ihren Passkey, um fortzufahren.",
    cancel: "Abbrechen",
    goOn: "Weiter",
    yourPassword: "Ihr Passwort",
    failed: "Das hat nicht geklappt. Versuchen Sie es noch einmal.",
  },
  unsent: {
    title: "Etwas ist noch nicht gesendet",
    description:
      "{count, plural, one {Nur in diesem Browser und noch nicht beim Helpdesk ist} other {Nur in diesem Browser und noch nicht beim Helpdesk sind}}: {what}.",
    texts: "{count, plural, one {# Text von Ihnen} other {# Texte von Ihnen}}",
    messages: "{count, plural, one {# Nachricht} other {# Nachrichten}}",
    files: "{count, plural, one {# Datei} other {# Dateien}}",
    unkept: "etwas auf einer offenen Seite",
    unkeptAlone: "Etwas auf einer offenen Seite",
    discard: "Verwerfen und abmelden",
    keep: "Hier behalten und abmelden",
    stay: "Angemeldet bleiben",
    reason:
      "Hier behalten, wartet es, bis Sie sich in diesem Browser wieder anmelden. Niemand sonst, der sich hier anmeldet, sieht es.",
  },
  unreadable: {
    title:
      "{count, plural, one {# Text von Ihnen wurde} other {# Texte von Ihnen wurden}} hier behalten und nicht gesendet",
    description:
      "Eine andere Version dieser Seite hat das in diesem Browser gespeichert, und diese Version kann es nicht lesen. Es bleibt hier; Sie können es kopieren oder verwerfen.",
    show: "Anzeigen",
  },
  unreachable: {
    title: "Sie sind noch angemeldet",
    description:
      "Der Helpdesk ist gerade nicht erreichbar, deshalb wurde nichts beendet und nichts gelöscht. Was Sie geschrieben haben, bleibt erhalten.",
    tryAgain: "Noch einmal versuchen",
  },
};

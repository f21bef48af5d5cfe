import type { mail as en } from "@/messages/en/mail";
import type { Translation } from "@/messages/translation";

/** The admin page of outgoing mail. */
export const mail: Translation<typeof en> = {
  title: "Ausgehende Mail",
  description:
    "Was der Helpdesk an Leute sendet: was wartet, was gesendet wurde und was nicht, mit dem Grund.",
  from: "Was der Helpdesk als <address></address> an Leute sendet: was wartet, was gesendet wurde und was nicht, mit dem Grund.",
  off: {
    title: "Hier wird keine Mail gesendet",
    reason:
      "SMTP_URL und MAIL_FROM sind nicht gesetzt. Mails warten hier, bis sie es sind oder bis vorbei ist, was sie sagen. Ihre Links lassen sich hier anzeigen, um sie von Hand zu übergeben.",
  },
  filter: "Welche Mails",
  all: "Alle Mails",
  state: { queued: "Wartet", held: "Hier nicht gesendet", sent: "Gesendet", failed: "Aufgegeben" },
  kind: {
    test: "Test",
    invitation: "Einladung",
    passwordReset: "Neues Passwort",
    passwordChanged: "Passwort geändert",
    confirmRegistration: "Bestätigung einer Registrierung",
    accountExists: "Es gibt schon ein Konto",
    confirmAddress: "Bestätigung einer Adresse",
    addressTaken: "Eine Adresse hat schon ein Konto",
    guestFiled: "Erster Link für einen Gast",
    guestLink: "Neuer Link für einen Gast",
    guestReply: "Antwort an einen Gast",
    account: "Anmeldung oder Konto geändert",
    notification: "Neues zu einem Ticket",
    digest: "Zusammenfassung",
    other: "Mail",
  },
  line: "{kind}, an <to></to>, <at></at>",
  nextTry: "{count, plural, one {Einmal} other {#-mal}} versucht; wieder <at></at>",
  retry: "Erneut versuchen",
  retryTo: "Die Mail an {address} erneut versuchen",
  notRetried: "Der neue Versuch ging nicht",
  showLink: "Link anzeigen",
  showLinkTo: "Den Link der Mail an {address} anzeigen",
  link: {
    title: "Der Link dieser Mail",
    description:
      "Er öffnet allen, die ihn haben, worum es in der Mail geht. Nur dem Empfänger übergeben, auf einem Weg, dem Sie trauen. Das Protokoll hält fest, dass Sie ihn gesehen haben.",
    copy: "Link kopieren",
    close: "Fertig",
    failed: "Der Link ließ sich nicht anzeigen",
  },
  test: {
    button: "Testmail an mich senden",
    sent: "Die Testmail wurde gesendet",
    failed: "Die Testmail wurde nicht gesendet",
  },
  none: {
    title: "Noch keine Mail",
    reason: "Einladungen, Links für neue Passwörter und was der Helpdesk sonst sendet, erscheinen hier.",
  },
  filtered: {
    title: "Keine Mail ist so",
    reason: "Es gibt Mails, aber keine in dem Zustand, der oben gewählt ist.",
    action: "Alle Mails anzeigen",
  },
  offline: "Der Postausgang kommt, sobald der Helpdesk zu erreichen ist.",
  loading: "Ausgehende Mail wird geladen",
};

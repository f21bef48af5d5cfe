import type { Translation } from "@/messages/translation";
import type { connections as en } from "@/messages/en/connections";

/** The admin page of who is connected. */
export const connections: Translation<typeof en> = {
  title: "Verbindungen",
  description:
    "Jedes Fenster, das gerade verbunden ist. Die Liste aktualisiert sich von selbst, und Zeilen behalten ihren Platz, solange Sie darauf zeigen.",
  silentProcess: "Ein Serverprozess hat nicht geantwortet",
  silentProcessReason: "{processes}: Wer dort verbunden ist, fehlt in dieser Liste.",
  process: "{address} (Prozess {pid})",
  port: "Port {port}",
  anotherProcess: "ein anderer Prozess",
  search: "Personen und Adressen suchen",
  transport: "Transport",
  anyTransport: "Jeder Transport",
  websocket: "WebSocket",
  polling: "Long-Polling",
  showMore: "Mehr von {count, number} anzeigen",
  offline: "Wer verbunden ist, weiß nur der Helpdesk selbst. Die Liste kommt, sobald er erreichbar ist.",
  filtered: {
    title: "Niemand passt",
    reason: "Es ist jemand verbunden, aber niemand, den Suche und Filter übrig lassen.",
    action: "Alle anzeigen",
  },
  none: {
    title: "Niemand ist verbunden",
    reason:
      "Nicht einmal diese Seite, deshalb ist ihre Live-Aktualisierung pausiert. Kommt eine Verbindung, erscheint sie hier von selbst.",
  },
  stale: "So war es um {time}; seitdem konnte die Liste nicht aktualisiert werden.",
  refreshed: "Aktualisiert um {time}",
  loading: "Verbindungen werden geladen",
  byRole: "Verbindungen nach Rolle",
  everybody: "Alle",
  column: {
    person: "Person",
    from: "Von",
    connected: "Verbunden",
    lag: "Verzögerung",
    process: "Prozess",
    actions: "Was man tun kann",
  },
  role: {
    admin: "Admin",
    agent: "Agent:in",
    viewer: "Nur Lesen",
    user: "Anfragende Person",
    guest: "Gast",
  },
  roles: {
    admin: "Admins",
    agent: "Agent:innen",
    viewer: "Nur Lesen",
    user: "Anfragende",
    guest: "Gäste",
  },
  youHere: "Sie, hier",
  gone: "Fort",
  endOf: "Die Sitzung von {name} beenden",
  endOfOwn: "Die Sitzung von {name} beenden, Ihre eigene",
  endLong: "Sitzung beenden",
  endShort: "Beenden",
  silentFor: "Seit {seconds, number} s still",
  lag: {
    unknown: "Verzögerung noch nicht gemessen",
    before: "Verzögerung",
    milliseconds: "{count, number} ms",
    seconds: "{count, number, ::.0} s",
  },
  browser: {
    on: "{browser} auf {system}",
    someOn: "Ein Browser auf {system}",
    some: "Ein Browser",
    program: "Ein Programm",
    programNamed: "Ein Programm ({name})",
  },
  end: {
    done: "Die Sitzung von {name} ist beendet.",
    sureTitle: "Sich selbst hier abmelden?",
    sureReason:
      "Diese Seite schließt ihre Verbindung sofort, und Sie müssen sich neu anmelden, um weiterzumachen.",
    sureConfirm: "Ja, abmelden",
    ownTitle: "Ihre eigene Sitzung beenden?",
    title: "Diese Sitzung von {name} beenden?",
    ownReason: "Es ist die, die Sie gerade in diesem Browser benutzen.",
    reason:
      "{name} wird innerhalb von zwei Sekunden in allen Fenstern abgemeldet ({browser}). Was dort geschrieben wurde, bleibt erhalten, und eine neue Anmeldung ist möglich: Um jemanden auszuschließen, sperren Sie das Konto.",
    ownConfirm: "Meine Sitzung beenden",
  },
};

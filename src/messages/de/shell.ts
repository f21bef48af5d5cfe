import type { Translation } from "@/messages/translation";
import type { shell as en } from "@/messages/en/shell";

/** The frame around the pages, their titles, and pages that are none. */
export const shell: Translation<typeof en> = {
  description: "Ein Helpdesk, der lebt: Jede Änderung ist sofort auf allen Bildschirmen.",
  titles: {
    welcome: "Willkommen",
    invitation: "Einladung",
    passwordReset: "Neues Passwort",
    register: "Konto anlegen",
    signIn: "Anmelden",
    signOut: "Abmelden",
    account: "Ihr Konto",
    connections: "Verbindungen",
    deleted: "Gelöschte Tickets",
    mail: "Ausgehende Mail",
    mailServer: "Mailserver",
    waysIn: "Anmeldewege",
    notices: "Systemmeldungen",
    newTicket: "Neues Ticket",
    noTicket: "Ticket nicht gefunden",
    tickets: "Tickets",
    notFound: "Nicht gefunden",
    broke: "Etwas ist schiefgegangen · Helpejo",
  },
  brand: {
    signIn: "{name}, anmelden",
    requests: "{name}, meine Anfragen",
    tickets: "{name}, alle aktiven Tickets",
  },
  nav: {
    main: "Hauptnavigation",
    myRequests: "Meine Anfragen",
    newRequest: "Neue Anfrage",
    newTicket: "Neues Ticket",
  },
  broke: {
    something: "Etwas ist schiefgegangen",
    page: "Diese Seite funktioniert gerade nicht",
    reason:
      "Der Fehler liegt bei uns. Versuchen Sie es noch einmal; wenn er bleibt, sagen Sie Ihrer Administration Bescheid.",
    part: "Ein Teil dieser Seite konnte nicht geladen werden",
    partReason:
      "Der Helpdesk hat nicht geantwortet oder hat eine neue Version. Laden Sie die Seite neu; was Sie geschrieben haben, bleibt erhalten.",
    loadingVersion: "Die neue Version wird geladen …",
  },
  notFound: {
    title: "Hier gibt es nichts für Sie",
    reason:
      "Vielleicht ist die Adresse falsch geschrieben, das Ziel gibt es nicht mehr, oder Sie haben keinen Zugriff darauf.",
    start: "Zur Startseite",
    adminTitle: "Hier gibt es nichts für Sie",
    adminReason:
      "Dieser Teil des Helpdesks ist für seine Administration, oder die Adresse ist falsch geschrieben.",
    list: "Zurück zur Liste",
  },
  line: {
    offline: "Offline seit {time}.",
    offlineDetail: "Was Sie sehen, ist vielleicht veraltet; was Sie schreiben, bleibt erhalten.",
    tryNow: "Jetzt versuchen",
    catchingUp: "Was inzwischen geschah, wird nachgeholt …",
    paused: "Live-Aktualisierung pausiert",
    newVersion: "Eine neue Version von Helpejo ist da.",
    typedKept: "Was Sie geschrieben haben, bleibt erhalten.",
    reload: "Neu laden",
    state: {
      connecting: "Verbindet",
      live: "Live",
      "catching-up": "Holt auf",
      offline: "Offline",
      paused: "Live-Aktualisierung pausiert",
      ended: "Abgemeldet",
    },
  },
  paused: {
    title: "Die Live-Aktualisierung ist pausiert",
    why: "Warum?",
    cause: {
      blocked:
        "Seit {time} kommt die dauerhafte Verbindung zum Helpdesk nicht zustande, gewöhnliche Anfragen schon. Etwas dazwischen, etwa ein Proxy, eine Firewall oder ein Virenscanner, hält sie auf.",
      busy: "Seit {time} nimmt der Helpdesk keine weiteren dauerhaften Verbindungen an. Diese Seite versucht es von selbst weiter.",
      bad_origin:
        "Seit {time} lehnt der Helpdesk dauerhafte Verbindungen von der Adresse ab, unter der diese Seite geöffnet wurde.",
    },
    works: {
      blocked:
        "<strong>Alles geht weiterhin.</strong> Was Sie senden, geht sofort hinaus. Was Sie sehen, wird alle 15 Sekunden neu geholt. Nur wer gerade schreibt oder zusieht, wird nicht angezeigt.",
      busy: "<strong>Alles geht weiterhin.</strong> Was Sie senden, geht sofort hinaus. Was Sie sehen, wird alle 15 Sekunden neu geholt. Nur wer gerade schreibt oder zusieht, wird nicht angezeigt.",
      bad_origin:
        "<strong>Sie können weiterlesen.</strong> Was Sie senden, wird ebenfalls abgelehnt; bis dahin bleibt es hier erhalten. Was Sie sehen, wird alle 15 Sekunden neu geholt. Nur wer gerade schreibt oder zusieht, wird nicht angezeigt.",
    },
    tell: {
      blocked:
        "Wenn das bleibt, sagen Sie Ihrer Administration: Weder WebSocket noch Long Polling kommt unter dem Pfad /socket.io/ durch. WEBSOCKET_SETUP.md sagt, was ein Proxy weitergeben muss.",
      busy: "Wenn das bleibt, sagen Sie Ihrer Administration: Der Server lehnt Sockets ab, obwohl er Anfragen beantwortet. Sein Protokoll sagt, warum.",
      bad_origin:
        "Wenn das bleibt, sagen Sie Ihrer Administration: Die Adresse in diesem Browser ist weder NEXTAUTH_URL noch unter ALLOWED_ORIGINS, deshalb lehnt der Server ihre Sockets und Änderungen ab.",
    },
  },
  ended: {
    title: "Sie wurden abgemeldet",
    stay: "Auf dieser Seite bleiben",
    again: "Wieder anmelden",
    aside: "Sie sind abgemeldet; diese Seite ändert sich nicht mehr.",
    reason: {
      signed_out:
        "Sie haben sich in einem anderen Tab abgemeldet. Was Sie hier geschrieben haben, bleibt erhalten.",
      signed_in_again:
        "Sie haben sich in einem anderen Tab neu angemeldet. Was Sie hier geschrieben haben, bleibt erhalten.",
      revoked: "Diese Sitzung wurde von anderswo beendet. Was Sie hier geschrieben haben, bleibt erhalten.",
      expired:
        "Ihre Sitzung ist abgelaufen, wie alle nach langer Zeit. Was Sie hier geschrieben haben, bleibt erhalten.",
      disabled:
        "Dieses Konto wurde gesperrt. Ihre Administration kann Ihnen mehr sagen. Was Sie hier geschrieben haben, bleibt erhalten.",
      password_changed:
        "Das Passwort wurde geändert, das beendet alle anderen Sitzungen. Was Sie hier geschrieben haben, bleibt erhalten.",
      second_factor_required:
        "Ihre Organisation verlangt jetzt das Anmelden in zwei Schritten. Bitte melden Sie sich neu an, um es einzuschalten. Was Sie hier geschrieben haben, bleibt erhalten.",
      token_reuse:
        "Etwas an dieser Sitzung sah unsicher aus, deshalb wurde sie beendet. Was Sie hier geschrieben haben, bleibt erhalten.",
      unauthorized: "Ihre Sitzung ist vorbei. Was Sie hier geschrieben haben, bleibt erhalten.",
    },
  },
  keys: {
    title: "Tastenkürzel",
    description: "Beim Tippen ruhen sie.",
    enter: "Enter",
    ctrl: "Strg",
    esc: "Esc",
    everywhere: {
      title: "Überall",
      search: "Suchen",
      newTicket: "Neues Ticket",
      list: "Diese Liste",
    },
    list: {
      title: "In einer Liste",
      next: "Nächstes Ticket",
      previous: "Voriges Ticket",
      open: "Öffnen",
      select: "Auswählen",
    },
    ticket: {
      title: "In einem Ticket",
      reply: "Antworten",
      note: "Notiz",
      assign: "Zuweisen",
      status: "Status",
      priority: "Priorität",
      macro: "Makro ausführen",
      merge: "Mit einem anderen Ticket zusammenführen",
      preview: "Wie die anfragende Person es sieht",
    },
    notices: {
      title: "In den Systemmeldungen",
      next: "Nächste Meldung",
      previous: "Vorige Meldung",
      acknowledge: "Bestätigen",
    },
    writing: {
      title: "Beim Schreiben",
      send: "Senden",
      canned: "Textbaustein einfügen, am Anfang einer Zeile",
      leave: "Feld oder Menü verlassen",
    },
  },
  register: {
    closedTitle: "Konten werden hier für Sie angelegt",
    closed:
      "In diesem Helpdesk legt die Administration die Konten an. Bitten Sie sie oder Ihr IT-Team um eines und kommen Sie dann wieder.",
    haveOne: "Haben Sie schon eines? <link>Anmelden</link>",
    haveAccount: "Haben Sie schon ein Konto? <link>Anmelden</link>",
    title: "Konto anlegen",
    description: "Um {organisation} um Hilfe zu bitten und zu verfolgen, was geschieht.",
    submit: "Mein Konto anlegen",
  },
  signIn: {
    title: "Anmelden",
    demoDescription: "Sehen Sie sich als eine dieser Personen um; jede sieht eine andere Seite.",
    register: "Noch kein Konto? <link>Konto anlegen</link>",
    guest: "Sie brauchen Hilfe und haben kein Konto? <link>Schreiben Sie uns</link>",
    foreignTitle: "Die Demo ist für ihren eigenen Rechner",
    foreign:
      "Sie kommen von anderswo, deshalb können sich ihre Personen hier nicht anmelden. Wer diesen Helpdesk betreibt, kann die Demo mit <off></off> beenden oder mit <on></on> für alle öffnen.",
    demoTitle: "Dies ist eine Demo",
    demo: "Personen und Tickets sind erfunden, und alle haben das Passwort <password></password>. Geben Sie nichts Echtes ein.",
    or: "oder mit E-Mail-Adresse und Passwort",
  },
  signOut: {
    title: "Abmelden?",
    description: "Sie sind als {name} angemeldet.",
    stay: "Angemeldet bleiben",
  },
};

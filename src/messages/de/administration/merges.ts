import type { merges as en } from "@/messages/en/administration/merges";
import type { Translation } from "@/messages/translation";

/** Merging two accounts of one person, on the page of a person. */
export const merges: Translation<typeof en> = {
  title: "Zwei Konten einer Person",
  reason: "Führt dieses Konto mit einem anderen zusammen, das danach alles hat.",
  begin: "Mit anderem Konto zusammenführen",
  own: "Mit diesem Konto sind Sie angemeldet. Um es zu behalten, öffnen Sie das andere und führen Sie jenes mit Ihrem zusammen.",
  dialog: {
    title: "{name} mit einem anderen Konto zusammenführen",
    description:
      "Dieses Konto entfällt, und das andere hat danach alles. Führen Sie nur zwei Konten derselben Person zusammen.",
    into: "Konto, das bleibt",
    search: "Namen und Adressen suchen",
    nobodyFound: "Niemand mit diesem Namen",
    loading: "Was wechseln würde, wird geladen",
    moves: "Geht an das andere Konto",
    ends: "Endet sofort",
    stays: "Bleibt, wie es ist",
    teams: "Teams",
    teamsHint: "Mit mehr Teams sieht das Konto womöglich mehr Tickets.",
    keepTeams: "Behält seine eigenen Teams",
    bothTeams: "Tritt auch bei: {teams}",
    name: "Namen des Kontos eingeben, das entfällt",
    nameHint: "Es heißt {name}. Das lässt sich nicht rückgängig machen.",
    confirm: "Konten zusammenführen",
    cancel: "Abbrechen",
  },
  moves: {
    requested: "{count, plural, one {# angefragtes Ticket} other {# angefragte Tickets}}",
    assigned: "{count, plural, one {# zugewiesenes Ticket} other {# zugewiesene Tickets}}",
    unassigned:
      "{count, plural, one {davon verliert # die Zuweisung: das andere Konto darf es nicht bearbeiten} other {davon verlieren # die Zuweisung: das andere Konto darf sie nicht bearbeiten}}",
    comments: "{count, plural, one {# Nachricht} other {# Nachrichten}}",
    files: "{count, plural, one {# Datei} other {# Dateien}}",
    watched: "{count, plural, one {# beobachtetes Ticket} other {# beobachtete Tickets}}",
    notifications: "{count, plural, one {# Benachrichtigung} other {# Benachrichtigungen}}",
    drafts: "{count, plural, one {# Entwurf} other {# Entwürfe}}",
    addresses: "{count, plural, one {die Adresse {list}} other {die Adressen {list}}}",
    identities:
      "{count, plural, one {# Anmeldung über einen Anmeldedienst oder ein Verzeichnis, die Rolle und Namen wie bisher bei jeder Anmeldung setzt} other {# Anmeldungen über Anmeldedienste oder Verzeichnisse, die Rolle und Namen wie bisher bei jeder Anmeldung setzen}}",
    nothing: "Nichts: Es hat keine Tickets, Nachrichten oder Adressen.",
    most: "10.000 steht für 10.000 oder mehr.",
  },
  ends: {
    account: "das Konto selbst: Niemand kann sich damit anmelden, und es lässt sich nicht wieder freigeben",
    password: "sein Passwort",
    sessions: "{count, plural, one {# Sitzung} other {# Sitzungen}}",
    tokens: "{count, plural, one {# Token} other {# Tokens}}",
    passkeys: "{count, plural, one {# Passkey} other {# Passkeys}}",
    authenticatorApp: "seine Authenticator-App",
  },
  stays:
    "Name, Rolle ({role}), Bild und Einstellungen von <name></name>. Verlauf und Audit nennen weiter das Konto, das etwas getan hat.",
  done: "{name} ist zusammengeführt",
  started: "{name} wird zusammengeführt",
  failed: "Das ging nicht",
  state: {
    running: "Dieses Konto wird mit <link></link> zusammengeführt.",
    stopped:
      "Dieses Konto wird mit <link></link> zusammengeführt. Das ist angehalten, da die Person, die es begonnen hat, kein Admin mehr ist.",
    done: "Dieses Konto wurde mit <link></link> zusammengeführt. Es ist gesperrt und hat nichts mehr.",
  },
  progress: "{done, number} von {total, number} Tickets",
  progressMore: "{done, number} von mehr als {total, number} Tickets",
  goOn: "Fortsetzen",
};

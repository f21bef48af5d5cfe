import type { directories as en } from "@/messages/server/en/directories";
import type { Translation } from "@/messages/translation";

/** What each step of a sign-in by a directory came to, for admins who try it. */
export const directories: Translation<typeof en> = {
  connected: "{host} antwortet auf Port {port}.",
  noConnection: "{host} antwortet auf Port {port} nicht: {reason}",
  encrypted: "Die Verbindung ist verschlüsselt, und das Zertifikat gehört zu {host}.",
  plain: "Die Verbindung ist nicht verschlüsselt. Sie verlässt diesen Rechner nicht.",
  startTlsRefused:
    "Das Verzeichnis lehnt StartTLS ab. Dort einschalten oder eine Adresse verwenden, die mit ldaps:// beginnt.",
  startTlsStrange:
    "Auf StartTLS kam nicht nur die Antwort darauf, deshalb wurde die Verbindung abgebrochen: Jemand unterwegs könnte etwas hinzugefügt haben.",
  noTls: "Es gibt keine verschlüsselte Verbindung: {reason}",
  bound: "Das Verzeichnis lässt {name} herein.",
  boundNameless: "Das Verzeichnis lässt sich ohne Namen befragen.",
  bindWrong: "Das Verzeichnis lässt {name} nicht herein: Name oder Passwort ist falsch.",
  bindRefused: "Das Verzeichnis lässt {name} nicht herein: {reason}",
  searched: "Das Verzeichnis sucht unterhalb von {base}.",
  nobody: "Die Suche findet niemanden mit dem Namen {login}.",
  several:
    "Die Suche findet mehr als einen Eintrag mit dem Namen {login}, deshalb kommt keiner davon herein. Den Filter enger fassen.",
  found: "{name} wurde gefunden.",
  noSubject:
    "{name} wurde gefunden, zeigt aber nichts, was sich nie ändert (entryUUID, objectGUID, ipaUniqueID, nsUniqueId). Der Name, mit dem Helpejo sich anmeldet, muss das lesen dürfen.",
  wrongPassword: "Das Verzeichnis lehnt dieses Passwort ab.",
  disabled: "{name} ist im Verzeichnis gesperrt oder abgelaufen.",
  password: "Das Passwort stimmt.",
  groups:
    "{count, plural, =0 {In keiner Gruppe.} one {In einer Gruppe: {groups}} other {In # Gruppen: {groups}}}",
  role: "Die Rolle ist {role, select, admin {Admin} agent {Agent} viewer {Nur Lesen} other {Benutzer}}.",
  noRoles:
    "Das Verzeichnis sagt nichts über Rollen: Neue Personen sind Benutzer, und Admins vergeben hier die Rollen.",
  noAnswer: "Das Verzeichnis hat nicht so geantwortet, wie es sollte: {reason}",
};

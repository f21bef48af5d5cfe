import type { alerts as en } from "@/messages/server/en/alerts";
import type { Translation } from "@/messages/translation";

/** The sentences of notices to admins; a notice stores key and values, and is put into words when somebody reads it. */
export const alerts: Translation<typeof en> = {
  gone: "{said} Es wurde gelöscht.",
  aboutTicket: "{said} „{title}“",
  urgent: "Ticket #{number} ist dringend.",
  moreUrgent:
    "{count, plural, one {Ein weiteres Ticket wurde} other {# weitere Tickets wurden}} innerhalb der Stunde dringend.",
  waiting:
    "Ticket #{number} wartet seit mehr als {unit, select, day {{count, plural, one {einem Tag} other {# Tagen}}} hour {{count, plural, one {einer Stunde} other {# Stunden}}} other {{count, plural, one {einer Minute} other {# Minuten}}}} und ist niemandem zugewiesen.",
  moreWaiting:
    "{count, plural, one {Ein weiteres Ticket der Priorität {priority, select, urgent {Dringend} high {Hoch} medium {Mittel} other {Niedrig}} wartet zu lange und ist} other {# weitere Tickets der Priorität {priority, select, urgent {Dringend} high {Hoch} medium {Mittel} other {Niedrig}} warten zu lange und sind}} niemandem zugewiesen.",
  addressTries:
    "{tries} falsche Passwörter von der Adresse {address} innerhalb einer Stunde. Sie muss warten, bevor sie es wieder versuchen darf, außer für Personen, die sich von dort schon angemeldet haben.",
  addressTriesUntold:
    "{tries} falsche Passwörter von der Adresse {address} innerhalb einer Stunde. Sie muss warten, bevor sie es wieder versuchen darf, außer für Personen, die sich von dort schon angemeldet haben. Wenn alle von dieser Adresse kommen, steht ein Proxy davor: TRUST_PROXY setzen.",
  accountTries:
    "{tries} falsche Passwörter für {name} von der Adresse {address}. Wer immer es ist, muss vor dem nächsten Versuch warten.",
  accountTriesWide:
    "{tries} falsche Passwörter für {name} von mehreren Adressen. Wer immer es ist, muss vor dem nächsten Versuch warten.",
  moreTries:
    "Falsche Passwörter für {count, plural, one {ein weiteres Konto oder eine weitere Adresse} other {# weitere Konten oder Adressen}} innerhalb der Stunde.",
  demoOpen:
    "Die Demo steht allen offen, die diesen Helpdesk erreichen ({signs}): Alle können sich als eine ihrer Personen anmelden, auch als Admin, mit dem Passwort, das die Anmeldeseite zeigt. DEMO=0 beendet sie.",
  demoReached:
    "Die Demo ist nur für diesen Rechner gedacht, und andere erreichen sie: {by}. Ihre Personen können sich von dort nicht anmelden. DEMO=0 für einen echten Helpdesk setzen; DEMO=1 öffnet die Demo für alle.",
  jobFailed:
    "Die Hintergrundaufgabe „{job}“ ist {failures}-mal hintereinander fehlgeschlagen. Sie wird immer wieder versucht; das Protokoll des Servers sagt, warum.",
  lag: "Änderungen kamen verspätet auf die Bildschirme, um bis zu {seconds} Sekunden.",
  vanished:
    "Der Serverprozess unter {place} (Nummer {pid}) verschwand, ohne sich abzumelden. Die anderen verbinden seine Besucher wieder.",
  joined: "Der Serverprozess unter {place} ist dazugekommen.",
  left: "Der Serverprozess unter {place} ist ordnungsgemäß gegangen.",
  cameAndWent: "Serverprozesse kamen und gingen ordnungsgemäß: {joined} kamen dazu, {left} gingen.",
  proxyUntold:
    "Anfragen kommen anscheinend durch einen Proxy, aber TRUST_PROXY ist 0. Wenn es einen gibt, kommen für diesen Helpdesk alle von dessen Adresse, und falsche Passwörter der einen lassen andere warten. TRUST_PROXY auf die Anzahl der Proxys davor setzen.",
  mailHeld:
    "Mails werden zurückgehalten, weil in einer Stunde sehr viele gesendet wurden: an eine Adresse, zu einem Ticket oder insgesamt. Bitte auf der Seite der ausgehenden Mail ansehen und senden, oder abbrechen, wenn ein Programm sich selbst antwortet.",
  mailUnsent:
    "Mail wartet seit mehr als {minutes} Minuten, weil der Mailserver sie nicht annimmt. Die Seite der ausgehenden Mail sagt, warum; es wird immer wieder versucht.",
  signInAway:
    "{service, select, directory {Das Verzeichnis} other {Der Identitätsanbieter}} antwortet seit mehr als {minutes} Minuten nicht: Wer darüber hereinkommt, kann sich nicht anmelden. Wer angemeldet ist, bleibt es, und Passwörter von hier gelten.",
  directoryDoubted:
    "Das Verzeichnis kennt {gone} von {asked} Personen nicht mehr, die hier angemeldet sind. Das sieht eher nach einer falschen Einstellung aus als nach so vielen, die gegangen sind; darum wurde niemand abgemeldet. Bitte die Einstellungen des Verzeichnisses prüfen (die Basis, den Filter, was der suchende Name lesen darf). Sind sie wirklich gegangen, die Personen hier sperren.",
  quotaUsedUp:
    "Der Platz für Dateien, {megabytes} MB, ist aufgebraucht: Hochladen wird abgelehnt. Dateien oder Tickets löschen, die niemand braucht, oder die Grenze in den Einstellungen erhöhen.",
  quotaNearly:
    "Mehr als {percent} % des Platzes für Dateien, {megabytes} MB, sind belegt. Ist er aufgebraucht, wird Hochladen abgelehnt.",
  diskFull:
    "Der Datenträger des Servers ist fast voll: Lesen geht, schreiben lässt sich erst wieder, wenn die, die den Server betreuen, Platz schaffen.",
  diskNearly:
    "Der Datenträger des Servers hat wenig Platz. Bitte denen Bescheid sagen, die den Server betreuen, bevor sich nichts mehr schreiben lässt.",
  logUnreadable:
    "Eine Änderung wurde gespeichert, die diese Version nicht bekannt geben kann. Alle offenen Seiten laden neu, ihnen fehlt also nichts. Das Protokoll des Servers nennt Art und Nummer; bitte melden, und zwei Versionen nicht länger zugleich laufen lassen, als ein Update dauert.",
  weakAdminPassword:
    "Das Passwort des ersten Admins, ADMIN_PASSWORD, ist leicht zu erraten: {reason, select, own {Es enthält wenig außer dem Namen der Person, der E-Mail-Adresse, dem Namen der Organisation oder dieses Produkts} common {Es ist eines der meistbenutzten Passwörter, oder fast} words {Es besteht aus zu wenigen, zu häufigen Wörtern} spatial {Seine Tasten liegen auf der Tastatur nebeneinander} repeat {Es wiederholt dieselben wenigen Zeichen} sequence {Seine Zeichen sind eine Reihe, wie 1234 oder abcd} date {Es ist vor allem ein Datum} other {Es ist zu kurz und zu einfach}}. Bitte ein anderes für dieses Konto wählen.",
  webhookFailing:
    "Der Webhook an {host} wurde abgeschaltet, weil seit {hours} Stunden nichts mehr angekommen ist. Auf der Seite der Webhooks lässt er sich wieder einschalten, wenn sein Empfänger arbeitet.",
  webhookGone:
    "Der Webhook an {host} wurde abgeschaltet, weil sein Empfänger sagt, dass es ihn nicht mehr gibt (410).",
};

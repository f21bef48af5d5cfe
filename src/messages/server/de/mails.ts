import type { mails as en } from "@/messages/server/en/mails";
import type { Translation } from "@/messages/translation";

/** What mails say, and why one was not sent; a mail keeps keys and values, and is put into words when it is sent. */
export const mails: Translation<typeof en> = {
  greeting: "Guten Tag {name},",
  greetingNobody: "Guten Tag,",
  linkBelow: "Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:",
  footer: "{organisation} hat diese Mail automatisch gesendet. Antworten darauf liest niemand.",
  test: {
    subject: "Testmail von {organisation}",
    text: "Diese Mail wurde auf der Seite der ausgehenden Mail angefordert. Da Sie sie lesen, wird Mail gesendet.",
    sent: "Der Mailserver hat die Testmail an {address} angenommen. Bitte in diesem Postfach nachsehen, auch im Spam.",
    off: "Hier wird keine Mail gesendet: Es gibt keinen Mailserver. Er lässt sich auf der Seite des Mailservers eintragen.",
    noAddress: "Ihr Konto hat keine E-Mail-Adresse, an die sie gehen könnte.",
  },
  invitation: {
    subject: "Willkommen bei {organisation}",
    text: "{by} hat für Sie ein Konto bei {organisation} angelegt. Wählen Sie ein Passwort, und Sie sind dabei.",
    open: "Passwort wählen",
    after:
      "Der Link funktioniert einmal, {days} Tage lang. Falls Sie nichts dergleichen erwarten, lassen Sie ihn einfach: Ohne Passwort kommt niemand hinein.",
  },
  passwordReset: {
    subject: "Ein neues Passwort bei {organisation}",
    text: "Jemand, hoffentlich Sie, möchte ein neues Passwort für Ihr Konto bei {organisation} wählen.",
    open: "Neues Passwort wählen",
    after:
      "Der Link funktioniert einmal, eine Stunde lang. Falls Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.",
  },
  passwordChanged: {
    subject: "Ihr Passwort bei {organisation} wurde geändert",
    text: "Für Ihr Konto wurde ein neues Passwort gewählt, über einen Link, den wir Ihnen geschickt hatten. Sie sind überall abgemeldet.",
    after:
      "Falls Sie es nicht waren, fordern Sie sofort ein weiteres neues Passwort an und sagen Sie einem Administrator Bescheid.",
  },
  confirmRegistration: {
    subject: "Bestätigen Sie Ihre Adresse für {organisation}",
    text: "Jemand hat mit dieser Adresse ein Konto bei {organisation} angelegt. Falls Sie es waren, bestätigen Sie, dass die Adresse Ihre ist, und es ist bereit.",
    open: "Adresse bestätigen",
    after:
      "Der Link funktioniert einmal, 24 Stunden lang. Falls Sie es nicht waren, lassen Sie ihn einfach: Ohne ihn gibt es kein Konto.",
  },
  accountExists: {
    subject: "Sie haben ein Konto bei {organisation}",
    text: "Jemand, vielleicht Sie, wollte mit dieser Adresse ein Konto bei {organisation} anlegen. Es gibt schon eines, und daran hat sich nichts geändert.",
    open: "Anmelden",
    after: "Falls Sie Ihr Passwort vergessen haben, können Sie von dort aus ein neues wählen.",
  },
  confirmAddress: {
    subject: "Bestätigen Sie Ihre Adresse für {organisation}",
    text: "Das Konto {account} bei {organisation} soll auch diese Adresse bekommen. Wenn das Ihr Konto ist, bestätigen Sie, dass die Adresse Ihnen gehört.",
    open: "Adresse bestätigen",
    after:
      "Der Link gilt einmal, 24 Stunden lang. Wenn es nicht Ihr Konto ist, lassen Sie es: Sonst bekäme dessen Inhaber, was für Ihre Adresse eingeht.",
  },
  addressTaken: {
    subject: "Ihre Adresse bei {organisation}",
    text: "Jemand, vielleicht Sie, wollte diese Adresse zu einem anderen Konto bei {organisation} hinzufügen. Sie gehört schon zu Ihrem, und daran hat sich nichts geändert.",
    after: "Um sie im anderen Konto zu verwenden, entfernen Sie sie zuerst aus Ihrem.",
  },
  guestFiled: {
    subject: "[#{number}] Ihre Anfrage an {organisation}",
    text: "{organisation} hat Ihre Anfrage erhalten. Dieser Link öffnet sie, nur für Sie: Dort sehen Sie, was damit geschieht, und können antworten.",
    open: "Anfrage öffnen",
    after:
      "Der Link gilt {hours, number} Stunden. Danach fordern Sie auf derselben Seite einen neuen an. Wenn Sie keine Anfrage geschrieben haben, löschen Sie diese E-Mail: Es geschieht nichts, solange niemand den Link öffnet.",
  },
  guestLink: {
    subject: "[#{number}] Neuer Link zu Ihrer Anfrage",
    text: "Dieser Link öffnet Ihre Anfrage bei {organisation}. Ein früherer Link dazu gilt nicht mehr.",
  },
  guestReply: {
    subject: "[#{number}] {organisation} hat geantwortet",
    text: "Es gibt eine Antwort auf Ihre Anfrage „{title}“. Dieser Link öffnet sie; ein früherer gilt nicht mehr.",
  },
  account: {
    second_factor_on: "Für Ihr Konto bei {organisation} wurde das Anmelden in zwei Schritten eingeschaltet",
    second_factor_off: "Für Ihr Konto bei {organisation} wurde das Anmelden in zwei Schritten ausgeschaltet",
    recovery_codes_made: "Für Ihr Konto bei {organisation} wurden neue Wiederherstellungscodes erzeugt",
    recovery_code_used:
      "Mit einem Wiederherstellungscode hat sich jemand an Ihrem Konto bei {organisation} angemeldet",
    passkey_added: "Zu Ihrem Konto bei {organisation} wurde ein Passkey hinzugefügt",
    passkey_removed: "Aus Ihrem Konto bei {organisation} wurde ein Passkey entfernt",
    passkey_copied: "Die Kopie eines Ihrer Passkeys wurde bei {organisation} abgewiesen",
    token_made: "Für Ihr Konto bei {organisation} wurde ein persönliches Token erzeugt",
    password_changed: "Das Passwort Ihres Kontos bei {organisation} wurde geändert",
    signed_in_elsewhere: "An Ihrem Konto bei {organisation} hat sich jemand von einem neuen Gerät angemeldet",
    address_asked: "Zu Ihrem Konto bei {organisation} soll eine weitere E-Mail-Adresse hinzukommen",
    address_added: "Zu Ihrem Konto bei {organisation} ist eine E-Mail-Adresse hinzugekommen",
    accounts_merged: "Mit Ihrem Konto bei {organisation} wurde ein anderes zusammengeführt",
    address_primary: "Ihr Konto bei {organisation} hat eine andere Hauptadresse",
    address_removed: "Aus Ihrem Konto bei {organisation} wurde eine E-Mail-Adresse entfernt",
    where: "Von der Adresse {address}, mit: {browser}",
    notYou:
      "Waren Sie das, ist nichts zu tun. Wenn nicht, ändern Sie auf der Seite Ihres Kontos Ihr Passwort und beenden Sie dort alle anderen Sitzungen.",
    open: "Mein Konto öffnen",
  },
  notification: {
    subject: "[#{number}] {title}",
    reply: "{has, select, nobody {Es gibt eine Antwort:} other {{by} hat geantwortet:}}",
    status:
      "{has, select, nobody {Der neue Status ist} other {{by} hat den Status geändert:}} {status, select, open {„Offen“} in_progress {„In Arbeit“} waiting {„Wartet auf Antwort“} resolved {„Gelöst“} other {„Geschlossen“}}.",
    received:
      "{has, select, nobody {Ihre Anfrage ist eingegangen:} other {{by} hat Ihre Anfrage für Sie angelegt:}}",
    waiting:
      "{has, select, nobody {Der Helpdesk wartet auf Ihre Antwort.} other {{by} wartet auf Ihre Antwort.}} Bitte öffnen Sie das Ticket und antworten Sie dort.",
    resolved: "{has, select, nobody {Ihre Anfrage ist gelöst.} other {{by} hat Ihre Anfrage gelöst.}}",
    resolvedQuestion:
      "Ist Ihr Problem behoben? Dann ist nichts zu tun. Wenn nicht, antworten Sie im Ticket, und es ist wieder offen.",
    watching:
      "{has, select, nobody {Sie lesen bei diesem Ticket jetzt mit.} other {{by} lässt Sie bei diesem Ticket mitlesen.}}",
    note: "{has, select, nobody {Es gibt eine interne Notiz:} other {{by} hat eine interne Notiz geschrieben:}}",
    mention: "{has, select, nobody {Sie wurden erwähnt:} other {{by} hat Sie erwähnt:}}",
    created: "{has, select, nobody {Ein neues Ticket:} other {{by} hat ein Ticket angelegt:}}",
    assigned:
      "{has, select, nobody {Das Ticket wurde Ihnen zugewiesen.} other {{by} hat Ihnen das Ticket zugewiesen.}}",
    urgent:
      "{has, select, nobody {Das Ticket ist dringend.} other {{by} hat das Ticket als dringend markiert.}}",
    open: "Ticket öffnen",
    noAccount:
      "Falls Sie hier noch kein Konto haben, bitten Sie den Helpdesk um eine Einladung: Damit sehen Sie das Ticket und können antworten.",
    footer:
      "{organisation} hat diese Mail automatisch gesendet. Antworten darauf liest niemand: Bitte antworten Sie im Ticket. In Ihrem Konto wählen Sie, worüber Sie Mail bekommen.",
    unsubscribe: "Keine solchen Mails mehr",
  },
  notice: {
    subject: "{organisation}: etwas braucht die Administration",
    open: "Ansehen",
    after:
      "Sie bekommen diese Mail, weil Sie den Helpdesk verwalten. In Ihrem Konto wählen Sie, ob solche Mails kommen.",
  },
  digest: {
    hourly: "{count, plural, one {Neues zu # Ticket} other {Neues zu # Tickets}}",
    daily: "{count, plural, one {Seit gestern: Neues zu # Ticket} other {Seit gestern: Neues zu # Tickets}}",
    intro: "Das geschah mit Tickets, die Sie betreffen:",
    ticket: "#{number} {title}",
    more: "Und {count, plural, one {noch etwas} other {# weitere Dinge}}.",
    moreTickets: "Und {count, plural, one {ein weiteres Ticket} other {# weitere Tickets}}.",
    open: "Helpdesk öffnen",
  },
  step: {
    isAddress: "{host} ist eine IP-Adresse.",
    resolved: "{host} ist {addresses}.",
    unknownHost: "Zu {host} ist keine Adresse bekannt. Stimmt der Name?",
    connected: "Unter {host}, Port {port} antwortet etwas.",
    nobody: "Unter {host}, Port {port} antwortet nichts. Stimmt der Port?",
    noWay: "{host}, Port {port} ist nicht zu erreichen. Steht eine Firewall dazwischen?",
    noMailServer: "Was dort antwortet, spricht nicht wie ein Mailserver. Stimmen Port und Verschlüsselung?",
    silent: "Er antwortet nicht rechtzeitig.",
    turnedAway: "Der Mailserver weist diese Verbindung ab: {answer}",
    encrypted: "Die Verbindung ist verschlüsselt.",
    plain: "Die Verbindung ist nicht verschlüsselt: Der Server bietet es nicht an.",
    noTls: "Eine verschlüsselte Verbindung kommt nicht zustande: {reason}",
    nameless: "Es ist kein Benutzer eingetragen, darum meldet sich niemand an.",
    signedIn: "Der Server kennt den Benutzer {user}.",
  },
  error: {
    refused: "Der Mailserver nimmt sie nicht an: {answer}",
    later: "Der Mailserver will sie später: {answer}",
    signIn: "Der Mailserver lehnt Benutzer oder Passwort ab: {answer}",
    sender: "Der Mailserver nimmt keine Mail dieses Absenders an: {answer}",
    secure: "Keine sichere Verbindung zum Mailserver: {reason}",
    away: "Der Mailserver ist nicht zu erreichen: {reason}",
    silent: "Der Mailserver antwortet nicht rechtzeitig.",
    other: "Sie konnte nicht übergeben werden: {reason}",
    unreadable:
      "Sie kann hier nicht geschrieben werden: Eine andere Version hat sie eingereiht, oder der Schlüssel ihres Links fehlt.",
    addressRefused:
      "Sie wurde nicht gesendet: Ein Mailserver hat diese Adresse endgültig abgewiesen, mit {answer}. Solche Mails gehen erst wieder dorthin, wenn jemand einen neuen Versuch erlaubt.",
    held: {
      address:
        "Sie wird zurückgehalten: Mehr als {most, number} Mails gingen in einer Stunde an diese Adresse.",
      ticket:
        "Sie wird zurückgehalten: Mehr als {most, number} Mails gingen in einer Stunde zu diesem Ticket hinaus.",
      organisation: "Sie wird zurückgehalten: Mehr als {most, number} Mails gingen in einer Stunde hinaus.",
    },
    expired: "Zum Senden war es zu spät: Was darin steht, ist vorbei.",
  },
};

import type { Translation } from "@/messages/translation";
import type { secondFactors as en } from "@/messages/en/second-factors";

/** Signing in with a second factor. */
export const secondFactors: Translation<typeof en> = {
  title: "Anmelden in zwei Schritten",
  description: "Ein Code aus einer App auf Ihrem Telefon, zusätzlich zum Passwort.",
  loading: "Anmelden in zwei Schritten wird geladen",
  off: {
    explanation:
      "Aus. Eingeschaltet kann sich niemand anmelden, der nur Ihr Passwort kennt. Sie brauchen eine Authenticator-App, zum Beispiel die, in der Ihr Telefon Passwörter aufbewahrt.",
    turnOn: "Einschalten",
  },
  required: {
    due: "Ihre Organisation verlangt es von allen in Ihrer Rolle. Bitte schalten Sie es bis zum {date} ein; danach geht vorher nichts anderes mehr.",
    title: "Anmelden in zwei Schritten einschalten",
    description:
      "Ihre Organisation verlangt es von allen in Ihrer Rolle. Es dauert eine Minute, dann geht es weiter.",
    begin: "Beginnen",
    passkey: "Stattdessen Passkey hinzufügen",
    signOut: "Abmelden",
  },
  show: {
    title: "Noch ein Schritt",
    description:
      "Ihre Organisation verlangt von allen in Ihrer Rolle einen zweiten Schritt, und die andere Anmeldung hat keinen verlangt.",
    goOn: "Weiter",
  },
  on: {
    badge: "An",
    since: "Seit <ago></ago>",
    codesLeft:
      "{count, plural, =0 {Kein Wiederherstellungscode übrig} one {# Wiederherstellungscode übrig} other {# Wiederherstellungscodes übrig}}",
    few: "{count, plural, =0 {Sie haben keinen Wiederherstellungscode mehr.} one {Sie haben noch # Wiederherstellungscode.} other {Sie haben noch # Wiederherstellungscodes.}} Ohne Ihr Telefon und ohne Code kann Sie nur ein Admin wieder hereinlassen. Bitte erzeugen Sie neue.",
    renew: "Neue Codes",
    renewTitle: "Neue Wiederherstellungscodes erzeugen?",
    renewReason: "Alle, die Sie bisher aufbewahrt haben, gelten dann nicht mehr.",
    renewConfirm: "Neue erzeugen",
    replace: "Andere App oder anderes Telefon",
    turnOff: "Ausschalten",
    offTitle: "Anmelden in zwei Schritten ausschalten?",
    offReason:
      "Ohne Passkey öffnet danach Ihr Passwort allein das Konto, und Wiederherstellungscodes gelten nicht mehr.",
    offConfirm: "Ausschalten",
  },
  enrol: {
    title: "Anmelden in zwei Schritten einschalten",
    description:
      "Scannen Sie das Bild mit Ihrer Authenticator-App und geben Sie dann den Code ein, den sie zeigt.",
    qr: "QR-Code für Ihre Authenticator-App; dasselbe steht daneben als Text",
    typed: "Scannen geht nicht? Tippen Sie dies in die App:",
    copySecret: "Schlüssel kopieren",
    submit: "Einschalten",
  },
  codes: {
    title: "Ihre Wiederherstellungscodes",
    description:
      "Jeder öffnet Ihr Konto einmal anstelle des Codes der App. Bewahren Sie sie so auf, dass Sie sie ohne Ihr Telefon finden. Sie werden nur jetzt gezeigt.",
    download: "Herunterladen",
    copy: "Alle kopieren",
    file: "helpejo-wiederherstellungscodes.txt",
    kept: "Ich habe sie aufbewahrt",
  },
  notified: {
    second_factor_on: "Für Ihr Konto wurde das Anmelden in zwei Schritten eingeschaltet",
    second_factor_off: "Für Ihr Konto wurde das Anmelden in zwei Schritten ausgeschaltet",
    recovery_codes_made: "Für Ihr Konto wurden neue Wiederherstellungscodes erzeugt",
    recovery_code_used: "Mit einem Wiederherstellungscode hat sich jemand an Ihrem Konto angemeldet",
    passkey_added: "Zu Ihrem Konto wurde ein Passkey hinzugefügt",
    passkey_removed: "Aus Ihrem Konto wurde ein Passkey entfernt",
    passkey_copied:
      "Die Kopie eines Ihrer Passkeys wurde abgewiesen. Bitte entfernen Sie diesen Passkey und fügen Sie einen neuen hinzu",
    token_made: "Für Ihr Konto wurde ein persönliches Token erzeugt",
    password_changed: "Das Passwort Ihres Kontos wurde geändert",
    address_asked: "Zu Ihrem Konto soll eine weitere E-Mail-Adresse hinzukommen",
    address_added: "Zu Ihrem Konto ist eine E-Mail-Adresse hinzugekommen",
    accounts_merged: "Ein anderes Konto wurde mit Ihrem zusammengeführt",
    address_primary: "Ihr Konto hat eine andere Hauptadresse",
    address_removed: "Aus Ihrem Konto wurde eine E-Mail-Adresse entfernt",
    signed_in_elsewhere: "An Ihrem Konto hat sich jemand von einem neuen Gerät angemeldet",
    notYou:
      "Waren Sie das nicht, ändern Sie auf der Seite Ihres Kontos Ihr Passwort und beenden Sie dort alle anderen Sitzungen.",
  },
};

import type { webhooks as en } from "@/messages/server/en/webhooks";
import type { Translation } from "@/messages/translation";

/** Was Admins über Zustellungen an Webhooks lesen. */
export const webhooks: Translation<typeof en> = {
  error: {
    private:
      "Nicht gesendet: {address} liegt in einem privaten Netz oder ist dieser Rechner selbst und gehört nicht zu den erlaubten Hosts.",
    unknownName: "Zum Namen {host} gibt es keine Adresse.",
    timeout: "Innerhalb von {seconds, plural, one {einer Sekunde} other {# Sekunden}} kam keine Antwort.",
    connection: "Es kam keine Verbindung zustande ({reason}).",
    redirect:
      "Der Empfänger hat mit einer Weiterleitung geantwortet ({status}). Ihr wird nicht gefolgt: bitte die Adresse eintragen, zu der sie führt.",
    status: "Der Empfänger hat mit {status} geantwortet.",
    secret:
      "Eine Signatur ist nicht möglich: der Schlüssel, mit dem das Geheimnis versiegelt wurde, liegt hier nicht vor. Bitte ein neues Geheimnis erzeugen.",
    empty:
      "Es gibt nichts mehr zu melden: das Ticket wurde gelöscht oder ist für diese Seite nicht sichtbar.",
    disabled: "Der Webhook wurde abgeschaltet.",
  },
};

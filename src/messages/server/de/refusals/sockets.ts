import type { sockets as en } from "@/messages/server/en/refusals/sockets";
import type { Translation } from "@/messages/translation";

/** What is refused of what a socket sends, and of sockets. */
export const sockets: Translation<typeof en> = {
  tooLarge: "Eine Nachricht hat höchstens 64 kB.",
  noEvent: "Dieses Ereignis gibt es nicht.",
  gone: "Die Verbindung ist weg.",
  tooManyTickets: "So viele Tickets können nicht gleichzeitig offen sein. Bitte schließen Sie einige.",
  joinFirst: "Das Ticket muss zuerst geöffnet werden.",
  notesByStaff: "Interne Notizen schreiben Agent:innen und Admins.",
  readOnly: "Sie können dieses Ticket lesen, aber nicht darin antworten.",
  tooMuch: "Das war zu viel auf einmal. Bitte warten Sie eine Sekunde.",
  accessChanging: "Der Zugriff auf dieses Ticket wird gerade geändert. Bitte versuchen Sie es noch einmal.",
  protocol:
    "Dieser Server spricht Protokoll {protocol} und dessen Nachbarn, der Client {spoken}: Bitte laden Sie die Seite neu.",
  databaseAway: "Die Datenbank antwortet gerade nicht.",
  broken: "Bei uns ist etwas kaputtgegangen.",
  tooOften: "Sie verbinden sich zu oft.",
  flood: "Ihre Seiten senden zu viel. Bitte warten Sie eine Minute.",
  tooManyOpen: "Sie haben das hier zu oft geöffnet. Bitte schließen Sie einige Fenster.",
  strangers: "Zu viele Versuche ohne Anmeldung. Bitte warten Sie eine Minute.",
  foreignPage: "Diese Seite darf hier keine Sockets öffnen.",
  manyStrangers:
    "Zu viele Verbindungen von hier sagen nicht, von wem sie sind. Bitte warten Sie einen Moment.",
  crowded: "Gerade verbinden sich sehr viele auf einmal. Bitte versuchen Sie es gleich noch einmal.",
  methods: "Sockets werden mit GET und POST angesprochen.",
  path: "Sockets gibt es unter /socket.io/.",
  jsonp: "JSONP gibt es hier nicht.",
  unclear: "Die Anfrage ist nicht zu verstehen.",
  upgrade: "Nach einem WebSocket wird mit einem Upgrade gefragt.",
};

import type { storage as en } from "@/messages/server/en/refusals/files/storage";
import type { Translation } from "@/messages/translation";

/** What is refused where files are kept. */
export const storage: Translation<typeof en> = {
  full: "Der Datenträger des Helpdesks ist voll, deshalb konnte die Datei nicht gespeichert werden. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  share:
    "Der Helpdesk hat seinen Anteil am Datenträger verbraucht, deshalb konnte die Datei nicht gespeichert werden. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  size: "Der Datenträger des Helpdesks nimmt keine Dateien dieser Größe an.",
  rights:
    "Der Helpdesk hat keinen Zugriff auf seinen Ordner für Dateien. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  readOnly:
    "Der Datenträger des Helpdesks lässt sich gerade nur lesen. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  noFolder:
    "Der Ordner des Helpdesks für Dateien ist kein Ordner. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  faulty:
    "Der Datenträger des Helpdesks meldet einen Fehler. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  tooManyOpen:
    "Der Helpdesk hat gerade zu viele Dateien geöffnet. Bitte versuchen Sie es in einer Minute noch einmal.",
  gone: "Der Inhalt der Datei liegt nicht mehr auf dem Datenträger des Helpdesks.",
  notHere: "Diese Datei ist hier nicht gespeichert.",
  nearlyFull:
    "Der Datenträger des Helpdesks ist fast voll: Lesen geht, schreiben lässt sich erst wieder, wenn Platz ist. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
};

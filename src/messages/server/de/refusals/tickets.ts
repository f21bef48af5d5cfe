import type { tickets as en } from "@/messages/server/en/refusals/tickets";
import type { Translation } from "@/messages/translation";

/** What is refused about tickets. */
export const tickets: Translation<typeof en> = {
  unknown: "Dieses Ticket gibt es nicht, oder Sie haben keinen Zugriff darauf.",
  readersForStaff: "Wer ein Ticket gelesen hat, erfährt nur der Support.",
  viewAs: "Nur wer ein Ticket bearbeitet, kann es so ansehen, wie die anfragende Person es sieht.",
  accessForAdmins: "Wer ein Ticket sieht und warum, erfahren nur Admins.",
  noTeam: "Dieses Team gibt es nicht, oder Sie können es nicht wählen.",
  noCategory: "Diese Kategorie gibt es nicht.",
  noCategories: "Diese Organisation hat noch keine Kategorien; ein Admin muss eine anlegen.",
  noPerson: "Diese Person gibt es nicht, oder sie ist nicht aktiv.",
  closed:
    "Dieses Ticket wurde vor zu langer Zeit geschlossen und lässt sich nicht wieder öffnen. Bitte senden Sie Ihren Text als neues Ticket, das auf dieses verweist.",
  assignees: "Tickets werden aktiven Agent:innen und Admins zugewiesen.",
  assigneeOutside: "Diese Person gehört nicht zum privaten Team des Tickets.",
  guests: "Gäste legen Tickets über das Gästeformular an.",
  forOthers: "Nur Agent:innen legen Tickets für andere an.",
  watchers: "Nur Agent:innen fügen andere als Beobachtende hinzu.",
  urgent: "Nur Agent:innen stufen ein Ticket als dringend ein. Wählen Sie höchstens „Hoch“; sie sehen es.",
  ownAgents: "Dieses Team nimmt Tickets nur von seinen eigenen Agent:innen an.",
  otherTeam: "Wählen Sie ein anderes Team.",
  deleting: "Nur Admins löschen Tickets.",
  restoring: "Nur Admins stellen Tickets wieder her.",
  nothingToRestore:
    "Hier gibt es kein Ticket wiederherzustellen; gelöschte Tickets werden {days, number} Tage aufgehoben.",
  guestReading: "Was ein Gast gelesen hat, wird nicht festgehalten.",
  conflict:
    "Jemand hat das inzwischen geändert. Sehen Sie sich die aktuellen Werte an und entscheiden Sie neu.",
  changedSince: "Jemand hat das geändert, seit Sie es geladen haben.",
  setWatchers:
    "Nur Agent:innen, und die anfragende Person bei Kolleginnen und Kollegen, fügen andere als Beobachtende hinzu oder entfernen sie.",
  title: "Sie dürfen den Titel dieses Tickets nicht ändern.",
  description: "Sie dürfen die Beschreibung dieses Tickets nicht ändern.",
  status: "Sie können Ihre eigenen Tickets schließen und wieder öffnen; andere Zustände setzen Agent:innen.",
  priority: "Sie können die Priorität Ihrer eigenen Tickets bis „Hoch“ setzen.",
  category: "Nur Agent:innen ändern die Kategorie eines Tickets.",
  assignee:
    "Sie können Tickets ohne Team und die Ihrer eigenen Teams zuweisen; bitten Sie das Team dieses Tickets, es zuzuweisen.",
  team: "Nur Agent:innen verschieben Tickets zwischen Teams.",
  tags: "Nur Agent:innen ändern die Tags von Tickets.",
  dueAt: "Nur Agent:innen legen fest, wann ein Ticket fällig ist.",
  othersWatcher: "Sie entfernen, wen Sie selbst hinzugefügt haben. Diese Person hat der Support hinzugefügt.",
  watcherList: "Wer hier mitliest, sehen nur die anfragende Person und der Support.",
};

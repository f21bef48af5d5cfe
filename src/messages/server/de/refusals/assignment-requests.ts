import type { assignmentRequests as en } from "@/messages/server/en/refusals/assignment-requests";
import type { Translation } from "@/messages/translation";

/** What is refused about requests to assign a ticket. */
export const assignmentRequests: Translation<typeof en> = {
  unknown: "Diese Anfrage gibt es nicht, oder Sie haben keinen Zugriff auf ihr Ticket.",
  staff: "Wer um ein Ticket gebeten hat, sehen nur Mitarbeitende.",
  agents: "Um Tickets anderer Teams bitten Agent:innen.",
  mayAssign: "Sie dürfen dieses Ticket selbst zuweisen.",
  closed: "Dieses Ticket ist geschlossen. Öffnen Sie es wieder, bevor Sie darum bitten.",
  isAssignee: "Diese Person ist schon zuständig.",
  already:
    "Sie haben um dieses Ticket schon gebeten. Ziehen Sie das zuerst zurück, um um etwas anderes zu bitten.",
  withdraw: "Nur wer gefragt hat, zieht eine Anfrage zurück.",
  decide: "Über diese Anfrage entscheiden die Agent:innen des Teams und Admins.",
  approved: "{name} hat dieser Anfrage schon zugestimmt.",
  declined: "{name} hat diese Anfrage schon abgelehnt.",
  over: "Diese Anfrage wurde zurückgezogen, oder ihr Ticket braucht sie nicht mehr.",
};

import type { ticketMerges as en } from "@/messages/server/en/refusals/tickets/ticket-merges";
import type { Translation } from "@/messages/translation";

/** What is refused about merging tickets. */
export const ticketMerges: Translation<typeof en> = {
  byStaff: "Tickets führen Agent:innen und Admins zusammen, die an beiden arbeiten.",
  already:
    "Dieses Ticket wurde bereits zusammengeführt. Machen Sie das zuerst rückgängig, um es mit einem anderen zusammenzuführen.",
  itself: "Diese beiden sind schon ein Ticket. Wählen Sie ein anderes.",
  private:
    "Dieses Ticket gehört einem privaten Team, das andere nicht: Andere würden sehen, was darin steht. Holen Sie es zuerst aus dem Team, oder das andere hinein.",
  tooMany: "Höchstens {most, number} Tickets können miteinander zusammengeführt werden.",
  notMerged: "Dieses Ticket ist mit keinem anderen zusammengeführt.",
  merged:
    "Dieses Ticket wurde mit einem anderen zusammengeführt. Schreiben Sie stattdessen eine Nachricht: Der Support liest sie dort.",
  deleting:
    "Dieses Ticket wurde mit einem anderen zusammengeführt. Machen Sie das zuerst rückgängig, um es zu löschen.",
};

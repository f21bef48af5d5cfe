import type { links as en } from "@/messages/server/en/refusals/tickets/links";
import type { Translation } from "@/messages/translation";

/** What is refused about links between tickets. */
export const links: Translation<typeof en> = {
  workers: "Tickets verknüpfen Agent:innen, die beide bearbeiten dürfen.",
  itself: "Ein Ticket lässt sich nicht mit sich selbst verknüpfen.",
  otherWay:
    "Diese beiden Tickets sind so schon verknüpft, nur andersherum. Entfernen Sie zuerst jene Verknüpfung.",
  tooMany: "Ein Ticket hat höchstens {most, number} Verknüpfungen.",
  otherParent: "Dieses Ticket hat schon ein übergeordnetes. Entfernen Sie zuerst jene Verknüpfung.",
  followsOther: "Dieses Ticket setzt schon ein anderes fort. Entfernen Sie zuerst jene Verknüpfung.",
  circle: "Dieses Ticket ist dem anderen schon untergeordnet: es kann ihm nicht auch übergeordnet sein.",
  generations: "Höchstens {most, number} Ebenen von Tickets sind einander untergeordnet.",
  unknown: "Diese Verknüpfung gibt es nicht, oder Sie haben keinen Zugriff auf ihr Ticket.",
};

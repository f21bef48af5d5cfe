import type { Translation } from "@/messages/translation";
import type { requesterView as en } from "@/messages/en/tickets/requester-view";

/** A ticket as its requester sees it, for staff. */
export const requesterView: Translation<typeof en> = {
  enter: "Als anfragende Person ansehen",
  label: "Ansicht der anfragenden Person",
  loading: "Das Ticket wird so geladen, wie die anfragende Person es sieht",
  of: "So sieht <name></name> dieses Ticket. Ändern lässt sich hier nichts.",
  ofStaff:
    "So sieht dieses Ticket, wer darum gebeten hat. <name></name> gehört zum Team und sieht womöglich mehr. Ändern lässt sich hier nichts.",
  leave: "Zurück zu meiner Ansicht",
  readOnly: "Hier hat die anfragende Person ein Feld für ihre Antwort.",
  followers: "Wer das verfolgt",
};

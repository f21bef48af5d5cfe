import { TicketNotFound } from "@/features/open-ticket/ui/page/states";

/** Says the same whether the ticket is gone, never was, or is not for this person. */
export default TicketNotFound;

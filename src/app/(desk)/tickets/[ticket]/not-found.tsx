import { TicketNotFound } from "@/features/open-ticket/ui/page/states";

/** Says the same whether the ticket is gone, never existed, or this person may not see it. */
export default TicketNotFound;

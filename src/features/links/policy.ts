import { canWorkOn, type TicketFacts } from "@/features/tickets/policy";
import type { Audience } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import type { LinkKind } from "./schema";

/** Whether the actor may link these two tickets, or take a link of them away: who works on both. */
export function canLink(actor: Actor, one: TicketFacts, other: TicketFacts): boolean {
  return canWorkOn(actor, one) && canWorkOn(actor, other);
}

/** Whether an audience of a ticket sees its links of this kind: the public one knows of follow-ups alone, which requesters file themselves. */
export function seesLinks(audience: Audience, kind: LinkKind): boolean {
  return audience === "staff" || kind === "followUp";
}

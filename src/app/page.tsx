import { redirect } from "next/navigation";
import { requirePageSession } from "@/server/pages/session";
import { isStaffRole } from "@/shared/roles";

/** The first page: staff go to the list of open tickets, requesters to their own tickets. */
export default async function FirstPage() {
  const { actor } = await requirePageSession("/");
  redirect(isStaffRole(actor.role) ? "/tickets?status=open,in_progress,waiting" : "/tickets");
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canSeeRequests } from "@/features/assignment-requests/policy";
import { assignmentRequestQuerySchema } from "@/features/assignment-requests/schema";
import { listAssignmentRequests } from "@/features/assignment-requests/server/read";
import { queryOf, readShown } from "@/features/assignment-requests/ui/shown";
import { AssignmentRequestsPage } from "@/features/assignment-requests/ui/requests-page";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("assignmentRequests.title") };
}

/** Requests to assign tickets, for staff; the first come with the page. */
export default async function RequestsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { show } = await searchParams;
  const shown = readShown(typeof show === "string" ? show : null);
  const path = "/assignment-requests";
  const { actor } = await requirePageSession(shown === "waiting" ? path : `${path}?show=${shown}`);
  if (!canSeeRequests(actor)) {
    notFound();
  }
  const page = await listAssignmentRequests(actor, assignmentRequestQuerySchema.parse(queryOf(shown)));
  return <AssignmentRequestsPage initial={{ shown, page }} />;
}

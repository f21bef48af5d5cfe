import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { JobsPage } from "@/features/jobs/ui/jobs-page";
import { canAdminister } from "@/features/users/policy";
import { requirePageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("jobs.title") };
}

/** The background jobs; for admins. */
export default async function AdminJobsPage() {
  const { actor } = await requirePageSession("/admin/jobs");
  if (!canAdminister(actor)) {
    notFound();
  }
  return <JobsPage />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { canSeeNotices } from "@/features/notices/policy";
import { listNotices } from "@/features/notices/server/read";
import { NoticesPage } from "@/features/notices/ui/notices-page";
import { NOTICES_PAGE, readShown } from "@/features/notices/ui/notice-filter";
import { requirePageSession } from "@/server/pages/session";
import { pageSpeech, pageTranslate } from "@/server/pages/speech";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.notices") };
}

/** What admins should know; its first rows come with the page. */
export default async function AdminNoticesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const shown = readShown((await searchParams)["show"]);
  const { actor } = await requirePageSession(shown === "all" ? "/admin/notices?show=all" : "/admin/notices");
  if (!canSeeNotices(actor)) {
    notFound();
  }
  const { language } = await pageSpeech();
  const page = await listNotices(actor, {
    language,
    limit: NOTICES_PAGE,
    ...(shown === "all" ? {} : { acknowledged: false }),
  });
  return <NoticesPage initial={{ shown, page }} />;
}

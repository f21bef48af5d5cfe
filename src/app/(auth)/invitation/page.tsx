import type { Metadata } from "next";
import { InvitationAccount } from "@/features/users/ui/link-account";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.invitation"), referrer: "no-referrer" };
}

/** Where an invited person chooses their password. The token stands in the fragment, which only the browser reads. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  return <InvitationAccount brand={<Brand />} isOld={(await searchParams)["token"] !== undefined} />;
}

import type { Metadata } from "next";
import { OpenLink } from "@/features/guests/ui/open-link";
import { pageSession } from "@/server/pages/session";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../../(auth)/brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("guests.open.title"), referrer: "no-referrer" };
}

/** Opens the ticket of a guest's link. The token stands in the fragment, which only the browser reads. */
export default async function GuestOpenPage() {
  const session = await pageSession();
  return <OpenLink brand={<Brand />} signedInAs={session?.actor.name ?? null} />;
}

import type { Metadata } from "next";
import { Unsubscribe } from "@/features/notification-mails/ui/unsubscribe";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("notifications.unsubscribe.title"), referrer: "no-referrer" };
}

/** Where mails about tickets are ended. The token stands in the fragment. */
export default function UnsubscribePage() {
  return <Unsubscribe brand={<Brand />} />;
}

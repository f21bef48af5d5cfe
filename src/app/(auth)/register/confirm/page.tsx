import type { Metadata } from "next";
import { ConfirmRegistration } from "@/features/users/ui/confirm-registration";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.register"), referrer: "no-referrer" };
}

/** Where the address of a registration is confirmed. The token stands in the fragment. */
export default function ConfirmRegistrationPage() {
  return <ConfirmRegistration brand={<Brand />} />;
}

import type { Metadata } from "next";
import { LinkForm } from "@/features/guests/ui/link-form";
import { pageTranslate } from "@/server/pages/speech";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { TextLink } from "@/ui/text/link";
import { Brand } from "../../(auth)/brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("guests.link.title") };
}

/** Where a guest whose link has ended asks for a new one. */
export default async function GuestLinkPage() {
  const t = await pageTranslate();
  return (
    <CenteredShell
      brand={<Brand />}
      title={t("guests.link.title")}
      description={t("guests.link.description")}
      footer={t.rich("guests.link.noTicket", {
        link: (words) => <TextLink href="/guest">{words}</TextLink>,
      })}
    >
      <LinkForm />
    </CenteredShell>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageSession } from "@/server/pages/session";
import { SignOutForm } from "@/features/sessions/ui/sign-out-form";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { TextLink } from "@/ui/text/link";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.signOut") };
}

/** Asks before signing out, as an address alone must not end a session. */
export default async function SignOutPage() {
  const t = await pageTranslate();
  const session = await pageSession();
  if (!session) {
    redirect("/sign-in");
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title={t("shell.signOut.title")}
      description={t("shell.signOut.description", { name: session.actor.name })}
      footer={<TextLink href="/">{t("shell.signOut.stay")}</TextLink>}
    >
      <SignOutForm personId={session.actor.id} />
    </CenteredShell>
  );
}

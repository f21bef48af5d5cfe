import type { Metadata } from "next";
import { canSendMail } from "@/features/mail/server/read";
import { PasswordReset } from "@/features/users/ui/password-reset";
import { pageOrganisation } from "@/server/pages/organisation";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.passwordReset"), referrer: "no-referrer" };
}

/** Where a forgotten password is asked for, and, with the link of the mail, chosen. The token stands in the fragment. */
export default async function PasswordResetPage() {
  const organisationId = await pageOrganisation();
  const isMailSent = organisationId !== null && (await canSendMail(organisationId));
  return <PasswordReset brand={<Brand />} isMailSent={isMailSent} />;
}

import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { allowsRegistration, readOrganisation } from "@/features/organisations/server/read";
import { pageOrganisation } from "@/server/pages/organisation";
import { pageSession } from "@/server/pages/session";
import { AccountForm } from "@/features/users/ui/account-form";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { env } from "@/server/process/env";
import { ownPath } from "@/shared/own-path";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { TextLink } from "@/ui/text/link";
import { pageTranslate } from "@/server/pages/speech";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.register") };
}

/** Registration, where the organisation allows it. */
export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await pageTranslate();
  const { callbackUrl } = await searchParams;
  const target = ownPath([callbackUrl].flat()[0], env().allowedOrigins);
  if (await pageSession()) {
    redirect(target);
  }
  const organisationId = await pageOrganisation();
  const organisation = organisationId && (await readOrganisation(organisationId));
  const signIn = target === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(target)}`;
  const link = (words: ReactNode) => <TextLink href={signIn}>{words}</TextLink>;
  if (!organisation || !allowsRegistration(organisation, isDemoOpenTo(await headers()))) {
    return (
      <CenteredShell brand={<Brand />} title={t("shell.register.closedTitle")}>
        <p className="text-pretty text-ink-muted">{t("shell.register.closed")}</p>
        <p className="mt-5">{t.rich("shell.register.haveOne", { link })}</p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title={t("shell.register.title")}
      description={t("shell.register.description", { organisation: organisation.name })}
      footer={t.rich("shell.register.haveAccount", { link })}
    >
      <AccountForm path="/api/register" target={target} submit={t("shell.register.submit")} />
    </CenteredShell>
  );
}

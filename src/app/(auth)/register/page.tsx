import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { allowsRegistration, readOrganisation } from "@/features/organisations/server/read";
import { pageOrganisation } from "@/server/pages/organisation";
import { pageSession } from "@/server/pages/session";
import { AccountForm } from "@/features/users/ui/account-form";
import { isDemoOpenTo } from "@/server/http/demo-exposure";
import { env } from "@/server/process/env";
import { ownPath } from "@/shared/own-path";
import { CenteredShell } from "@/ui/plain-shell";
import { TextLink } from "@/ui/text-link";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Make an account" };

/** Making oneself an account, where the organisation allows it. */
export default async function RegisterPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl } = await searchParams;
  const target = ownPath([callbackUrl].flat()[0], env().allowedOrigins);
  if (await pageSession()) {
    redirect(target);
  }
  const organisationId = await pageOrganisation();
  const organisation = organisationId && (await readOrganisation(organisationId));
  const signIn = (
    <TextLink href={target === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(target)}`}>
      Sign in
    </TextLink>
  );
  if (!organisation || !allowsRegistration(organisation, isDemoOpenTo(await headers()))) {
    return (
      <CenteredShell brand={<Brand />} title="Accounts are made for you here">
        <p className="text-pretty text-ink-muted">
          In this help desk the administrators make the accounts. Ask them or your IT team for one, then come
          back.
        </p>
        <p className="mt-5">Have one already? {signIn}</p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title="Make an account"
      description={`To ask ${organisation.name} for help and follow what happens.`}
      footer={<>Have an account already? {signIn}</>}
    >
      <AccountForm path="/api/register" target={target} submit="Make my account" />
    </CenteredShell>
  );
}

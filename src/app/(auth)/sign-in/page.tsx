import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { signInErrorText } from "@/client/api/sign-in";
import { readSignInAnnouncements } from "@/features/announcements/server/read";
import { SignInAnnouncements } from "@/features/announcements/ui/sign-in-announcements";
import { hasDirectory } from "@/features/directories/server/read-settings";
import { allowsRegistration, readOrganisation } from "@/features/organisations/server/read";
import { pageOrganisation } from "@/server/pages/organisation";
import { pageSession } from "@/server/pages/session";
import { providerName, providerSettings } from "@/features/providers/server/read-settings";
import { ProviderLink } from "@/features/providers/ui/provider-link";
import { isProviderProblem } from "@/features/providers/schema";
import { DemoPeople } from "@/features/sessions/ui/demo-people";
import { SignInForm } from "@/features/sessions/ui/sign-in-form";
import { findDemoEmails } from "@/features/users/server/read-demo";
import { isDemoOpenTo } from "@/server/http/request/demo-exposure";
import { env } from "@/server/process/env";
import { ownPath } from "@/shared/own-path";
import { classNames } from "@/ui/class-names";
import { Callout } from "@/ui/states/callout";
import { CenteredShell } from "@/ui/shell/plain-shell";
import { TextLink } from "@/ui/text/link";
import { pageTranslate } from "@/server/pages/speech";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../../../../prisma/seed/model/people";
import { Brand } from "../brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("shell.titles.signIn") };
}

/** Sign-in; in the demo by choosing a person. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const t = await pageTranslate();
  const { callbackUrl, error, csrf } = await searchParams;
  const target = ownPath(one(callbackUrl), env().allowedOrigins);
  if (one(error) !== "TwoCookies" && !isProviderProblem(one(error)) && (await pageSession())) {
    redirect(target);
  }
  const organisationId = await pageOrganisation();
  const organisation = organisationId && (await readOrganisation(organisationId));
  const provider = organisationId && (await providerSettings(organisationId));
  const announcements = organisationId ? await readSignInAnnouncements(organisationId) : [];
  const isDemoOpen = isDemoOpenTo(await headers());
  const present =
    organisationId && isDemoOpen
      ? await findDemoEmails(
          organisationId,
          DEMO_PEOPLE.map((person) => person.email),
        )
      : [];
  const people = DEMO_PEOPLE.filter((person) => present.includes(person.email));
  const isDemo = people.length > 0;
  const register = target === "/" ? "/register" : `/register?callbackUrl=${encodeURIComponent(target)}`;
  return (
    <CenteredShell
      brand={<Brand />}
      banner={<SignInAnnouncements initial={announcements} />}
      wide={isDemo}
      title={t("shell.signIn.title")}
      description={isDemo ? t("shell.signIn.demoDescription") : organisation?.name}
      footer={
        <>
          {organisation &&
            allowsRegistration(organisation, isDemoOpen) &&
            t.rich("shell.signIn.register", {
              link: (words) => <TextLink href={register}>{words}</TextLink>,
            })}
          {organisation?.settings.guestForm && (
            <p className="mt-2">
              {t.rich("shell.signIn.guest", { link: (words) => <TextLink href="/guest">{words}</TextLink> })}
            </p>
          )}
        </>
      }
    >
      {organisation?.isDemo && env().demo && !isDemoOpen && (
        <Callout tone="warning" title={t("shell.signIn.foreignTitle")} className="mb-5">
          {t.rich("shell.signIn.foreign", {
            off: () => <code className="font-mono">DEMO=0</code>,
            on: () => <code className="font-mono">DEMO=1</code>,
          })}
        </Callout>
      )}
      <div className={isDemo ? "lg:grid lg:grid-cols-2 lg:gap-12" : undefined}>
        {isDemo && (
          <div>
            <Callout tone="info" title={t("shell.signIn.demoTitle")} className="mb-5">
              {t.rich("shell.signIn.demo", {
                password: () => <code className="font-mono select-all">{DEMO_PASSWORD}</code>,
              })}
            </Callout>
            <DemoPeople people={people} password={DEMO_PASSWORD} target={target} />
            <Divider className="lg:hidden">{t("shell.signIn.or")}</Divider>
          </div>
        )}
        <div>
          {provider && (
            <>
              <ProviderLink target={target}>
                {t("sessions.provider.signIn", { name: providerName(provider) })}
              </ProviderLink>
              <Divider>{t("shell.signIn.or")}</Divider>
            </>
          )}
          <SignInForm
            target={target}
            takesNames={organisationId !== null && (await hasDirectory(organisationId))}
            error={signInErrorText(t, one(error) ?? (csrf === undefined ? null : "Csrf"))}
            asksCode={["TotpRequired", "TotpInvalid"].includes(one(error) ?? "")}
            autoFocus={!isDemo && !provider}
          />
        </div>
      </div>
    </CenteredShell>
  );
}

function Divider({ className, children }: { className?: string; children: string }) {
  return (
    <div
      className={classNames(
        "my-6 flex items-center gap-3 text-note text-ink-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line",
        className,
      )}
    >
      {children}
    </div>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

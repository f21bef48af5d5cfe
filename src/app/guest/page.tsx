import type { Metadata } from "next";
import { GuestForm } from "@/features/guests/ui/guest-form";
import { readOrganisation, uploadMaxBytes } from "@/features/organisations/server/read";
import { pageOrganisation } from "@/server/pages/organisation";
import { pageTranslate } from "@/server/pages/speech";
import { ButtonLink } from "@/ui/buttons/button-link";
import { PageHeader } from "@/ui/shell/page-header";
import { PlainShell } from "@/ui/shell/plain-shell";
import { TextLink } from "@/ui/text/link";
import { Brand } from "../(auth)/brand";

/** The title of the tab. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return { title: t("guests.form.title") };
}

/** Asking for help without an account, where the organisation allows it. */
export default async function GuestFormPage() {
  const t = await pageTranslate();
  const organisationId = await pageOrganisation();
  const organisation = organisationId && (await readOrganisation(organisationId));
  const isOpen = organisation !== null && organisation.settings.guestForm;
  return (
    <PlainShell
      brand={<Brand />}
      actions={
        <ButtonLink href="/sign-in" variant="ghost">
          {t("guests.form.signIn")}
        </ButtonLink>
      }
    >
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t(isOpen ? "guests.form.title" : "guests.form.closed")}
          description={
            isOpen
              ? t("guests.form.description", { organisation: organisation.name })
              : t("guests.form.closedReason")
          }
        />
        {isOpen && <GuestForm maxFileBytes={await uploadMaxBytes(organisation.id)} />}
        <p className="text-ink-muted">
          {t.rich("guests.form.haveTicket", {
            link: (words) => <TextLink href="/guest/link">{words}</TextLink>,
          })}
        </p>
      </div>
    </PlainShell>
  );
}

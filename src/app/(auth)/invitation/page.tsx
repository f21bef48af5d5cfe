import type { Metadata } from "next";
import { pageOrganisation } from "@/server/page-organisation";
import { findInvitation } from "@/features/users/server/write-invitation";
import { AccountForm } from "@/features/users/ui/account-form";
import { CenteredShell } from "@/ui/plain-shell";
import { TextLink } from "@/ui/text-link";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Invitation" };

/** Where an invited person chooses their password. */
export default async function InvitationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const token = [(await searchParams)["token"]].flat()[0] ?? "";
  const organisationId = await pageOrganisation();
  const invitation = organisationId && token !== "" ? await findInvitation(organisationId, token) : null;
  if (!invitation?.email) {
    return (
      <CenteredShell brand={<Brand />} title="This invitation does not work any more">
        <p className="text-pretty text-ink-muted">
          It works once, for 7 days. Please ask whoever invited you for a new one.
        </p>
        <p className="mt-5">
          Have a password already? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title={`Welcome to ${invitation.organisationName}`}
      description={`Choose a password for ${invitation.email}, and you are in.`}
    >
      <AccountForm
        path="/api/invitation"
        target="/"
        submit="Join"
        token={token}
        email={invitation.email}
        name={invitation.name}
      />
    </CenteredShell>
  );
}

import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageSession } from "@/server/pages/session";
import { SignOutForm } from "@/features/sessions/ui/sign-out-form";
import { CenteredShell } from "@/ui/plain-shell";
import { TextLink } from "@/ui/text-link";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Sign out" };

/** Asks before signing out, as an address alone must not end a session. */
export default async function SignOutPage() {
  const session = await pageSession();
  if (!session) {
    redirect("/sign-in");
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title="Sign out?"
      description={`You are signed in as ${session.actor.name}.`}
      footer={<TextLink href="/">Stay signed in</TextLink>}
    >
      <SignOutForm personId={session.actor.id} />
    </CenteredShell>
  );
}

import type { Metadata } from "next";
import { isFirstRunToken } from "@/features/users/server/write-first-run";
import { AccountForm } from "@/features/users/ui/account-form";
import { CenteredShell } from "@/ui/plain-shell";
import { TextLink } from "@/ui/text-link";
import { Brand } from "../brand";

export const metadata: Metadata = { title: "Welcome" };

/** Makes the first admin of a new installation, for whoever holds the link that its start printed. */
export default async function FirstRunPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const token = [(await searchParams)["token"]].flat()[0] ?? "";
  if (token === "" || !(await isFirstRunToken(token))) {
    return (
      <CenteredShell brand={<Brand />} title="This link does not work any more">
        <p className="text-pretty text-ink-muted">
          It works once, for 24 hours, and only the latest one does. While there is no administrator, starting
          Helpejo again prints a new link in its console.
        </p>
        <p className="mt-5">
          Is there an account already? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      </CenteredShell>
    );
  }
  return (
    <CenteredShell
      brand={<Brand />}
      title="Welcome to Helpejo"
      description="You are the first one here. This makes your account, as the administrator of this help desk."
    >
      <AccountForm path="/api/first-run" target="/" submit="Begin" token={token} asksOrganisation />
    </CenteredShell>
  );
}

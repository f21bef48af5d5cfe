import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readAnnouncementsFor } from "@/features/announcements/server/read";
import { providerName, providerSettings } from "@/features/providers/server/read-settings";
import { AccountWatch } from "@/features/second-factors/ui/account-watch";
import { readProofWays } from "@/features/sessions/server/read";
import { LeavingWatch } from "@/features/sessions/ui/leaving-watch";
import { UnreadableNotice } from "@/features/sessions/ui/unreadable-notice";
import { ProofDialog } from "@/features/sessions/ui/proof-dialog";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { NameWatch } from "@/features/tickets/ui/store/name-watch";
import { pageSession } from "@/server/pages/session";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { isStaffRole } from "@/shared/roles";
import { LiveProviders } from "../live-providers";
import { RequesterShell } from "./requester-shell";
import { SessionWatch } from "./session-watch";
import { StaffShell } from "./staff-shell";

/** Everything behind the sign-in: one socket, one cache, the signed-in person, and the shell for their role. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const session = await pageSession();
  if (!session || isSecondFactorMissing(session)) {
    // The page itself knows its address and sends the visitor to sign in and back, or to turn on a second factor.
    return children;
  }
  const { actor, email } = session;
  const [stats, jar, provider, ways, announcements] = await Promise.all([
    isStaffRole(actor.role) ? readStats(actor) : null,
    cookies(),
    session.isByProvider ? providerSettings(actor.organisationId) : null,
    readProofWays(actor),
    readAnnouncementsFor(actor),
  ]);
  return (
    <LiveProviders actor={actor}>
      {stats ? (
        <StaffShell
          announcements={announcements}
          stats={stats}
          isFolded={jar.get("ui_sidebar")?.value === "folded"}
        >
          {children}
        </StaffShell>
      ) : (
        <RequesterShell announcements={announcements}>{children}</RequesterShell>
      )}
      <SessionWatch />
      <NameWatch />
      <ProofDialog email={email} provider={provider && providerName(provider)} {...ways} />
      <AccountWatch />
      <LeavingWatch />
      <UnreadableNotice />
    </LiveProviders>
  );
}

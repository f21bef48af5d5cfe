import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { MeProvider, type Me } from "@/client/browser/me";
import { OutboxProvider } from "@/client/outbox/provider";
import { QueryProvider } from "@/client/cache/query-provider";
import { ReleaseProvider } from "@/client/release/provider";
import { SocketProvider } from "@/client/connection/socket-provider";
import { OutboxNotice } from "@/features/open-ticket/ui/compose/outbox-notice";
import { DraftKeeper } from "@/features/drafts/ui/draft-keeper";
import { providerName, providerSettings } from "@/features/providers/server/read-settings";
import { AccountWatch } from "@/features/second-factors/ui/account-watch";
import { LeavingWatch } from "@/features/sessions/ui/leaving-watch";
import { UnreadableNotice } from "@/features/sessions/ui/unreadable-notice";
import { ProofDialog } from "@/features/sessions/ui/proof-dialog";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { TicketStoreProvider } from "@/features/tickets/ui/store/store-provider";
import { PresenceProvider } from "@/features/users/ui/presence-provider";
import { readMe } from "@/features/users/server/read";
import { env } from "@/server/process/env";
import { pageSession } from "@/server/pages/session";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { serverVersion } from "@/server/process/version";
import { isStaffRole, type Actor } from "@/shared/roles";
import { OwnOriginsProvider } from "@/ui/text/markdown";
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
  const { actor } = session;
  const isStaff = isStaffRole(actor.role);
  const [me, stats, jar, provider] = await Promise.all([
    readMyself(actor),
    isStaff ? readStats(actor) : null,
    cookies(),
    session.isByProvider ? providerSettings(actor.organisationId) : null,
  ]);
  return (
    <QueryProvider>
      <SocketProvider>
        <ReleaseProvider own={serverVersion()}>
          <MeProvider me={me}>
            <OutboxProvider>
              <PresenceProvider>
                <TicketStoreProvider>
                  <OwnOriginsProvider origins={env().allowedOrigins}>
                    {stats ? (
                      <StaffShell stats={stats} isFolded={jar.get("ui_sidebar")?.value === "folded"}>
                        {children}
                      </StaffShell>
                    ) : (
                      <RequesterShell>{children}</RequesterShell>
                    )}
                  </OwnOriginsProvider>
                  <SessionWatch />
                  <ProofDialog email={me.email} provider={provider && providerName(provider)} />
                  <AccountWatch />
                  <LeavingWatch />
                  <DraftKeeper />
                  <OutboxNotice />
                  <UnreadableNotice />
                </TicketStoreProvider>
              </PresenceProvider>
            </OutboxProvider>
          </MeProvider>
        </ReleaseProvider>
      </SocketProvider>
    </QueryProvider>
  );
}

async function readMyself(actor: Actor): Promise<Me> {
  const me = await readMe(actor);
  return {
    id: me.id,
    name: me.name,
    email: me.email,
    avatarUrl: me.avatarUrl,
    role: me.role,
    isStaff: isStaffRole(me.role),
    teamIds: actor.teamIds,
    teams: me.teams.map(({ id, name }) => ({ id, name })),
    organisationName: me.organisation.name,
    language: me.preferences.language ?? null,
    hasShortcuts: me.preferences.shortcuts ?? true,
  };
}

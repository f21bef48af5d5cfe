import type { ReactNode } from "react";
import { MeProvider, type Me } from "@/client/browser/me";
import { QueryProvider } from "@/client/cache/query-provider";
import { SocketProvider } from "@/client/connection/socket-provider";
import { OutboxProvider } from "@/client/outbox/provider";
import { ReleaseProvider } from "@/client/release/provider";
import { LookWatch } from "@/features/organisations/ui/look-watch";
import { DraftKeeper } from "@/features/drafts/ui/draft-keeper";
import { OutboxNotice } from "@/features/open-ticket/ui/compose/outbox-notice";
import { TicketStoreProvider } from "@/features/tickets/ui/store/store-provider";
import { PresenceProvider } from "@/features/users/ui/presence-provider";
import { readMe } from "@/features/users/server/read";
import { env } from "@/server/process/env";
import { serverVersion } from "@/server/process/version";
import { isStaffRole, type Actor } from "@/shared/roles";
import { OwnOriginsProvider } from "@/ui/text/markdown";
import { pageLook } from "./page-brand";

/** What every live page has: one socket, one cache, its person, their outbox and drafts. */
export async function LiveProviders({ actor, children }: { actor: Actor; children: ReactNode }) {
  const [me, look] = await Promise.all([readMyself(actor), pageLook(actor.organisationId)]);
  return (
    <QueryProvider>
      <SocketProvider>
        <ReleaseProvider own={serverVersion()}>
          <MeProvider me={me}>
            <OutboxProvider>
              <PresenceProvider>
                <TicketStoreProvider>
                  <OwnOriginsProvider origins={env().allowedOrigins}>{children}</OwnOriginsProvider>
                  <LookWatch initial={look} />
                  <DraftKeeper />
                  <OutboxNotice />
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
    language: me.preferences.language ?? null,
    languages: me.organisation.languages,
    organisationLanguage: me.organisation.language,
    hasShortcuts: me.preferences.shortcuts ?? true,
  };
}

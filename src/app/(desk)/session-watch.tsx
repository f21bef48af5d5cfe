"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { useConnection } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

/**
 * Watches over the session. When it ends, a dialog says so and why; it can be put aside to copy what was typed, and
 * nothing leads away by itself. When one's rights change, the page is drawn anew with the new ones.
 */
export function SessionWatch() {
  const connection = useConnection();
  const router = useRouter();
  const queries = useQueryClient();
  const me = useMe();
  const hasNewRights = useRef(false);
  const [isAside, setIsAside] = useState(false);

  // Without a socket nobody tells that one's rights have changed: the screen's fetches ask for them along with the rest.
  const { data: asked } = useQuery({
    queryKey: ["my-rights"],
    queryFn: ({ signal }) => callApi<MyRights>("/api/me", { signal }),
    enabled: connection.kind === "paused",
    gcTime: 0,
  });
  const isOutdated = asked !== undefined && rightsOf(withTeamIds(asked)) !== rightsOf(withTeamIds(me));
  useEffect(() => {
    if (isOutdated) {
      window.location.reload();
    }
  }, [isOutdated]);

  useEvent("session:changed", () => {
    hasNewRights.current = true;
  });
  useEvent("session:ready", ({ user, cut }) => {
    // Of somebody in more teams than a message holds, only these can be compared.
    const teamIds = cut?.includes("user.teamIds") ? me.teamIds : user.teamIds;
    if (rightsOf({ ...user, teamIds }) !== rightsOf(me)) {
      // Also after a change that nobody told us of, being away: a page begun with other rights keeps nothing of them.
      window.location.reload();
    } else if (hasNewRights.current) {
      hasNewRights.current = false;
      queries.removeQueries({ type: "inactive" });
      router.refresh();
    }
  });

  if (connection.kind !== "ended") {
    return null;
  }
  return (
    <>
      <Dialog
        open={!isAside}
        onOpenChange={(open) => setIsAside(!open)}
        size="sm"
        title="You have been signed out"
        description={`${REASONS[connection.reason] ?? "Your session is over."} What you typed here is kept.`}
        actions={
          <>
            <Button onClick={() => setIsAside(true)}>Stay on this page</Button>
            <Button variant="primary" onClick={signInAgain}>
              Sign in again
            </Button>
          </>
        }
      />
      {isAside && (
        <div
          role="status"
          className="fixed inset-x-4 bottom-4 z-40 mx-auto flex max-w-md flex-wrap items-center justify-between gap-3 rounded-xl bg-raised px-4 py-3 text-ui text-ink shadow-float"
        >
          You are signed out; this page no longer changes.
          <Button size="sm" variant="primary" onClick={signInAgain}>
            Sign in again
          </Button>
        </div>
      )}
    </>
  );
}

function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

const REASONS: Record<string, string> = {
  signed_out: "You signed out in another tab.",
  signed_in_again: "You signed in again in another tab.",
  revoked: "This session was ended from elsewhere.",
  expired: "Your session has run out, as all do after a long time.",
  disabled: "This account has been disabled. Your administrator can tell you more.",
  password_changed: "The password was changed, which ends all other sessions.",
  token_reuse: "Something looked unsafe about this session, so it was ended.",
  unauthorized: "Your session is over.",
};

interface MyRights {
  id: string;
  role: string;
  teams: readonly { id: string }[];
}

function withTeamIds({ id, role, teams }: MyRights): { id: string; role: string; teamIds: string[] } {
  return { id, role, teamIds: teams.map((team) => team.id) };
}

/** Who it is, with role and teams, as one comparable text: in the same browser somebody else may have signed in meanwhile. */
function rightsOf(person: { id: string; role: string; teamIds: readonly string[] }): string {
  return [person.id, person.role, ...[...person.teamIds].sort()].join(" ");
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import { useConnection } from "@/client/connection/socket-provider";
import { useEvent } from "@/client/connection/use-event";
import { Button } from "@/ui/buttons/button";
import { Dialog } from "@/ui/overlays/dialog";
import { useTranslate } from "@/messages/translate-provider";

/**
 * Watches the session. When it ends, a dialog says so and why; it can be closed to copy what was typed, and
 * the page never leaves by itself. When the person's rights change, the page is rendered anew with the new
 * ones.
 */
export function SessionWatch() {
  const t = useTranslate();
  const connection = useConnection();
  const router = useRouter();
  const queries = useQueryClient();
  const me = useMe();
  const hasNewRights = useRef(false);
  const [isAside, setIsAside] = useState(false);

  // Without a socket no event says that the person's rights changed: the page fetches them with everything else on the screen.
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
    // A message holds only so many teams: of a person in more, only these can be compared.
    const teamIds = cut?.includes("user.teamIds") ? me.teamIds : user.teamIds;
    if (rightsOf({ ...user, teamIds }) !== rightsOf(me)) {
      // Also after a change that came while this page was offline: a page that began with other rights keeps nothing of them.
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
        mustOpen
        open={!isAside}
        onOpenChange={(open) => setIsAside(!open)}
        size="sm"
        title={t("shell.ended.title")}
        description={t(`shell.ended.reason.${reasonOf(connection.reason)}`)}
        actions={
          <>
            <Button onClick={() => setIsAside(true)}>{t("shell.ended.stay")}</Button>
            <Button variant="primary" onClick={signInAgain}>
              {t("shell.ended.again")}
            </Button>
          </>
        }
      />
      {isAside && (
        <div
          role="status"
          className="fixed inset-x-4 bottom-4 z-40 mx-auto flex max-w-md flex-wrap items-center justify-between gap-3 rounded-xl bg-raised px-4 py-3 text-ui text-ink shadow-float"
        >
          {t("shell.ended.aside")}
          <Button size="sm" variant="primary" onClick={signInAgain}>
            {t("shell.ended.again")}
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

const REASONS = [
  "signed_out",
  "signed_in_again",
  "revoked",
  "expired",
  "disabled",
  "password_changed",
  "token_reuse",
  "second_factor_required",
] as const;

/** A reason that this page has words for; for an unknown reason of a later server it says only that the session is over. */
function reasonOf(reason: string): (typeof REASONS)[number] | "unauthorized" {
  return REASONS.find((known) => known === reason) ?? "unauthorized";
}

interface MyRights {
  id: string;
  role: string;
  teams: readonly { id: string }[];
}

function withTeamIds({ id, role, teams }: MyRights): { id: string; role: string; teamIds: string[] } {
  return { id, role, teamIds: teams.map((team) => team.id) };
}

/** The person with role and teams, as one comparable text: another person may have signed in in the same browser meanwhile. */
function rightsOf(person: { id: string; role: string; teamIds: readonly string[] }): string {
  return [person.id, person.role, ...[...person.teamIds].sort()].join(" ");
}

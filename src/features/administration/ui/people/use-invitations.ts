"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { currentTranslate } from "@/messages/current";
import type { Role } from "@/shared/roles";
import type { PastedPerson } from "./read-addresses";
import { PEOPLE_KEY } from "./use-people";

/** One person who is being invited. */
export interface InvitedRow extends PastedPerson {
  state: "waiting" | "sent" | "failed";
  /** The link, for somebody who gets no mail. */
  url: string | null;
  /** Why it failed. */
  reason: string | null;
}

interface Wanted {
  role: Role;
  teamIds: string[];
}

/** Invitations that are sent one after the other; each row says what came of it. */
export interface Invitations {
  rows: readonly InvitedRow[];
  isBusy: boolean;
  hasFailed: boolean;
  send(people: readonly PastedPerson[], wanted: Wanted): void;
  /** Tries those that failed once more. */
  again(): void;
}

/** Sends invitations, one request each: whatever becomes of one, the others are sent. */
export function useInvitations(): Invitations {
  const queries = useQueryClient();
  const [rows, setRows] = useState<readonly InvitedRow[]>([]);
  const [wanted, setWanted] = useState<Wanted>({ role: "user", teamIds: [] });
  const [isBusy, setBusy] = useState(false);

  async function work(all: readonly InvitedRow[], given: Wanted): Promise<void> {
    setBusy(true);
    setRows(all);
    for (const row of all.filter(({ state }) => state === "waiting")) {
      const done = await invite(row, given);
      setRows((now) => now.map((one) => (one.email === done.email ? done : one)));
    }
    setBusy(false);
    void queries.invalidateQueries({ queryKey: PEOPLE_KEY });
  }

  return {
    rows,
    isBusy,
    hasFailed: rows.some(({ state }) => state === "failed"),
    send: (people, given) => {
      setWanted(given);
      void work(
        people.map((person) => ({ ...person, state: "waiting", url: null, reason: null })),
        given,
      );
    },
    again: () =>
      void work(
        rows.map((row) => (row.state === "failed" ? { ...row, state: "waiting", reason: null } : row)),
        wanted,
      ),
  };
}

async function invite(row: InvitedRow, { role, teamIds }: Wanted): Promise<InvitedRow> {
  const { name, email } = row;
  try {
    const { invitationUrl } = await callApi<{ invitationUrl: string | null }>("/api/admin/users", {
      method: "POST",
      idempotencyKey: newIdempotencyKey(),
      body: { name, email, role, teamIds },
    });
    return { ...row, state: "sent", url: invitationUrl };
  } catch (error) {
    const reason =
      error instanceof ApiError
        ? (error.errors[0]?.message ?? error.message)
        : currentTranslate()("people.person.failed");
    return { ...row, state: "failed", reason };
  }
}

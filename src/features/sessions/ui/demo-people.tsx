"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { signIn } from "@/client/api/sign-in";
import { leaveTo } from "@/client/api/use-problem-form";
import type { Role } from "@/shared/roles";
import { Avatar } from "@/ui/people/avatar";
import { Callout } from "@/ui/states/callout";
import { Spinner } from "@/ui/marks/spinner";
import { useTranslate } from "@/messages/translate-provider";

/** A person of the demo. */
export interface OfferedPerson {
  name: string;
  email: string;
  role: Role;
  /** The message key of the line about what they see. */
  sees: "admin" | "desk" | "network" | "viewer" | "requester" | "watcher";
}

/** The people of the demo, each a button that signs in as them. */
export function DemoPeople({
  people,
  password,
  target,
}: {
  people: readonly OfferedPerson[];
  password: string;
  target: string;
}) {
  const t = useTranslate();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function enter(email: string): Promise<void> {
    setBusy(email);
    setError(null);
    const problem = await signIn({ email, password });
    if (!problem) {
      await leaveTo(target);
    }
    setBusy(null);
    setError(problem?.detail ?? null);
  }

  return (
    <div className="flex flex-col gap-3">
      {error !== null && (
        <Callout tone="danger" live="alert">
          {error}
        </Callout>
      )}
      <ul aria-label={t("sessions.demo.people")} className="-mx-3 flex flex-col">
        {people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              aria-busy={busy === person.email || undefined}
              onClick={() => {
                if (busy === null) {
                  void enter(person.email);
                }
              }}
              className="group flex w-full items-center gap-3 rounded-xl px-3 py-2.5 text-start transition-colors focus-ring hover:bg-hover active:bg-pressed"
            >
              <Avatar name={person.name} id={person.email} size="lg" decorative />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-medium text-ink">{person.name}</span>
                  <span className="text-note text-ink-muted">{t(`sessions.demo.role.${person.role}`)}</span>
                </span>
                <span className="block text-note text-pretty text-ink-muted">
                  {t(`sessions.demo.sees.${person.sees}`)}
                </span>
              </span>
              {busy === person.email ? (
                <Spinner label={t("sessions.signingIn")} className="text-ink-muted" />
              ) : (
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-ink-faint transition-transform group-hover:translate-x-0.5 rtl:-scale-x-100"
                />
              )}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

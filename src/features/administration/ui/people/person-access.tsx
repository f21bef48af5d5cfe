"use client";

import { useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useNow } from "@/features/tickets/ui/use-now";
import type { AdminUserDto, UserPatch } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { RelativeTime } from "@/ui/time/relative";
import { InvitationLink } from "./invitation-link";
import { changePerson } from "./use-person";

type Question = "disable" | "confirm" | "factor";

/** Whether and how a person comes in, and what an admin can do about it. */
export function PersonAccess({ person, onChanged }: { person: AdminUserDto; onChanged: () => void }) {
  const t = useTranslate();
  const [question, setQuestion] = useState<Question | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const { id, name, state } = person;
  const email = person.email ?? "";

  async function change(patch: UserPatch, done: string): Promise<void> {
    try {
      await changePerson(id, { ...patch, was: { disabled: person.disabled } });
      toast.success(done);
    } finally {
      onChanged();
    }
  }
  const enable = (): void => {
    change({ disabled: false }, t("people.person.enabledDone", { name })).catch(showFailure);
  };
  function showFailure(error: unknown): void {
    toast.error(t("people.person.failed"), {
      description: error instanceof Error ? error.message : undefined,
    });
  }
  async function invite(): Promise<void> {
    try {
      const { invitationUrl } = await callApi<{ invitationUrl: string | null }>(
        `/api/admin/users/${id}/invitation`,
        { method: "POST", idempotencyKey: newIdempotencyKey() },
      );
      setLink(invitationUrl);
    } catch (error) {
      showFailure(error);
    } finally {
      onChanged();
    }
  }

  const mayInvite = person.invited && !person.disabled && person.email !== null && person.role !== "guest";
  return (
    <>
      <div className="flex flex-col gap-1">
        <p className="max-w-prose text-pretty">
          <StateSentence person={person} />
        </p>
        {person.secondFactor && <p className="text-ink-muted">{t("people.person.factorOn")}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        {mayInvite && (
          <Button onClick={() => void invite()}>
            {t(state === "no_account" ? "people.person.inviteFirst" : "people.person.inviteAgain")}
          </Button>
        )}
        {state === "unconfirmed" && (
          <Button onClick={() => setQuestion("confirm")}>{t("people.person.confirm")}</Button>
        )}
        {person.secondFactor && (
          <Button onClick={() => setQuestion("factor")}>{t("people.person.resetFactor")}</Button>
        )}
        {person.mergedInto !== null ? null : person.disabled ? (
          <Button onClick={enable}>{t("people.person.enable")}</Button>
        ) : (
          <Button onClick={() => setQuestion("disable")}>{t("people.person.disable")}</Button>
        )}
      </div>
      <AlertDialog
        open={question === "disable"}
        onOpenChange={(open) => !open && setQuestion(null)}
        danger
        title={t("people.person.disableTitle", { name })}
        description={t("people.person.disableReason")}
        confirmLabel={t("people.person.disable")}
        onConfirm={() => change({ disabled: true }, t("people.person.disabledDone", { name }))}
      />
      <AlertDialog
        open={question === "confirm"}
        onOpenChange={(open) => !open && setQuestion(null)}
        title={t("people.person.confirmTitle", { email })}
        description={t("people.person.confirmReason")}
        confirmLabel={t("people.person.confirm")}
        onConfirm={() => change({ emailConfirmed: true }, t("people.person.confirmed", { email }))}
      />
      <AlertDialog
        open={question === "factor"}
        onOpenChange={(open) => !open && setQuestion(null)}
        danger
        title={t("people.person.resetTitle", { name })}
        description={t("people.person.resetReason")}
        confirmLabel={t("people.person.resetFactor")}
        onConfirm={() => change({ secondFactor: false }, t("people.person.resetDone", { name }))}
      />
      <InvitationLink name={name} url={link} onClose={() => setLink(null)} />
    </>
  );
}

function StateSentence({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  const now = useNow() ?? 0;
  const { state, invitationEndsAt } = person;
  switch (state) {
    case "no_account":
      return t(person.role === "guest" ? "people.person.guest" : "people.person.no_account");
    case "invited":
      return invitationEndsAt === null || Date.parse(invitationEndsAt) < now
        ? t("people.person.invitationOver")
        : t.rich("people.person.invited", { ago: () => <RelativeTime at={invitationEndsAt} mayCome /> });
    case "active":
    case "unconfirmed":
    case "disabled":
      return t(`people.person.${state}`);
  }
}

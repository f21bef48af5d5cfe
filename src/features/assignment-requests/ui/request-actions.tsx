"use client";

import { Check, Undo2, X } from "lucide-react";
import { useRef, useState } from "react";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { useTranslate } from "@/messages/translate-provider";
import { LIMITS } from "@/shared/limits";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Textarea } from "@/ui/fields/textarea";
import { useDecision, type Wish } from "./use-requests";

/** What this person may do with a pending request: approve it, decline it with a reason, or take it back. */
export function RequestActions({
  request,
  mayDecide,
  isMine,
}: {
  request: AssignmentRequestDto;
  mayDecide: boolean;
  isMine: boolean;
}) {
  const t = useTranslate();
  const decision = useDecision(request);
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState("");
  const own = useRef<HTMLElement>(null);
  const decide = (action: Wish["action"]): void =>
    decision.mutate({
      action,
      reason,
      buttons: own.current,
      place: own.current?.closest<HTMLElement>("[role=dialog], main") ?? null,
    });
  const name = request.requestedBy.name;
  const busyWith = decision.isPending ? decision.variables.action : null;
  if (isDeclining) {
    return (
      <form
        ref={(element) => void (own.current = element)}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          decide("decline");
        }}
      >
        <Field label={t("assignmentRequests.reason")} optional>
          <Textarea
            autoFocus
            minRows={2}
            maxRows={6}
            maxLength={LIMITS.requestWordsMax}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button size="sm" type="submit" variant="danger" loading={busyWith === "decline"}>
            {t("assignmentRequests.decline")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setDeclining(false)}>
            {t("assignmentRequests.cancel")}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div ref={(element) => void (own.current = element)} className="flex flex-wrap gap-2">
      {mayDecide && (
        <>
          <Button
            size="sm"
            icon={<Check aria-hidden />}
            aria-label={t("assignmentRequests.approveLabel", { name })}
            loading={busyWith === "approve"}
            onClick={() => decide("approve")}
          >
            {t("assignmentRequests.approve")}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            icon={<X aria-hidden />}
            aria-label={t("assignmentRequests.declineLabel", { name })}
            onClick={() => setDeclining(true)}
          >
            {t("assignmentRequests.decline")}
          </Button>
        </>
      )}
      {isMine && (
        <Button
          size="sm"
          variant="ghost"
          icon={<Undo2 aria-hidden />}
          loading={busyWith === "withdraw"}
          onClick={() => decide("withdraw")}
        >
          {t("assignmentRequests.withdraw")}
        </Button>
      )}
    </div>
  );
}

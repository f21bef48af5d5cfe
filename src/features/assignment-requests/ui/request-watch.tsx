"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMe } from "@/client/browser/me";
import { useEvent } from "@/client/connection/use-event";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { isolate } from "@/messages/isolate";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { VisuallyHidden } from "@/ui/text/visually-hidden";
import { refreshOfTicket, refreshRequests } from "./queries";

/** Keeps requests current, announces new ones to screen readers, and says to who asked what was decided. Used once, in the shell of staff. */
export function RequestWatch() {
  const queries = useQueryClient();
  const router = useRouter();
  const t = useTranslate();
  const me = useMe();
  const [said, setSaid] = useState("");

  function sayDecided({ id, number, assignee, decidedBy, state, reason }: AssignmentRequestDto): void {
    if ((state !== "approved" && state !== "declined") || !decidedBy || decidedBy.id === me.id) {
      return;
    }
    const values = { by: isolate(decidedBy.name), number: String(number), name: isolate(assignee.name) };
    toast.info(t(`assignmentRequests.${state === "approved" ? "yourApproved" : "yourDeclined"}`, values), {
      id: `assignment request ${id}`,
      timeout: 0,
      ...(reason === null ? {} : { description: <span dir="auto">{reason}</span> }),
      action: {
        label: t("assignmentRequests.open"),
        onClick: () => router.push(`/tickets/${number}`),
      },
    });
  }

  useEvent("assignment:requested", ({ request }) => {
    void refreshRequests(queries);
    if (request.requestedBy.id !== me.id) {
      const { requestedBy, number, title } = request;
      setSaid(t("assignmentRequests.said", { by: requestedBy.name, number: String(number), title }));
    }
  });
  useEvent("assignment:decided", ({ request }) => {
    void refreshRequests(queries);
    if (request.requestedBy.id === me.id) {
      sayDecided(request);
    }
  });
  useEvent(["ticket:removed", "ticket:deleted"], ({ ticketId }) => refreshOfTicket(queries, ticketId));
  useEvent("ticket:updated", ({ ticketId, changes }) => {
    if (changes.assignee || changes.team || changes.status) {
      refreshOfTicket(queries, ticketId);
    }
  });
  return <VisuallyHidden live="polite">{said}</VisuallyHidden>;
}

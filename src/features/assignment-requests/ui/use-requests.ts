"use client";

import { useMutation, useQuery, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useMe } from "@/client/browser/me";
import type { AssignmentRequestDto } from "@/features/assignment-requests/schema";
import { useTranslate } from "@/messages/translate-provider";
import { toast } from "@/ui/overlays/toast";
import { ofTicketQuery, refreshRequests, waitingQuery } from "./queries";

const NONE: readonly AssignmentRequestDto[] = [];

/** All requests of a ticket, the latest first, updated live for those who decide and for who asked; none for the public audience. */
export function useTicketRequests(ticketId: string, isStaff: boolean): readonly AssignmentRequestDto[] {
  const { data } = useQuery({ ...ofTicketQuery(ticketId), enabled: isStaff });
  return data ?? NONE;
}

/** The requests that wait for this person, and how many there are, updated live; none for those who never decide. */
export function useWaitingRequests(): { items: readonly AssignmentRequestDto[]; count: number } {
  const { role } = useMe();
  const { data } = useQuery({ ...waitingQuery(), enabled: role === "agent" || role === "admin" });
  return { items: data?.items ?? NONE, count: data?.waiting ?? 0 };
}

/** A wish: approve or decline a request, or take one's own back. */
export interface Wish {
  action: "approve" | "decline" | "withdraw";
  reason?: string;
  /** The buttons: they go with the request, and the keyboard's focus stays near where they were. */
  buttons: HTMLElement | null;
  /** The dialog or page around them. */
  place: HTMLElement | null;
}

/** Decides a request; says what became of it, and shows it as it is now where somebody else was faster. */
export function useDecision(request: AssignmentRequestDto): UseMutationResult<unknown, Error, Wish> {
  const t = useTranslate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, reason }: Wish) =>
      callApi<AssignmentRequestDto>(`/api/assignment-requests/${request.id}/${action}`, {
        method: "POST",
        body: reason ? { reason } : {},
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: async (_answer, { action, buttons, place }) => {
      const { number, assignee } = request;
      toast.success(
        action === "approve"
          ? t("assignmentRequests.approved", { number: String(number), name: assignee.name })
          : t(`assignmentRequests.${action === "decline" ? "declined" : "withdrawn"}`),
      );
      keepFocusNear(buttons, place);
      await refreshRequests(queries);
    },
    onError: (error) => {
      toast.error(t("assignmentRequests.failed"), { description: error.message });
      void refreshRequests(queries);
    },
  });
}

function keepFocusNear(buttons: HTMLElement | null, place: HTMLElement | null): void {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || buttons?.contains(focused)) {
    place?.focus({ preventScroll: true });
  }
}

/** Asks for a ticket; rejects with the reason where it is refused. */
export function useAsking(
  ticketId: string,
): UseMutationResult<unknown, Error, { assigneeId: string; note: string }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ask: { assigneeId: string; note: string }) =>
      callApi<AssignmentRequestDto>(`/api/tickets/${ticketId}/assignment-requests`, {
        method: "POST",
        body: ask,
        idempotencyKey: newIdempotencyKey(),
      }),
    onSettled: () => refreshRequests(queries),
  });
}

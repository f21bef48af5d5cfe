"use client";

import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { Acknowledged, NoticeAck } from "@/features/notices/schema";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";

/** The actions on notices; each shows a toast, and can be undone. */
export interface Acknowledging {
  one: UseMutationResult<NoticeAck, Error, { id: string; isAcknowledged: boolean }>;
  all: UseMutationResult<Acknowledged, Error, void>;
}

const TOAST = "notices acknowledged";

/** Acknowledges notices for the caller. */
export function useAcknowledge(): Acknowledging {
  const t = useTranslate();
  const queries = useQueryClient();
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ["notices"] });
  const complain = (error: Error): void => void toast.error(error.message, { id: TOAST });

  const undoAll = useMutation<unknown, Error, string>({
    mutationFn: (acknowledgedAt) =>
      callApi(`/api/admin/notices/ack?acknowledgedAt=${encodeURIComponent(acknowledgedAt)}`, {
        method: "DELETE",
      }),
    onSuccess: refresh,
    onError: complain,
  });
  const one = useMutation<NoticeAck, Error, { id: string; isAcknowledged: boolean }>({
    mutationFn: ({ id, isAcknowledged }) =>
      callApi<NoticeAck>(`/api/admin/notices/${id}/ack`, { method: isAcknowledged ? "POST" : "DELETE" }),
    onSuccess: async (_answer, { id, isAcknowledged }) => {
      if (isAcknowledged) {
        toast.success(t("notices.acknowledged"), {
          id: TOAST,
          action: { label: t("notices.undo"), onClick: () => one.mutate({ id, isAcknowledged: false }) },
        });
      } else {
        toast.close(TOAST);
      }
      await refresh();
    },
    onError: complain,
  });
  const all = useMutation<Acknowledged, Error, void>({
    mutationFn: () =>
      callApi<Acknowledged>("/api/admin/notices/ack", {
        method: "POST",
        body: { all: true },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: async ({ acknowledged, acknowledgedAt }) => {
      toast.success(t("notices.acknowledgedCount", { count: acknowledged }), {
        id: TOAST,
        action: { label: t("notices.undo"), onClick: () => undoAll.mutate(acknowledgedAt) },
      });
      await refresh();
    },
    onError: complain,
  });
  return { one, all };
}

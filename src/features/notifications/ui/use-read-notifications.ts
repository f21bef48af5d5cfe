"use client";

import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import type { NotificationsReadAnswer } from "@/features/notifications/schema";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";
import { putReadAnswer, refreshNotifications } from "./notification-cache";

/** The actions on notifications. */
export interface ReadingNotifications {
  one: UseMutationResult<NotificationsReadAnswer, Error, string>;
  all: UseMutationResult<NotificationsReadAnswer, Error, void>;
}

const TOAST = "notifications read";

/** Marks notifications as read: one, or all of them at once, which can be undone. */
export function useReadNotifications(): ReadingNotifications {
  const t = useTranslate();
  const queries = useQueryClient();
  const refresh = (): Promise<void> => refreshNotifications(queries);
  const complain = (error: Error): void => void toast.error(error.message, { id: TOAST });

  const one = useMutation<NotificationsReadAnswer, Error, string>({
    mutationFn: (id) =>
      callApi<NotificationsReadAnswer>("/api/notifications/read", { method: "POST", body: { ids: [id] } }),
    onSuccess: (answer, id) => putReadAnswer(queries, [id], answer),
  });
  const undo = useMutation<unknown, Error, string>({
    mutationFn: (readAt) =>
      callApi(`/api/notifications/read?readAt=${encodeURIComponent(readAt)}`, { method: "DELETE" }),
    onSuccess: refresh,
    onError: complain,
  });
  const all = useMutation<NotificationsReadAnswer, Error, void>({
    mutationFn: () =>
      callApi<NotificationsReadAnswer>("/api/notifications/read", {
        method: "POST",
        body: { all: true },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: async ({ read, readAt }) => {
      toast.success(t("notifications.markedRead", { count: read }), {
        id: TOAST,
        action: { label: t("notifications.undo"), onClick: () => undo.mutate(readAt) },
      });
      await refresh();
    },
    onError: complain,
  });
  return { one, all };
}

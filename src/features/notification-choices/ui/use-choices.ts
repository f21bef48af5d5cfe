"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { ChoosableKind, Choice, Choices } from "@/features/notification-choices/fields";

const KEY = ["notification-choices"];

/** One change: of one kind, in the bell or by mail. */
export interface ChoiceChange {
  kind: ChoosableKind;
  choice: Partial<Choice>;
}

/** How one is notified, as it is now, and how to change it. */
export interface NotificationChoices {
  choices: Choices;
  /** Changes one at once; resolves when it is saved, and with an error it is as before. */
  change(change: ChoiceChange): Promise<void>;
}

/** Follows one's own choices, in every tab alike; `initial` is what the page came with. */
export function useChoices(initial: Choices): NotificationChoices {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await callApi<{ notificationChoices: Choices }>("/api/me", { signal })).notificationChoices,
    initialData: initial,
    staleTime: 0,
  });
  useEvent("notification:choices", () => void queries.invalidateQueries({ queryKey: KEY }));
  const { mutateAsync } = useMutation<unknown, Error, ChoiceChange, Choices | undefined>({
    mutationFn: ({ kind, choice }) =>
      callApi("/api/me", { method: "PATCH", body: { notificationChoices: { [kind]: choice } } }),
    onMutate: async ({ kind, choice }) => {
      await queries.cancelQueries({ queryKey: KEY });
      const before = queries.getQueryData<Choices>(KEY);
      queries.setQueryData<Choices>(KEY, merged(before ?? {}, kind, choice));
      return before;
    },
    // Offline nothing can be fetched: what was shown before is what counts.
    onError: (_error, _change, before) => queries.setQueryData<Choices>(KEY, before),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return {
    choices: data,
    change: async (change) => {
      await mutateAsync(change);
    },
  };
}

function merged(choices: Choices, kind: ChoosableKind, choice: Partial<Choice>): Choices {
  const before = choices[kind];
  return before ? { ...choices, [kind]: { ...before, ...choice } } : choices;
}

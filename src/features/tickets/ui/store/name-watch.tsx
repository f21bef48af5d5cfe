"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEvent } from "@/client/connection/use-event";
import { showsPerson, withPerson } from "@/features/users/apply";
import { useTicketStore } from "./store-provider";

/** Shows a person's new name wherever the page shows the person: in the store of tickets, and in all that was fetched. */
export function NameWatch() {
  const queries = useQueryClient();
  const store = useTicketStore();
  useEvent("person:renamed", ({ userId, person }) => {
    if (person) {
      store.rename(person);
    }
    for (const { queryKey, state } of queries.getQueryCache().getAll()) {
      if (state.data === undefined || !showsPerson(state.data, userId)) {
        continue;
      }
      if (person) {
        queries.setQueryData(queryKey, withPerson(state.data, person), { updatedAt: state.dataUpdatedAt });
      } else {
        void queries.invalidateQueries({ queryKey, exact: true });
      }
    }
  });
  return null;
}

"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { ListedTicket } from "@/features/tickets/schema";

/** What other nouns add to the list of staff, which knows nothing of them. */
export interface ListExtras {
  /** The name that the list of this query has been given; null without one. */
  titleOf: (search: string) => string | null;
  /** Rows of the list's menu. */
  menuItems: (search: string) => ReactNode;
  /** Beside the changes of selected tickets. */
  bulkActions: (tickets: readonly ListedTicket[]) => ReactNode;
}

const Extras = createContext<ListExtras>({
  titleOf: () => null,
  menuItems: () => null,
  bulkActions: () => null,
});

/** Provides them, where all nouns are known. */
export function ListExtrasProvider({ extras, children }: { extras: ListExtras; children: ReactNode }) {
  return <Extras value={extras}>{children}</Extras>;
}

/** What others add here. */
export function useListExtras(): ListExtras {
  return useContext(Extras);
}

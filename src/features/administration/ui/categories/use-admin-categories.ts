"use client";

import { useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey, type ApiError } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/client/live/use-audited";
import { useLive } from "@/client/live/use-live";
import type { AdminCategoryDto, CategoryCreate, CategoryPatch } from "@/features/categories/schema";

const KEY = ["admin", "categories"];
const CHOICES = ["choices", "categories"];

/** Every category, archived ones too, and what can be done to them; what is done throws ApiError when it fails. */
export interface AdminCategories {
  /** Null before the first answer. */
  rows: readonly AdminCategoryDto[] | null;
  error: ApiError | null;
  refetch(): void;
  make(fields: CategoryCreate): Promise<void>;
  change(key: string, patch: CategoryPatch): Promise<void>;
  /** Puts all into a new order: the keys of those that are in use; the archived ones follow. */
  order(keys: readonly string[]): Promise<void>;
}

/** The categories for admins, live: what another admin does to one shows here. */
export function useAdminCategories(): AdminCategories {
  const queries = useQueryClient();
  const { data, error } = useLive<{ items: AdminCategoryDto[] }>(
    { key: KEY, path: "/api/admin/categories" },
    { concerns: ({ subjectType }) => subjectType === "category" },
  );
  useAudited(CHOICES, ({ subjectType }) => subjectType === "category");
  const refetch = (): Promise<void> => fetchAgain(queries, KEY);
  const send = async (method: "POST" | "PATCH" | "PUT", path: string, body: unknown): Promise<void> => {
    try {
      await callApi(path, { method, body, idempotencyKey: newIdempotencyKey() });
    } finally {
      await refetch();
    }
  };
  const rows = data?.items ?? null;
  return {
    rows,
    error,
    refetch: () => void refetch(),
    make: (fields) => send("POST", "/api/admin/categories", fields),
    change: (key, patch) => send("PATCH", `/api/admin/categories/${encodeURIComponent(key)}`, patch),
    order: async (keys) => {
      const was = rows?.map(({ key }) => key) ?? [];
      const rest = was.filter((key) => !keys.includes(key));
      // Shown at once: the row must not jump back while it is sent.
      queries.setQueryData<{ items: AdminCategoryDto[] }>(
        KEY,
        (now) =>
          now && {
            ...now,
            items: [...keys, ...rest].flatMap((key) => now.items.find((one) => one.key === key) ?? []),
          },
      );
      await send("PUT", "/api/admin/categories", { keys: [...keys, ...rest], was });
    },
  };
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi, newIdempotencyKey } from "@/client/api/api";
import { fetchAgain } from "@/client/cache/fetch-again";
import { useAudited } from "@/features/administration/ui/live/use-audited";
import type { AdminCategoryDto, CategoryCreate, CategoryPatch } from "@/features/categories/schema";

const KEY = ["admin", "categories"];
const CHOICES = ["choices", "categories"];

/** Every category, archived ones too, and what can be done to them; what is done throws ApiError when it fails. */
export interface AdminCategories {
  /** Null before the first answer. */
  categories: readonly AdminCategoryDto[] | null;
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
  const { data, error } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<{ items: AdminCategoryDto[] }>("/api/admin/categories", { signal }),
    staleTime: 0,
  });
  useAudited(KEY, ({ subjectType }) => subjectType === "category");
  useAudited(CHOICES, ({ subjectType }) => subjectType === "category");
  const refetch = (): Promise<void> => fetchAgain(queries, KEY);
  const send = async (method: "POST" | "PATCH" | "PUT", path: string, body: unknown): Promise<void> => {
    try {
      await callApi(path, { method, body, idempotencyKey: newIdempotencyKey() });
    } finally {
      await refetch();
    }
  };
  const categories = data?.items ?? null;
  return {
    categories,
    error: error instanceof ApiError ? error : null,
    refetch: () => void refetch(),
    make: (fields) => send("POST", "/api/admin/categories", fields),
    change: (key, patch) => send("PATCH", `/api/admin/categories/${encodeURIComponent(key)}`, patch),
    order: async (keys) => {
      const was = categories?.map(({ key }) => key) ?? [];
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

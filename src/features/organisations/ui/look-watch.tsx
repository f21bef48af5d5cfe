"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { callApi } from "@/client/api/api";
import { fetchOnceMore } from "@/client/cache/fetch-again";
import { useEvent } from "@/client/connection/use-event";
import type { LookDto } from "@/features/organisations/schema";
import { useSetBrand } from "@/ui/shell/brand";
import { brandOf } from "./brand-of";

const KEY = ["look"];

/** Follows how the organisation looks: an event changes the page, and every new connection reads it again. Draws nothing. */
export function LookWatch({ initial }: { initial: LookDto }) {
  const queries = useQueryClient();
  const setBrand = useSetBrand();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<LookDto>("/api/organisation", { signal }),
    initialData: initial,
  });
  useEvent("organisation:changed", ({ organisation }) => {
    queries.setQueryData<LookDto>(KEY, organisation);
    if (queries.isFetching({ queryKey: KEY }) > 0) {
      // The answer may be older than this.
      void fetchOnceMore(queries, KEY);
    }
  });
  useEffect(() => setBrand(brandOf(data)), [data, setBrand]);
  return null;
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Leads from a ticket that was merged while it was open to where staff go on with it: its own address does. */
export function MergedAway({ number }: { number: number }) {
  const router = useRouter();
  useEffect(() => {
    router.replace(`/tickets/${number}`);
  }, [router, number]);
  return null;
}

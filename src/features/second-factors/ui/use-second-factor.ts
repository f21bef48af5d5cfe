"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useEvent } from "@/client/connection/use-event";
import type { RecoveryCodes, TotpEnrolment, TotpStatus } from "@/features/second-factors/schema";

const KEY = ["second-factor"];
const PATH = "/api/me/totp";

/** One's own second factor, as it is now, and what can be done with it. */
export interface SecondFactor {
  /** Null before the first answer. */
  status: TotpStatus | null;
  error: Error | null;
  refetch(): void;
  /** Makes new recovery codes in place of all there are, and returns them. */
  renewCodes(): Promise<readonly string[]>;
  turnOff(): Promise<void>;
}

/** Follows one's own second factor, in every window alike. */
export function useSecondFactor(): SecondFactor {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callApi<TotpStatus>(PATH, { signal }),
    staleTime: 0,
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  useEvent("account:changed", () => void refresh());
  return {
    status: data ?? null,
    error,
    refetch: () => void refetch(),
    renewCodes: async () => {
      const codes = await codesOf(callApi<RecoveryCodes>(`${PATH}/recovery-codes`, { method: "POST" }));
      await refresh();
      return codes;
    },
    turnOff: async () => {
      await callApi(PATH, { method: "DELETE", idempotencyKey: newIdempotencyKey() });
      await refresh();
    },
  };
}

/** Asks for a secret for an app. */
export async function beginEnrolment(): Promise<TotpEnrolment> {
  return await callApi<TotpEnrolment>(PATH, { method: "POST", body: {} });
}

/** Shows a code of the app that has the secret; returns the recovery codes. */
export async function confirmEnrolment(code: string): Promise<readonly string[]> {
  return await codesOf(callApi<RecoveryCodes>(PATH, { method: "POST", body: { code } }));
}

async function codesOf(answer: Promise<RecoveryCodes>): Promise<readonly string[]> {
  return (await answer).recoveryCodes ?? [];
}

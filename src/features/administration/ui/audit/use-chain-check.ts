"use client";

import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import type { AuditCheckDto } from "@/features/audit/schema";
import { AUDIT_CHAINS, type AuditChain } from "@/shared/audit/chains";

/** What the check of both chains came to. */
export interface ChainsChecked {
  /** How many entries fitted. */
  entries: number;
  /** Entries that are not sealed yet. */
  waiting: number;
  /** How many entries retention has removed. */
  removed: number;
  /** The first entry that is wrong; null where both chains are whole. */
  problem: ({ chain: AuditChain } & NonNullable<AuditCheckDto["problem"]>) | null;
  at: string;
}

/** A check of the audit's chains that a person starts. */
export interface ChainCheck {
  /** Entries that fitted so far; null while nothing is checked. */
  progress: number | null;
  result: ChainsChecked | null;
  error: ApiError | null;
  start(): void;
}

/** Checks both chains of the audit, part by part. */
export function useChainCheck(): ChainCheck {
  const [progress, setProgress] = useState<number | null>(null);
  const [result, setResult] = useState<ChainsChecked | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  async function run(): Promise<void> {
    setError(null);
    setResult(null);
    setProgress(0);
    try {
      setResult(await checkChains(setProgress));
    } catch (failure) {
      setError(failure instanceof ApiError ? failure : null);
    } finally {
      setProgress(null);
    }
  }
  return { progress, result, error, start: () => void run() };
}

async function checkChains(onProgress: (entries: number) => void): Promise<ChainsChecked> {
  const found: ChainsChecked = {
    entries: 0,
    waiting: 0,
    removed: 0,
    problem: null,
    at: new Date().toISOString(),
  };
  for (const chain of AUDIT_CHAINS) {
    let after: number | null = null;
    let part: AuditCheckDto;
    do {
      const search: string = new URLSearchParams({
        chain,
        ...(after === null ? {} : { after: String(after) }),
      }).toString();
      part = await callApi<AuditCheckDto>(`/api/admin/audit/check?${search}`);
      found.entries += part.checked;
      after = part.next;
      onProgress(found.entries);
      if (part.problem) {
        return { ...found, problem: { chain, ...part.problem } };
      }
    } while (after !== null);
    found.waiting += part.waiting;
    found.removed += part.removed;
  }
  return found;
}

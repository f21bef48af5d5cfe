"use client";

import { useState } from "react";
import { ApiError, callApi } from "@/client/api/api";
import { readProblem, type Problem } from "@/client/api/post-json";
import { useProblemForm, type ProblemForm } from "@/client/api/use-problem-form";
import { toast } from "@/ui/overlays/toast";
import type { WaysInDto } from "@/features/ways-in/schema";
import type { ShownStep } from "./step-list";

/** A form of a way in: it is kept, tried, or removed. */
export interface WayForm extends ProblemForm {
  /** What the last try came to; null before one. */
  steps: readonly ShownStep[] | null;
  isTrying: boolean;
  /** Tries what stands in the form, without keeping it; without a form what counts. */
  tryOut: (given: { login?: string; password?: string }) => void;
  /** Why the last try could not be made. */
  tryError: string | null;
  remove: () => Promise<void>;
}

/** Sends the form of a way in to `path`, as `toBody` reads its fields. */
export function useWayForm(
  path: string,
  toBody: (values: Record<string, string>) => object,
  { saved, onChange }: { saved: string; onChange: (ways: WaysInDto) => void },
): WayForm {
  const [steps, setSteps] = useState<readonly ShownStep[] | null>(null);
  const [isTrying, setTrying] = useState(false);
  const [tryError, setTryError] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm((values) =>
    problemOf(async () => {
      onChange(await callApi<WaysInDto>(path, { method: "PUT", body: toBody(values) }));
      toast.success(saved);
    }),
  );

  async function tryOut(given: { login?: string; password?: string }): Promise<void> {
    const values = formRef.current ? readForm(formRef.current) : null;
    setTrying(true);
    setTryError(null);
    setSteps(null);
    const problem = await problemOf(async () => {
      const body = { ...given, ...(values ? { settings: toBody(values) } : {}) };
      const answer = await callApi<{ steps: ShownStep[] }>(`${path}/test`, { method: "POST", body });
      setSteps(answer.steps);
    });
    setTryError(problem?.detail ?? null);
    setTrying(false);
  }

  return {
    formRef,
    errors,
    message,
    busy,
    onSubmit,
    clear,
    steps,
    isTrying,
    tryError,
    tryOut: (given) => void tryOut(given),
    remove: async () => {
      onChange(await callApi<WaysInDto>(path, { method: "DELETE" }));
      setSteps(null);
    },
  };
}

/** What went wrong, as a form shows it; null when nothing did. */
async function problemOf(work: () => Promise<void>): Promise<Problem | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    return readProblem(error.problem, error.retryAfter === null ? null : String(error.retryAfter));
  }
}

function readForm(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

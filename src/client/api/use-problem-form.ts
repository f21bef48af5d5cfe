"use client";

import { useEffect, useRef, useState, type FormEvent, type RefObject } from "react";
import { ownTarget } from "@/shared/own-path";
import type { Problem } from "./post-json";

/** What a form needs to send itself and to show its errors. */
export interface ProblemForm {
  formRef: RefObject<HTMLFormElement | null>;
  /** The sentence for each field that needs another look. */
  errors: Record<string, string>;
  /** The sentence for the form as a whole, when no field is to blame. */
  message: string | null;
  busy: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** Clears a field's error once the person types there. */
  clear: (name: string) => void;
}

/**
 * Sends a form's values and shows each error at its field, which then gets the focus. The fields are
 * uncontrolled, so typed text stays, also text that was typed before this code had loaded. `check` may find
 * errors before anything is sent. When `send` navigates to another page, never resolve it: so the form stays
 * busy.
 */
export function useProblemForm(
  send: (values: Record<string, string>) => Promise<Problem | null>,
  check: (values: Record<string, string>) => Record<string, string> = () => ({}),
): ProblemForm {
  const formRef = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);

  // After the errors are in the page: only then do the fields know that they are invalid.
  useEffect(() => {
    if (round > 0) {
      formRef.current?.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]')?.focus();
    }
  }, [round]);

  async function submit(form: HTMLFormElement): Promise<void> {
    const values = readValues(form);
    const found = check(values);
    setErrors(found);
    setMessage(null);
    if (Object.keys(found).length > 0) {
      setRound((last) => last + 1);
      return;
    }
    setBusy(true);
    const problem = await send(values);
    setBusy(false);
    if (problem) {
      const shown = Object.fromEntries(Object.entries(problem.fields).filter(([name]) => name in values));
      setErrors(shown);
      setMessage(Object.keys(shown).length > 0 ? null : problem.detail);
      setRound((last) => last + 1);
    }
  }

  return {
    formRef,
    errors,
    message,
    busy,
    onSubmit: (event) => {
      event.preventDefault();
      if (!busy) {
        void submit(event.currentTarget);
      }
    },
    clear: (name) =>
      setErrors((all) =>
        name in all ? Object.fromEntries(Object.entries(all).filter(([other]) => other !== name)) : all,
      ),
  };
}

/** Navigates and never resolves: nothing more happens on this page. Any `path` leads to a page of ours. */
export function leaveTo(path: string): Promise<never> {
  window.location.assign(ownTarget(path) ?? "/");
  return new Promise(() => undefined);
}

function readValues(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      values[name] = value;
    }
  }
  return values;
}

"use client";

import { useTranslate } from "@/messages/translate-provider";
import type { DirectoryStepsDto, ProviderStepsDto } from "@/features/ways-in/schema";
import { OutcomeList } from "@/ui/states/outcome-list";

/** A step of a try. */
export type ShownStep = (DirectoryStepsDto["steps"] | ProviderStepsDto["steps"])[number];

/** What each step of a try came to, in words. */
export function StepList({ label, steps }: { label: string; steps: readonly ShownStep[] }) {
  const t = useTranslate();
  return (
    <OutcomeList
      label={label}
      steps={steps.map(({ name, outcome, detail }) => ({
        key: name,
        outcome,
        name: t(`waysIn.step.${name}`),
        result: t(`waysIn.outcome.${outcome}`),
        detail,
      }))}
    />
  );
}

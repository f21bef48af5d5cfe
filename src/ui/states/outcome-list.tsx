import { CircleCheck, CircleDashed, CircleX } from "lucide-react";

const LOOKS = {
  fine: { Icon: CircleCheck, className: "text-success-ink" },
  failed: { Icon: CircleX, className: "text-danger-ink" },
  skipped: { Icon: CircleDashed, className: "text-ink-faint" },
} as const;

/** A step of a try, in words: its name, what it came to, and what was answered. */
interface OutcomeStep {
  key: string;
  outcome: keyof typeof LOOKS;
  name: string;
  result: string;
  detail: string | null;
}

/** What each step of a try came to. */
export function OutcomeList({ label, steps }: { label: string; steps: readonly OutcomeStep[] }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-2.5 rounded-lg border border-line p-4">
      {steps.map(({ key, outcome, name, result, detail }) => {
        const { Icon, className } = LOOKS[outcome];
        return (
          <li key={key} className="flex min-w-0 items-start gap-2.5 text-ui">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${className}`} />
            <div className="min-w-0">
              <p className="font-medium text-ink">
                {name}
                <span className="ms-2 text-note font-normal text-ink-muted">{result}</span>
              </p>
              {detail !== null && (
                <p dir="auto" className="text-note wrap-anywhere text-ink-muted">
                  {detail}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

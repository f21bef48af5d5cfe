/** The meanings of colours; there is always a word beside them. */
export type Tone = "neutral" | "accent" | "info" | "success" | "warning" | "danger" | "violet";

/** Classes of a soft label in each tone. */
export const SOFT_TONE: Record<Tone, string> = {
  neutral: "bg-neutral-soft text-neutral-ink",
  accent: "bg-accent-soft text-accent-ink",
  info: "bg-info-soft text-info-ink",
  success: "bg-success-soft text-success-ink",
  warning: "bg-warning-soft text-warning-ink",
  danger: "bg-danger-soft text-danger-ink",
  violet: "bg-violet-soft text-violet-ink",
};

/** Class of a small solid mark (dot, bar, icon) in each tone. */
export const MARK_TONE: Record<Tone, string> = {
  neutral: "text-neutral",
  accent: "text-accent",
  info: "text-info",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
  violet: "text-violet",
};

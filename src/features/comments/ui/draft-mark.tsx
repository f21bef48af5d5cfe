/** "Draft saved 10:42": what is written is kept in this browser. */
export function DraftMark({ savedAt }: { savedAt: number | null }) {
  if (savedAt === null) {
    return null;
  }
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(savedAt);
  return <span className="shrink-0 text-xs text-ink-muted tabular-nums">Draft saved {clock}</span>;
}

import type { DraftView } from "./draft-view";

/** "Draft saved 10:42": where what is written was kept last, truthfully. */
export function DraftMark({ draft }: { draft: DraftView }) {
  if (draft.isUnsaved) {
    return (
      <span
        role="status"
        className="shrink-0 text-xs text-danger-ink"
        title="This browser keeps nothing, and the help desk cannot be reached. Copy your text before you leave this page."
      >
        Draft not saved
      </span>
    );
  }
  if (!draft.saved) {
    return null;
  }
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" }).format(
    draft.saved.at,
  );
  const isHere = draft.saved.where === "here";
  return (
    <span
      className="shrink-0 text-xs text-ink-muted tabular-nums"
      title={
        isHere
          ? "Kept in this browser. It goes to the help desk as soon as that can be reached."
          : "Kept on the help desk's server: you find it on your other devices as well."
      }
    >
      Draft saved {isHere ? "here " : ""}
      {clock}
    </span>
  );
}

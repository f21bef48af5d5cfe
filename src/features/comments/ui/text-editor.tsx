"use client";

import { useState } from "react";
import { Button } from "@/ui/button";
import { Field } from "@/ui/field";
import { Textarea } from "@/ui/textarea";

/** What a TextEditor takes. */
export interface TextEditorProps {
  label: string;
  text: string;
  /** Characters, after trimming. */
  min?: number;
  max: number;
  /** Throws an Error with words for the person where it fails; the text stays. */
  onSave: (text: string) => Promise<void>;
  onLeave: () => void;
}

/** Changing a text in its place. Ctrl or Cmd and Enter saves; Escape leaves where nothing was changed yet. */
export function TextEditor({ label, text, min = 1, max, onSave, onLeave }: TextEditorProps) {
  const [draft, setDraft] = useState(text);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const canSave = draft.trim().length >= min && draft.length <= max && !busy;

  async function save(): Promise<void> {
    if (draft.trim() === text) {
      onLeave();
      return;
    }
    if (!canSave) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await onSave(draft.trim());
      onLeave();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "That did not work.");
      setBusy(false);
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hideLabel error={error}>
        <Textarea
          autoFocus
          value={draft}
          minRows={3}
          maxRows={24}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void save();
            } else if (event.key === "Escape" && draft === text) {
              onLeave();
            }
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onLeave} disabled={busy}>
          Cancel
        </Button>
        <Button
          size="sm"
          variant="primary"
          onClick={() => void save()}
          loading={busy}
          disabled={!canSave && !busy}
        >
          Save
        </Button>
      </div>
    </div>
  );
}

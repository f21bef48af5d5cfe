"use client";

import { useState } from "react";
import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { DraftOffers } from "@/features/drafts/ui/draft-offers";
import { useDraft } from "@/features/drafts/ui/use-draft";
import { useTranslate } from "@/messages/translate-provider";
import { isLongerThan, isShorterThan } from "@/shared/characters";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Textarea } from "@/ui/fields/textarea";
import { toast } from "@/ui/overlays/toast";
import { CharactersLeft } from "@/features/drafts/ui/characters-left";

/** The props of TextEditor. */
export interface TextEditorProps {
  label: string;
  /** The current text. */
  text: string;
  /** The ticket, and the field's name among drafts. */
  place: string;
  kind: string;
  /** The ticket's version at which this editing begins. */
  since: number;
  /** It opens by itself, because something was left unsaved: then it does not take the focus. */
  isRestored?: boolean;
  /** Characters, after trimming. */
  min?: number;
  max: number;
  /** Called with the text, and the version of the ticket against which it was written. */
  onSave: (text: string, since: number) => void;
  onLeave: () => void;
  /** Opens it again, after leaving was undone. */
  onReturn: () => void;
}

/**
 * Changing a text in its place; what is typed is a draft until it is saved. Ctrl or Cmd and Enter saves; Escape leaves
 * where nothing was changed yet.
 */
export function TextEditor(props: TextEditorProps) {
  const t = useTranslate();
  const { label, text, place, kind, since, isRestored, min = 1, max, onSave, onLeave, onReturn } = props;
  const draft = useDraft(place, kind);
  const [isEmptied, setEmptied] = useState(false);
  const value = draft.text !== "" ? draft.text : isEmptied ? "" : text;
  const canSave = !isShorterThan(value.trim(), min) && !isLongerThan(value.trim(), max);

  function write(next: string): void {
    setEmptied(next === "");
    // What is the same as before is nothing that has to be kept.
    draft.write(next === text ? "" : next, draft.text === "" ? since : (draft.version ?? since));
  }

  function save(): void {
    if (value === text) {
      draft.write("");
      onLeave();
    } else if (canSave) {
      onSave(value, draft.version ?? since);
      draft.write("");
      onLeave();
    }
  }

  function cancel(): void {
    const typed = draft.text;
    draft.write("");
    onLeave();
    if (typed !== "") {
      const undo = (): void => {
        draft.write(typed);
        onReturn();
      };
      toast.info(t("comments.editor.discarded"), {
        action: { label: t("comments.editor.undo"), onClick: undo },
      });
    }
  }

  return (
    <div className="flex flex-col gap-2">
      <DraftOffers draft={draft} mode="swap" />
      <Field label={label} hideLabel>
        <Textarea
          autoFocus={!isRestored}
          value={value}
          minRows={3}
          maxRows={24}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              save();
            } else if (event.key === "Escape" && value === text) {
              cancel();
            }
          }}
        />
      </Field>
      <CharactersLeft text={value} max={max} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <DraftMark draft={draft} />
        <span className="flex-1" />
        <Button size="sm" onClick={cancel}>
          {t("comments.editor.cancel")}
        </Button>
        <Button size="sm" variant="primary" onClick={save} disabled={!canSave}>
          {t("comments.editor.save")}
        </Button>
      </div>
    </div>
  );
}

"use client";

import { Field } from "@base-ui/react/field";
import { DraftOffers } from "@/features/drafts/ui/draft-offers";
import { useTranslate } from "@/messages/translate-provider";
import { isLongerThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import { FileChip } from "@/ui/files/chip";
import { pastedFiles } from "@/ui/files/pasted";
import { Textarea } from "@/ui/fields/textarea";
import { CharactersLeft } from "@/features/drafts/ui/characters-left";
import type { CannedPicker } from "@/features/canned-replies/ui/use-canned-picker";
import type { Composer } from "./use-composer";

/** The props of ComposerField. */
export interface ComposerFieldProps {
  composer: Composer;
  label: string;
  placeholder: string;
  minRows: number;
  /** Where canned replies can be inserted. */
  picker?: CannedPicker;
}

/** The text field and its files. Ctrl or Cmd and Enter sends; pasted pictures become files. */
export function ComposerField({ composer, label, placeholder, minRows, picker }: ComposerFieldProps) {
  const t = useTranslate();
  const { field, text, files, write, submit, addFiles, removeFile, blurred } = composer;
  return (
    <>
      <DraftOffers draft={composer.draft} />
      <Field.Root invalid={isLongerThan(text.trim(), LIMITS.commentMax)}>
        <Textarea
          bare
          ref={field}
          aria-label={label}
          placeholder={placeholder}
          minRows={minRows}
          maxRows={12}
          value={text}
          {...picker?.aria}
          onChange={(event) => {
            write(event.target.value);
            picker?.typed(event);
          }}
          onBlur={() => {
            picker?.close();
            blurred();
          }}
          onPaste={(event) => {
            const pasted = pastedFiles(event.clipboardData);
            if (pasted.length > 0) {
              event.preventDefault();
              addFiles(pasted);
            }
          }}
          onKeyDown={(event) => {
            if (picker?.pressed(event)) {
              return;
            }
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              submit(null);
            } else if (event.key === "Escape") {
              event.currentTarget.blur();
            }
          }}
          className="px-3.5 py-2.5"
        />
      </Field.Root>
      <CharactersLeft text={text} max={LIMITS.commentMax} className="px-3.5" />
      {files.length > 0 && !composer.areFilesKept && (
        <p role="status" className="px-3.5 text-note text-ink-muted">
          {t("openTicket.compose.filesNotKept")}
        </p>
      )}
      {files.length > 0 && (
        <ul aria-label={t("openTicket.compose.filesToSend")} className="flex flex-wrap gap-2 px-3 pb-1">
          {files.map(({ key, file }) => (
            <li key={key} className="max-w-full">
              <FileChip
                name={file.name}
                size={file.size}
                contentType={file.type}
                onRemove={() => removeFile(key)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

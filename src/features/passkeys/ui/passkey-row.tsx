"use client";

import { useRef, useState, type FormEvent } from "react";
import type { PasskeyDto } from "@/features/passkeys/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { Dialog } from "@/ui/overlays/dialog";
import { RelativeTime } from "@/ui/time/relative";

const FORM = "rename-passkey";
const NAME_MAX = 60;

/** The props of PasskeyRow. */
export interface PasskeyRowProps {
  passkey: PasskeyDto;
  onRename: (name: string) => Promise<void>;
  onRemove: () => Promise<void>;
}

/** One passkey: its name and use, and what can be done with it. */
export function PasskeyRow({ passkey, onRename, onRemove }: PasskeyRowProps) {
  const t = useTranslate();
  const [isAsking, setAsking] = useState<"rename" | "remove" | null>(null);
  const { name, host, usableHere, createdAt, lastUsedAt } = passkey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p dir="auto" className="text-ui font-medium wrap-anywhere text-ink">
          {name}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-note text-ink-muted">
          <span>{t.rich("passkeys.added", { ago: () => <RelativeTime at={createdAt} /> })}</span>
          <span>
            {lastUsedAt === null
              ? t("passkeys.unused")
              : t.rich("passkeys.used", { ago: () => <RelativeTime at={lastUsedAt} /> })}
          </span>
          {!usableHere && <span className="wrap-anywhere">{t("passkeys.elsewhere", { host })}</span>}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" aria-label={t("passkeys.renameOf", { name })} onClick={() => setAsking("rename")}>
          {t("passkeys.rename")}
        </Button>
        <Button size="sm" aria-label={t("passkeys.removeOf", { name })} onClick={() => setAsking("remove")}>
          {t("passkeys.remove")}
        </Button>
      </div>
      <RenameDialog
        isOpen={isAsking === "rename"}
        name={name}
        onRename={onRename}
        onClose={() => setAsking(null)}
      />
      <AlertDialog
        open={isAsking === "remove"}
        onOpenChange={(open) => setAsking(open ? "remove" : null)}
        danger
        title={t.rich("passkeys.removeTitle", { name: () => <bdi>{name}</bdi> })}
        description={t("passkeys.removeReason")}
        confirmLabel={t("passkeys.remove")}
        onConfirm={onRemove}
      />
    </li>
  );
}

interface RenameDialogProps {
  isOpen: boolean;
  name: string;
  onRename: (name: string) => Promise<void>;
  onClose: () => void;
}

function RenameDialog({ isOpen, name, onRename, onClose }: RenameDialogProps) {
  const t = useTranslate();
  const field = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function rename(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("name");
    if (typeof typed !== "string" || typed.trim() === "") {
      setError(t("passkeys.enterName"));
      return;
    }
    setBusy(true);
    try {
      await onRename(typed);
      onClose();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      initialFocus={field}
      title={t("passkeys.renameTitle")}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t("passkeys.rename")}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void rename(event)}>
        <Field label={t("passkeys.name")} error={error}>
          <Input
            ref={field}
            name="name"
            defaultValue={name}
            maxLength={NAME_MAX}
            autoComplete="off"
            onChange={() => setError(null)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

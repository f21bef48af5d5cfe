"use client";

import { CircleCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { postForm, type Problem } from "@/client/api/post-json";
import { useProblemForm } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import type { Translate } from "@/messages/translation";
import { isShorterThan } from "@/shared/characters";
import { LIMITS } from "@/shared/limits";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import { Field } from "@/ui/fields/field";
import { EmailInput, Input } from "@/ui/fields/input";
import { Textarea } from "@/ui/fields/textarea";
import { FileChip } from "@/ui/files/chip";
import { FileDrop } from "@/ui/files/drop";
import { pastedFiles } from "@/ui/files/pasted";
import { EmptyState } from "@/ui/states/empty";
import { forgetForm, keepForm, restoreForm } from "./kept-form";

const BYTES_PER_MB = 1024 * 1024;

/** The form of somebody without an account. What is typed stays in the tab until it was sent. */
export function GuestForm({ maxFileBytes }: { maxFileBytes: number }) {
  const t = useTranslate();
  const [file, setFile] = useState<File | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { formRef, errors, message, busy, onSubmit, clear } = useProblemForm(send, (values) =>
    check(t, values),
  );
  const megabytes = Math.floor(maxFileBytes / BYTES_PER_MB);
  const isTooLarge = file !== null && file.size > maxFileBytes;

  useEffect(() => {
    if (formRef.current) {
      restoreForm(formRef.current);
    }
  }, [formRef, sentTo]);

  async function send(values: Record<string, string>): Promise<Problem | null> {
    if (isTooLarge) {
      return null;
    }
    const problem = await postForm("/api/guest/tickets", values, file);
    if (problem === null) {
      forgetForm();
      setFile(null);
      setSentTo(values["email"] ?? "");
    }
    return problem;
  }

  if (sentTo !== null) {
    return (
      <EmptyState
        icon={<CircleCheck />}
        title={t("guests.form.sent")}
        reason={t.rich("guests.form.sentReason", { email: sentTo, bdi: (words) => <bdi>{words}</bdi> })}
        action={<Button onClick={() => setSentTo(null)}>{t("guests.form.another")}</Button>}
      />
    );
  }
  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={onSubmit}
      onInput={(event) => keepForm(event.currentTarget)}
      onPaste={(event) => {
        const [pasted] = pastedFiles(event.clipboardData);
        if (pasted) {
          event.preventDefault();
          setFile(pasted);
        }
      }}
      className="flex flex-col gap-5"
    >
      {message !== null && (
        <Callout tone="danger" live="alert">
          {message}
        </Callout>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("guests.form.name")} error={errors["name"]}>
          <Input name="name" autoComplete="name" required onChange={() => clear("name")} />
        </Field>
        <Field label={t("guests.form.email")} hint={t("guests.form.emailHint")} error={errors["email"]}>
          <EmailInput name="email" autoComplete="email" required onChange={() => clear("email")} />
        </Field>
      </div>
      <Field label={t("tickets.new.requestSubject")} error={errors["title"]}>
        <Input
          name="title"
          required
          placeholder={t("tickets.new.subjectExample")}
          onChange={() => clear("title")}
        />
      </Field>
      <Field
        label={t("tickets.new.requestText")}
        hint={t("tickets.new.requestTextHint")}
        error={errors["description"]}
      >
        <Textarea
          name="description"
          required
          minRows={6}
          maxRows={24}
          onChange={() => clear("description")}
        />
      </Field>
      <HoneyPot />
      <div className="flex flex-col gap-3">
        <FileDrop
          multiple={false}
          onFiles={(files) => setFile(files[0] ?? null)}
          label={t("guests.form.addFile")}
          hint={t("guests.form.fileSize", { megabytes })}
        />
        {file && (
          <span className="max-w-full">
            <FileChip
              name={file.name}
              size={file.size}
              contentType={file.type}
              {...(isTooLarge ? { error: t("guests.form.fileTooLarge", { megabytes }) } : {})}
              onRemove={() => setFile(null)}
            />
          </span>
        )}
      </div>
      <div className="border-t border-line pt-5">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          loading={busy}
          disabled={isTooLarge}
          className="max-sm:w-full"
        >
          {t("tickets.new.requestSubmit")}
        </Button>
      </div>
    </form>
  );
}

/** A field that no person sees or reaches: what fills it is a program. */
function HoneyPot() {
  const t = useTranslate();
  return (
    <div aria-hidden className="absolute size-px overflow-hidden [clip-path:inset(50%)]">
      <label>
        {t("guests.form.leaveEmpty")}
        <input type="text" name="homepage" tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}

function check(t: Translate, values: Record<string, string>): Record<string, string> {
  const { name = "", email = "", title = "", description = "" } = values;
  return {
    ...(name.trim() === "" ? { name: t("users.enterName") } : {}),
    ...(email.trim() === "" ? { email: t("users.enterEmail") } : {}),
    ...(isShorterThan(title.trim(), LIMITS.titleMin)
      ? { title: t("guests.form.titleShort", { count: LIMITS.titleMin }) }
      : {}),
    ...(isShorterThan(description.trim(), LIMITS.descriptionMin)
      ? { description: t("guests.form.descriptionShort", { count: LIMITS.descriptionMin }) }
      : {}),
  };
}

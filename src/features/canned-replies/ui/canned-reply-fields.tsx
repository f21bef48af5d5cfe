"use client";

import { Braces } from "lucide-react";
import { useRef } from "react";
import type { Edits } from "@/client/api/use-edits";
import { useMe } from "@/client/browser/me";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { VARIABLES } from "@/features/canned-replies/fields";
import type { CannedReplyDto } from "@/features/canned-replies/schema";
import { useOwners } from "@/features/library/ui/use-owners";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import { Textarea } from "@/ui/fields/textarea";
import { Menu, MenuItem } from "@/ui/overlays/menu";
import { insertText } from "@/ui/text/insert-text";
import { Markdown } from "@/ui/text/markdown";
import { fillVariables } from "@/ui/text/variables";
import type { CannedReplyForm } from "./canned-reply-form";
import { ownerWords } from "./canned-reply-row";
import { sampleValue, variableWord } from "./variable-words";

/** The fields of a canned reply, and how it reads with an example's values. */
export function CannedReplyFields({
  edits,
  current,
  errorOf,
}: {
  edits: Edits<CannedReplyForm>;
  /** As it stands; null for a new one. */
  current: CannedReplyDto | null;
  errorOf: (path: string) => string | null;
}) {
  const t = useTranslate();
  const { values } = edits;
  const owners = useOwners(current?.team ?? null);
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("cannedReplies.form.name")} error={errorOf("name")}>
          <Input
            autoComplete="off"
            value={values.name}
            onChange={(event) => edits.set("name", event.target.value)}
          />
          <Outrun edits={edits} field="name" theirs={current?.name ?? ""} />
        </Field>
        <Field
          label={t("cannedReplies.form.keyword")}
          optional
          hint={t("cannedReplies.form.keywordHint")}
          error={errorOf("keyword")}
        >
          <Input
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={values.keyword}
            onChange={(event) => edits.set("keyword", event.target.value)}
          />
          <Outrun
            edits={edits}
            field="keyword"
            theirs={current?.keyword ?? t("cannedReplies.form.noKeyword")}
          />
        </Field>
      </div>
      <Field
        label={t("cannedReplies.form.scope")}
        control="button"
        error={errorOf("scope") ?? errorOf("teamId")}
      >
        <Select
          value={values.owner}
          onValueChange={(owner) => edits.set("owner", owner)}
          options={owners}
          className="w-full"
        />
        <Outrun edits={edits} field="owner" theirs={current ? ownerWords(t, current) : ""} />
      </Field>
      <Body edits={edits} current={current} errorOf={errorOf} />
      <Preview body={values.body} />
    </>
  );
}

function Body({
  edits,
  current,
  errorOf,
}: {
  edits: Edits<CannedReplyForm>;
  current: CannedReplyDto | null;
  errorOf: (path: string) => string | null;
}) {
  const t = useTranslate();
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <Field
        label={t("cannedReplies.form.body")}
        hint={t("cannedReplies.form.bodyHint")}
        error={errorOf("body")}
      >
        <Textarea
          ref={area}
          minRows={5}
          value={edits.values.body}
          onChange={(event) => edits.set("body", event.target.value)}
        />
        <Outrun edits={edits} field="body" theirs={current?.body ?? ""} />
      </Field>
      <Menu
        trigger={
          <Button size="sm" icon={<Braces aria-hidden />} className="-mt-2 self-start">
            {t("cannedReplies.form.variables")}
          </Button>
        }
      >
        {VARIABLES.map((name) => (
          <MenuItem
            key={name}
            hint={<span dir="ltr">{`{{${name}}}`}</span>}
            onSelect={() => {
              // After the menu has given the focus back.
              requestAnimationFrame(() => area.current && insertText(area.current, `{{${name}}}`));
            }}
          >
            {variableWord(t, name)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function Preview({ body }: { body: string }) {
  const t = useTranslate();
  const me = useMe();
  const { text } = fillVariables(body, (name) => sampleValue(t, me.name, name));
  return (
    <div className="flex flex-col gap-1.5">
      <p aria-hidden className="font-medium">
        {t("cannedReplies.form.preview")}
      </p>
      <div
        className="max-h-60 overflow-y-auto rounded-lg bg-canvas px-3.5 py-2.5 ring-1 ring-line"
        tabIndex={0}
        role="group"
        aria-label={t("cannedReplies.form.preview")}
      >
        {text.trim() === "" ? (
          <p className="text-ink-muted">{t("cannedReplies.form.previewEmpty")}</p>
        ) : (
          <Markdown>{text}</Markdown>
        )}
      </div>
    </div>
  );
}

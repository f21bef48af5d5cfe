"use client";

import { useState } from "react";
import { MAIL_KINDS, MAIL_STATES, type MailKind } from "@/features/mail/fields";
import { useTranslate } from "@/messages/translate-provider";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import type { OutboxFilter } from "./use-outbox";

/** Which mails are listed: by state, kind and receiver. */
export function OutboxFilters({
  filter,
  onFilter,
}: {
  filter: OutboxFilter;
  onFilter: (filter: OutboxFilter) => void;
}) {
  const t = useTranslate();
  const [typed, setTyped] = useState(filter.to ?? "");
  const takeTyped = (): void => onFilter({ ...filter, to: typed.trim() === "" ? null : typed.trim() });
  return (
    <>
      <Select
        label={t("mail.filter")}
        value={filter.state ?? "all"}
        onValueChange={(value) => onFilter({ ...filter, state: value === "all" ? null : value })}
        options={[
          { value: "all", label: t("mail.all") },
          ...MAIL_STATES.map((value) => ({ value, label: t(`mail.state.${value}`) })),
        ]}
        className="w-44 max-sm:w-auto max-sm:min-w-32 max-sm:flex-1"
      />
      <Select<MailKind | "all">
        label={t("mail.kindFilter")}
        value={filter.kind ?? "all"}
        onValueChange={(value) => onFilter({ ...filter, kind: value === "all" ? null : value })}
        options={[
          { value: "all", label: t("mail.allKinds") },
          ...MAIL_KINDS.map((value) => ({ value, label: t(`mail.kind.${value}`) })),
        ]}
        className="w-56 max-w-full max-sm:w-auto max-sm:min-w-32 max-sm:flex-1"
      />
      <form
        noValidate
        className="w-64 max-w-full max-sm:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          takeTyped();
        }}
      >
        <Field label={t("mail.toFilter")} hideLabel>
          <Input
            type="search"
            inputMode="email"
            autoComplete="off"
            placeholder={t("mail.toFilter")}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={takeTyped}
          />
        </Field>
      </form>
    </>
  );
}

"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Skeleton } from "@/ui/marks/skeleton";
import { Callout } from "@/ui/states/callout";
import { ErrorState } from "@/ui/states/error";
import { AddressRow } from "./address-row";
import { useAddresses, type Addresses } from "./use-addresses";

/** One's own e-mail addresses: adding, confirming and removing them, and which is the primary one. */
export function AddressSettings() {
  const list = useAddresses();
  return (
    <>
      <List list={list} />
      <NewAddress onAdd={list.add} />
    </>
  );
}

function List({ list }: { list: Addresses }) {
  const t = useTranslate();
  if (list.addresses === null) {
    return list.error ? (
      <ErrorState reason={list.error.message} onRetry={list.refetch} />
    ) : (
      <div role="status">
        <span className="sr-only">{t("addresses.loading")}</span>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  if (list.addresses.length === 0) {
    return <p className="max-w-prose text-ui text-pretty">{t("addresses.none")}</p>;
  }
  return (
    <ul
      aria-label={t("addresses.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.addresses.map((address) => (
        <AddressRow
          key={address.id}
          address={address}
          onResend={() => list.resend(address.id)}
          onRetry={() => list.retry(address.id)}
          onMakePrimary={() => list.makePrimary(address.id)}
          onRemove={() => list.remove(address.id)}
        />
      ))}
    </ul>
  );
}

function NewAddress({ onAdd }: { onAdd: Addresses["add"] }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [mailed, setMailed] = useState<string | null>(null);

  async function add(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const typed = new FormData(form).get("email");
    if (typeof typed !== "string" || typed.trim() === "") {
      setError(t("addresses.enter"));
      return;
    }
    setBusy(true);
    setError(null);
    setMailed(null);
    try {
      setMailed((await onAdd(typed)).email);
      form.reset();
    } catch (failure) {
      setError(
        failure instanceof ApiError
          ? (failure.errors[0]?.message ?? failure.message)
          : failure instanceof Error
            ? failure.message
            : String(failure),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <form noValidate onSubmit={(event) => void add(event)} className="flex flex-col items-start gap-4">
      {mailed !== null && (
        <Callout tone="info" live="status" className="self-stretch">
          {t("addresses.mailed", { email: mailed })}
        </Callout>
      )}
      <Field label={t("addresses.field")} hint={t("addresses.hint")} error={error} className="self-stretch">
        <Input name="email" inputMode="email" autoComplete="email" onChange={() => setError(null)} />
      </Field>
      <Button type="submit" loading={isBusy}>
        {t("addresses.add")}
      </Button>
    </form>
  );
}

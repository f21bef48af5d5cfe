"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits, type Edits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import type { AdminUserDto } from "@/features/users/schema";
import { useSpeech, useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { CopyButton } from "@/ui/buttons/copy-button";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { Outrun } from "@/features/administration/ui/form/outrun";
import { TeamsField } from "./teams-field";
import { changePerson, retryAddress } from "./use-person";

const ROLES = ["user", "agent", "viewer", "admin"] as const;

interface Details {
  name: string;
  role: AdminUserDto["role"];
  teamIds: string[];
}

/** Name, role and teams of a person. What another admin changes meanwhile is shown at its field, and never overwritten unasked. */
export function PersonDetails({ person, onSaved }: { person: AdminUserDto; onSaved: () => void }) {
  const t = useTranslate();
  const edits = useEdits<Details>({
    name: person.name,
    role: person.role,
    teamIds: person.teams.map(({ id }) => id),
  });
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  useHoldPage(edits.isChanged);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (edits.body === null) {
      return;
    }
    const { role, was, ...rest } = edits.body;
    const body = { ...rest, ...(role === undefined || role === "guest" ? {} : { role }), was };
    setBusy(true);
    setProblem(null);
    try {
      await changePerson(person.id, body);
      edits.reset();
      toast.success(t("people.person.saved"));
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
    } finally {
      setBusy(false);
      onSaved();
    }
  }

  const isAtField = (path: string): boolean => problem?.errors.some((one) => one.path === path) ?? false;
  const errorOf = (path: string): string | null =>
    problem?.code === "conflict" ? null : (problem?.errors.find((one) => one.path === path)?.message ?? null);
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-5">
      {problem && !isAtField("name") && (
        <Callout tone={problem.code === "conflict" ? "warning" : "danger"} live="alert">
          {problem.message}
        </Callout>
      )}
      <Field label={t("people.person.name")} error={errorOf("name")}>
        <Input
          value={edits.values.name}
          onChange={(event) => edits.set("name", event.target.value)}
          autoComplete="off"
        />
        <Outrun edits={edits} field="name" theirs={person.name} />
      </Field>
      <Email person={person} />
      <RoleField person={person} edits={edits} />
      <Teams person={person} edits={edits} />
      {edits.isChanged && (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={isBusy}>
            {t("people.person.save")}
          </Button>
          <Button
            onClick={() => {
              edits.reset();
              setProblem(null);
            }}
          >
            {t("people.person.discard")}
          </Button>
        </div>
      )}
    </form>
  );
}

function Email({ person }: { person: AdminUserDto }) {
  const t = useTranslate();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-ui font-medium">{t("people.person.email")}</p>
      {person.email === null ? (
        <p className="text-ink-muted">{t("people.person.noEmail")}</p>
      ) : (
        <p className="flex min-w-0 items-center gap-2">
          <bdi className="min-w-0 wrap-anywhere">{person.email}</bdi>
          <CopyButton text={person.email} label={t("people.person.copyEmail")} />
        </p>
      )}
      {person.addressRefusal && <AddressRefused person={person} answer={person.addressRefusal.answer} />}
    </div>
  );
}

/** That a mail server refused the address, and the way to let mail go there again. */
function AddressRefused({ person, answer }: { person: AdminUserDto; answer: string }) {
  const t = useTranslate();
  const [isBusy, setBusy] = useState(false);
  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      await retryAddress(person.id);
      toast.success(t("people.person.addressRetried"));
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Callout tone="warning" className="wrap-anywhere">
      <p>{t("people.person.addressRefused", { answer })}</p>
      <Button size="sm" loading={isBusy} onClick={() => void retry()} className="mt-2">
        {t("people.person.retryAddress")}
      </Button>
    </Callout>
  );
}

function RoleField({ person, edits }: { person: AdminUserDto; edits: Edits<Details> }) {
  const t = useTranslate();
  const { role } = edits.values;
  if (person.role === "guest") {
    return (
      <div className="flex flex-col gap-1.5">
        <p className="text-ui font-medium">{t("people.role")}</p>
        <p>{t("connections.role.guest")}</p>
        <p className="text-note text-ink-muted">{t("people.person.roleHint.guest")}</p>
      </div>
    );
  }
  return (
    <Field label={t("people.role")} control="button" hint={t(`people.person.roleHint.${role}`)}>
      <Select
        value={role}
        onValueChange={(next) => edits.set("role", next)}
        options={ROLES.map((value) => ({ value, label: t(`connections.role.${value}`) }))}
        className="w-60 max-w-full"
      />
      <Outrun edits={edits} field="role" theirs={t(`connections.role.${person.role}`)} />
    </Field>
  );
}

function Teams({ person, edits }: { person: AdminUserDto; edits: Edits<Details> }) {
  const { t, locale } = useSpeech();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const nameOf = (id: string): string =>
    person.teams.find((team) => team.id === id)?.name ?? names.get(id) ?? "";
  const list = new Intl.ListFormat(locale).format(person.teams.map((team) => team.name));
  return (
    <TeamsField
      value={edits.values.teamIds.map((id) => ({ id, label: nameOf(id) }))}
      onChange={(teams) => {
        setNames(new Map([...names, ...teams.map((team) => [team.id, team.label] as const)]));
        edits.set(
          "teamIds",
          teams.map(({ id }) => id),
        );
      }}
      hint={t("people.person.teamsHint")}
    >
      <Outrun edits={edits} field="teamIds" theirs={list || t("people.person.noTeams")} />
    </TeamsField>
  );
}

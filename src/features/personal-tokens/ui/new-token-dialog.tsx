"use client";

import { useRef, useState, type FormEvent } from "react";
import { useMe } from "@/client/browser/me";
import { scopesFor, SERVICE_ROLES, TOKEN_NAME_MAX } from "@/features/personal-tokens/policy";
import type { TokenInput } from "@/features/personal-tokens/schema";
import { useTranslate } from "@/messages/translate-provider";
import type { TokenScope } from "@/shared/token-scopes";
import { Button } from "@/ui/buttons/button";
import { Checkbox } from "@/ui/fields/checkbox";
import { Field } from "@/ui/fields/field";
import { Input } from "@/ui/fields/input";
import { Select } from "@/ui/fields/select";
import { Dialog } from "@/ui/overlays/dialog";
import { Callout } from "@/ui/states/callout";

const FORM = "new-token";
const DAY_MILLISECONDS = 86_400_000;
/** Days until it ends by itself; "never" where its owner ends it. */
const LIVES = ["30", "90", "365", "never"] as const;
type Life = (typeof LIVES)[number];

/** The props of NewTokenDialog. */
export interface NewTokenDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The role of a program, null for a token of one's own. */
  onMake: (input: TokenInput, role: ServiceRole | null) => Promise<void>;
  /** It is a program's: it has a role of its own. */
  isService?: boolean;
}

type ServiceRole = (typeof SERVICE_ROLES)[number];

/** Asks what a new token is for, what it may do, and how long. */
export function NewTokenDialog({ isOpen, onClose, onMake, isService = false }: NewTokenDialogProps) {
  const t = useTranslate();
  const me = useMe();
  const [serviceRole, setServiceRole] = useState<ServiceRole>("agent");
  const role = isService ? serviceRole : me.role;
  const open = scopesFor(role);
  const field = useRef<HTMLInputElement>(null);
  const [scopes, setScopes] = useState<readonly TokenScope[]>(["read"]);
  const [life, setLife] = useState<Life>("90");
  const [isBusy, setBusy] = useState(false);
  const [nameError, setNameError] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  async function make(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    const isNamed = typeof name === "string" && name.trim() !== "";
    setNameError(isNamed ? null : t("tokens.new.enterName"));
    setFailed(scopes.length > 0 ? null : t("tokens.new.chooseScope"));
    if (!isNamed || scopes.length === 0) {
      return;
    }
    setBusy(true);
    try {
      await onMake(
        { name, scopes: scopes.filter((scope) => open.includes(scope)), expiresAt: endOf(life) },
        isService ? serviceRole : null,
      );
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={isOpen}
      onOpenChange={(isShown) => !isShown && onClose()}
      initialFocus={field}
      title={t(isService ? "adminTokens.service.title" : "tokens.new.title")}
      description={t(isService ? "adminTokens.service.description" : "tokens.new.description")}
      actions={
        <>
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" form={FORM} variant="primary" loading={isBusy}>
            {t("tokens.new.submit")}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={(event) => void make(event)} className="flex flex-col gap-5">
        {failed !== null && (
          <Callout tone="danger" live="alert">
            {failed}
          </Callout>
        )}
        <Field label={t("tokens.new.name")} hint={t("tokens.new.nameHint")} error={nameError}>
          <Input
            ref={field}
            name="name"
            maxLength={TOKEN_NAME_MAX}
            autoComplete="off"
            onChange={() => setNameError(null)}
          />
        </Field>
        {isService && (
          <Field label={t("adminTokens.service.role")} control="button">
            <Select
              options={SERVICE_ROLES.map((value) => ({ value, label: t(`connections.role.${value}`) }))}
              value={serviceRole}
              onValueChange={setServiceRole}
              className="w-full sm:w-64"
            />
          </Field>
        )}
        <fieldset className="flex flex-col items-start gap-3">
          <legend className="mb-2 text-ui font-medium text-ink">{t("tokens.new.scopes")}</legend>
          {open.map((scope) => (
            <Checkbox
              key={scope}
              checked={scopes.includes(scope)}
              onCheckedChange={(isOn) =>
                setScopes((all) => (isOn ? [...all, scope] : all.filter((one) => one !== scope)))
              }
              label={t(`tokens.scope.${scope}`)}
              hint={t(`tokens.scopeHint.${scope}`)}
            />
          ))}
        </fieldset>
        <Field label={t("tokens.new.life")} control="button">
          <Select
            options={LIVES.map((value) => ({ value, label: t(`tokens.new.lives.${value}`) }))}
            value={life}
            onValueChange={(next) => setLife(LIVES.find((one) => one === next) ?? "90")}
            className="w-full sm:w-64"
          />
        </Field>
      </form>
    </Dialog>
  );
}

function endOf(life: Life): string | null {
  return life === "never" ? null : new Date(Date.now() + Number(life) * DAY_MILLISECONDS).toISOString();
}

"use client";

import { useState, type FormEvent } from "react";
import { ApiError } from "@/client/api/api";
import { useEdits } from "@/client/api/use-edits";
import { useHoldPage } from "@/client/release/use-hold-page";
import { USUAL_PORT } from "@/features/mail-server/fields";
import type { MailServerDto, MailServerPatch, MailServerSteps as Steps } from "@/features/mail-server/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { AlertDialog } from "@/ui/overlays/alert-dialog";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { MailServerFields, type MailServerForm as Form } from "./mail-server-fields";
import { MailServerSteps } from "./mail-server-steps";
import { changeMailServer, removeMailServer, testMailServer } from "./use-mail-server";

/** The form of the mail server: saved, tried as it stands, or removed. What another admin changes meanwhile is never overwritten unasked. */
export function MailServerSection({ server, onSaved }: { server: MailServerDto; onSaved: () => void }) {
  const t = useTranslate();
  const current = formOf(server);
  const edits = useEdits<Form>(current);
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState<"saving" | "testing" | null>(null);
  const [steps, setSteps] = useState<Steps["steps"] | null>(null);
  const isChanged = edits.isChanged || password !== "";
  useHoldPage(isChanged);

  async function run(what: "saving" | "testing", work: () => Promise<void>): Promise<void> {
    setBusy(what);
    setProblem(null);
    setSteps(null);
    try {
      await work();
    } catch (error) {
      setProblem(error instanceof ApiError ? error : null);
    } finally {
      setBusy(null);
      onSaved();
    }
  }
  const patch = (): MailServerPatch => {
    const { was = {}, ...changed } = edits.body ?? {};
    return { ...toFields(changed), ...(password === "" ? {} : { password }), was: toFields(was) };
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    void run("saving", async () => {
      await changeMailServer(patch());
      edits.reset();
      setPassword("");
      toast.success(t("mail.server.saved"));
    });
  };
  const test = (): void => {
    void run("testing", async () => {
      const { was: _seen, ...settings } = patch();
      setSteps((await testMailServer(isChanged ? settings : null)).steps);
    });
  };
  const isConflict = problem?.code === "conflict";
  const errorOf = (field: string): string | null =>
    isConflict ? null : (problem?.errors.find(({ path }) => path === field)?.message ?? null);
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-5">
      {problem && (isConflict || problem.errors.length === 0) && (
        <Callout tone={isConflict ? "warning" : "danger"} live="alert">
          {problem.message}
        </Callout>
      )}
      <MailServerFields
        edits={edits}
        current={current}
        hasPassword={server.settings?.hasPassword ?? false}
        password={password}
        onPassword={setPassword}
        errorOf={errorOf}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" loading={busy === "saving"} disabled={!isChanged}>
          {t("mail.server.save")}
        </Button>
        {isChanged && (
          <Button
            onClick={() => {
              edits.reset();
              setPassword("");
              setProblem(null);
            }}
          >
            {t("mail.server.discard")}
          </Button>
        )}
        <Button loading={busy === "testing"} onClick={test}>
          {t("mail.server.test")}
        </Button>
        {server.source === "page" && <Remove onRemoved={onSaved} />}
      </div>
      <p className="text-note text-pretty text-ink-muted">{t("mail.server.testHint")}</p>
      <div role="status" className="empty:hidden">
        {steps && <MailServerSteps steps={steps} />}
      </div>
    </form>
  );
}

function Remove({ onRemoved }: { onRemoved: () => void }) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        {t("mail.server.remove")}
      </Button>
      <AlertDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t("mail.server.removeTitle")}
        description={t("mail.server.removeReason")}
        confirmLabel={t("mail.server.remove")}
        danger
        onConfirm={async () => {
          await removeMailServer();
          toast.success(t("mail.server.removed"));
          onRemoved();
        }}
      />
    </>
  );
}

function formOf({ settings }: MailServerDto): Form {
  return {
    host: settings?.host ?? "",
    port: String(settings?.port ?? USUAL_PORT),
    security: settings?.security ?? "starttls",
    user: settings?.user ?? "",
    fromAddress: settings?.fromAddress ?? "",
    fromName: settings?.fromName ?? "",
  };
}

/** The texts of the form as the API takes them. */
function toFields({
  port,
  user,
  fromName,
  ...rest
}: Partial<Form>): Omit<MailServerPatch, "was" | "password"> {
  return {
    ...rest,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(user === undefined ? {} : { user: user.trim() === "" ? null : user }),
    ...(fromName === undefined ? {} : { fromName: fromName.trim() === "" ? null : fromName }),
  };
}

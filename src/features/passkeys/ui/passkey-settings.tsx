"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { browserWords } from "@/features/connections/ui/browser-words";
import { CodesDialog } from "@/features/second-factors/ui/codes-dialog";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Skeleton } from "@/ui/marks/skeleton";
import { toast } from "@/ui/overlays/toast";
import { Callout } from "@/ui/states/callout";
import { ErrorState } from "@/ui/states/error";
import { PasskeyRow } from "./passkey-row";
import { useHasPasskeys } from "./use-has-passkeys";
import { usePasskeys, type Passkeys } from "./use-passkeys";

/** One's own passkeys: adding, renaming and removing them. */
export function PasskeySettings() {
  const t = useTranslate();
  const list = usePasskeys();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const isPossible = useHasPasskeys();

  async function add(): Promise<void> {
    setBusy(true);
    setFailed(null);
    try {
      const outcome = await list.add(browserWords(t, navigator.userAgent));
      if ("answer" in outcome) {
        toast.success(t("passkeys.isAdded"));
        setCodes(outcome.answer.recoveryCodes);
      } else {
        setFailed(t(outcome.failed === "failed" ? "passkeys.failed" : `passkeys.add.${outcome.failed}`));
      }
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <List list={list} />
      {failed !== null && (
        <Callout tone="danger" live="alert">
          {failed}
        </Callout>
      )}
      {isPossible ? (
        <Button
          className="self-start"
          loading={isBusy}
          icon={<KeyRound aria-hidden />}
          onClick={() => void add()}
        >
          {t("passkeys.add.button")}
        </Button>
      ) : (
        <p className="text-note text-pretty text-ink-muted">{t("passkeys.add.impossible")}</p>
      )}
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}

function List({ list }: { list: Passkeys }) {
  const t = useTranslate();
  if (list.passkeys === null) {
    return list.error ? (
      <ErrorState reason={list.error.message} onRetry={list.refetch} />
    ) : (
      <div role="status">
        <span className="sr-only">{t("passkeys.loading")}</span>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  if (list.passkeys.length === 0) {
    return <p className="max-w-prose text-ui text-pretty">{t("passkeys.none")}</p>;
  }
  return (
    <ul
      aria-label={t("passkeys.title")}
      className="divide-y divide-line overflow-hidden rounded-xl bg-surface ring-1 ring-line"
    >
      {list.passkeys.map((passkey) => (
        <PasskeyRow
          key={passkey.id}
          passkey={passkey}
          onRename={(name) => list.rename(passkey.id, name)}
          onRemove={() => list.remove(passkey.id)}
        />
      ))}
    </ul>
  );
}

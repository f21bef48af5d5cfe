"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/client/api/api";
import { signInByPasskey } from "@/client/api/sign-in";
import { leaveTo } from "@/client/api/use-problem-form";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";
import {
  canOfferPasskeys,
  choosePasskey,
  hasPasskeys,
  offerPasskeys,
  stopOffering,
  type RequestOptions,
} from "./ceremony";
import { useHasPasskeys } from "./use-has-passkeys";

/** A challenge is good for five minutes; before that the browser is given another to offer passkeys by. */
const OFFER_MILLISECONDS = 240_000;

/** Signs in by a passkey, at a button's press or chosen in the field for the e-mail address; nothing where the browser has none. */
export function PasskeySignIn({ target }: { target: string }) {
  const t = useTranslate();
  const isShown = useHasPasskeys();
  const [isBusy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const enter = useRef<(answer: unknown) => Promise<void>>(async () => undefined);

  useEffect(() => {
    enter.current = async (answer) => {
      const problem = await signInByPasskey(answer);
      setFailed(problem?.detail ?? null);
      await (problem ?? leaveTo(target));
    };
  });

  useEffect(() => {
    let isOver = false;
    let timer: number | undefined;
    const offer = async (): Promise<void> => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void offer(), OFFER_MILLISECONDS);
      const answer = await offerPasskeys(await newChallenge());
      if (answer !== null && !isOver) {
        await enter.current(answer);
        await offer();
      }
    };
    const begin = async (): Promise<void> => {
      if ((await canOfferPasskeys()) && !isOver) {
        await offer();
      }
    };
    // Nothing is lost where it cannot be offered: there is the button.
    begin().catch(() => undefined);
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      void (hasPasskeys() && stopOffering());
    };
  }, []);

  async function press(): Promise<void> {
    setBusy(true);
    setFailed(null);
    try {
      const outcome = await choosePasskey(await newChallenge());
      await ("answer" in outcome
        ? enter.current(outcome.answer)
        : setFailed(t(outcome.failed === "dismissed" ? "passkeys.signIn.dismissed" : "passkeys.failed")));
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  if (!isShown) {
    return null;
  }
  return (
    <div className="flex flex-col gap-4">
      {failed !== null && (
        <Callout tone="danger" live="alert">
          {failed}
        </Callout>
      )}
      <Button
        size="lg"
        loading={isBusy}
        icon={<KeyRound aria-hidden />}
        onClick={() => void press()}
        className="w-full"
      >
        {t("passkeys.signIn.button")}
      </Button>
    </div>
  );
}

async function newChallenge(): Promise<RequestOptions> {
  return await callApi<RequestOptions>("/api/passkey-challenge", { method: "POST" });
}

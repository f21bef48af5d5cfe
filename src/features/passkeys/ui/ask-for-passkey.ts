import { callApi } from "@/client/api/api";
import type { Translate } from "@/messages/translation";
import { choosePasskey, type RequestOptions } from "./ceremony";

/** Lets the browser ask for a passkey, and returns what it signed; throws an error that says in a sentence why there is nothing. */
export async function askForPasskey(t: Translate): Promise<object> {
  const outcome = await choosePasskey(
    await callApi<RequestOptions>("/api/passkey-challenge", { method: "POST" }),
  );
  if ("answer" in outcome) {
    return outcome.answer;
  }
  throw new Error(t(outcome.failed === "dismissed" ? "passkeys.signIn.dismissed" : "passkeys.failed"));
}

import type { providers as en } from "@/messages/server/en/providers";
import type { Translation } from "@/messages/translation";

/** What the checks of an identity provider's settings found. */
export const providers: Translation<typeof en> = {
  test: {
    discovery: "Der Anbieter beschreibt sich unter dieser Adresse.",
    noAnswer: "Der Anbieter hat nicht richtig geantwortet: {reason}",
    issuer: "Er nennt sich so, wie es in der Einstellung steht.",
    otherIssuer: "Er nennt sich {issuer}. Genau so muss es in der Einstellung stehen.",
    endpoints: "Alle seine Adressen sind https.",
    insecure: "{name} ist keine https-Adresse.",
    code: "Er bietet den Code-Flow an.",
    noCode: "Er bietet den Code-Flow nicht an.",
    pkce: "Er bietet PKCE mit S256 an.",
    pkceUnsaid: "Er sagt nicht, ob er PKCE anbietet; S256 wird trotzdem mitgeschickt.",
    noPkce: "Er bietet PKCE an, aber nicht mit S256.",
    keys: "{count, plural, one {Er hat # brauchbaren Schlüssel.} other {Er hat # brauchbare Schlüssel.}}",
    noKeys: "Er hat keinen brauchbaren Schlüssel: RSA, EC oder Ed25519, zum Signieren.",
    client: "Er kennt die Client-ID und das Secret.",
    clientUnknown: "Er nimmt die Client-ID mit diesem Secret nicht an.",
    clientUnsaid:
      "Er hat auf Client-ID und Secret mit {answer} geantwortet; ob sie stimmen, zeigt sich bei einer Anmeldung.",
    signOut: "Wer sich hier abmeldet, wird auch dort abgemeldet.",
    noSignOut: "Er hat keine Adresse für das Abmelden: Wer sich hier abmeldet, bleibt dort angemeldet.",
    before: "Nicht geprüft, weil eine Prüfung davor fehlgeschlagen ist.",
  },
};

import type { limits as en } from "@/messages/server/en/refusals/limits";
import type { Translation } from "@/messages/translation";

/** What is refused because there was too much of it. */
export const limits: Translation<typeof en> = {
  triesSeconds:
    "Zu viele Versuche. Bitte warten Sie {wait, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
  triesMinutes:
    "Zu viele Versuche. Bitte warten Sie {wait, plural, one {eine Minute} other {# Minuten}} und versuchen Sie es noch einmal.",
  writes:
    "Das war zu viel auf einmal. Bitte warten Sie {wait, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
  keys: "Zu viele Anfragen mit einem Idempotency-Key. Bitte warten Sie {wait, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
  uploads:
    "Sie laden gerade zu viel gleichzeitig hoch. Bitte warten Sie {wait, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
  uploaded:
    "Sie haben in kurzer Zeit viel hochgeladen. Bitte warten Sie {wait, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
  uploadsInAll: "Gerade wird zu viel hochgeladen. Bitte versuchen Sie es gleich noch einmal.",
  together: "Sie fragen zu viel auf einmal ab. Bitte warten Sie einen Moment.",
};

"use client";

import { useEffect } from "react";
import { followLeaving } from "@/client/browser/leaving";
import { isAnotherPerson } from "@/client/browser/last-person";
import { useMe } from "@/client/browser/me";
import { leaveTo } from "@/client/api/use-problem-form";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";

const SOON_MILLISECONDS = 500;

/** Tells when the person is another one than before, leaves together with the person's other tabs when they sign out, and shows nothing of a page that is brought back from memory. Draws nothing. */
export function LeavingWatch() {
  const t = useTranslate();
  const { id, name } = useMe();
  useEffect(() => {
    // Cookies are shared by all ports of a host, what a browser keeps for a page is not: a session that a neighbour put
    // in its place does not go unnoticed.
    if (!isAnotherPerson(id)) {
      return;
    }
    // What shows toasts stands above, and begins to listen after this.
    const timer = setTimeout(
      () =>
        toast.info(t("sessions.another.title", { name }), {
          id: "another-person",
          description: t("sessions.another.description"),
          action: { label: t("sessions.signOut"), onClick: () => void leaveTo("/sign-out") },
          timeout: 0,
        }),
      SOON_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [id, name, t]);
  useEffect(
    () =>
      followLeaving(id, () => {
        document.documentElement.style.visibility = "hidden";
        void leaveTo("/sign-in");
      }),
    [id],
  );
  useEffect(() => {
    const back = (event: PageTransitionEvent): void => {
      if (event.persisted) {
        document.documentElement.style.visibility = "hidden";
        window.location.reload();
      }
    };
    window.addEventListener("pageshow", back);
    return () => window.removeEventListener("pageshow", back);
  }, []);
  return null;
}

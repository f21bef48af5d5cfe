"use client";

import { useEffect } from "react";
import { followLeaving } from "@/client/browser/leaving";
import { isAnotherPerson } from "@/client/browser/last-person";
import { useMe } from "@/client/browser/me";
import { leaveTo } from "@/client/api/use-problem-form";
import { toast } from "@/ui/overlays/toast";
import { useTranslate } from "@/messages/translate-provider";

const SOON_MILLISECONDS = 500;

/** Says when another person is signed in than before, signs out together with the person's other tabs, and hides a page that comes back from the back/forward cache. Renders nothing. */
export function LeavingWatch() {
  const t = useTranslate();
  const { id, name } = useMe();
  useEffect(() => {
    // All ports of a host share cookies, but not storage: so a session that another application on the host
    // put there is noticed.
    if (!isAnotherPerson(id)) {
      return;
    }
    // The toaster is further up in the tree, and subscribes after this effect.
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

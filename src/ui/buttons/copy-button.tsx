"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslate } from "@/messages/translate-provider";
import type { ButtonSize } from "./button-styles";
import { IconButton } from "./icon-button";
import { VisuallyHidden } from "@/ui/text/visually-hidden";

/** Copies `text`; shows a tick for two seconds, and announces it to screen readers. `label` like "Copy number". */
export function CopyButton({ text, label, size = "sm" }: { text: string; label: string; size?: ButtonSize }) {
  const t = useTranslate();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  async function copy() {
    const copied = await writeClipboard(text);
    setState(copied ? "copied" : "failed");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState("idle"), 2_000);
  }

  return (
    <>
      <IconButton
        label={state === "copied" ? t("ui.copied") : state === "failed" ? t("ui.copyFailed") : label}
        size={size}
        icon={state === "copied" ? <Check className="text-success" /> : <Copy />}
        onClick={copy}
      />
      <VisuallyHidden live="polite">{state === "copied" ? t("ui.copied") : ""}</VisuallyHidden>
    </>
  );
}

/** The clipboard API exists only on https and localhost; on an intranet's plain http the old way still works. */
async function writeClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

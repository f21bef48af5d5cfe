"use client";

import { useRef, useState } from "react";
import { callApi, newIdempotencyKey } from "@/client/api/api";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { toast } from "@/ui/overlays/toast";

const PATH = "/api/admin/settings/logo";

/** The organisation's logo: chosen from a file, or taken away; it is kept at once. */
export function LogoField({ logoUrl, onSaved }: { logoUrl: string | null; onSaved: () => void }) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);

  async function keep(file: File | null): Promise<void> {
    setBusy(true);
    try {
      await (file ? send(file) : callApi(PATH, { method: "DELETE", idempotencyKey: newIdempotencyKey() }));
      toast.success(t(file ? "settings.logo.saved" : "settings.logo.removed"));
    } catch (error) {
      toast.error(t("settings.logo.failed"), {
        description: error instanceof Error ? error.message : undefined,
      });
    } finally {
      setBusy(false);
      onSaved();
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-4">
      <span className="flex h-16 min-w-32 items-center justify-center rounded-lg bg-white px-4 ring-1 ring-line">
        {logoUrl === null ? (
          <span className="text-note text-black">{t("settings.logo.none")}</span>
        ) : (
          // eslint-disable-next-line @next/next/no-img-element -- small already, and served by us
          <img src={logoUrl} alt={t("settings.logo.current")} className="max-h-12 max-w-60 object-contain" />
        )}
      </span>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        aria-label={t("settings.logo.file")}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) {
            void keep(file);
          }
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
        className="sr-only"
      />
      <div className="flex flex-wrap gap-2">
        <Button loading={isBusy} onClick={() => input.current?.click()}>
          {t(logoUrl === null ? "settings.logo.upload" : "settings.logo.change")}
        </Button>
        {logoUrl !== null && (
          <Button variant="ghost" disabled={isBusy} onClick={() => void keep(null)}>
            {t("settings.logo.remove")}
          </Button>
        )}
      </div>
    </div>
  );
}

async function send(file: File): Promise<void> {
  const form = new FormData();
  form.set("file", file);
  await callApi(PATH, { method: "PUT", body: form });
}

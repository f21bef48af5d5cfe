"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { callApi } from "@/client/api/api";
import type { MyDto } from "@/features/users/schema";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { toast } from "@/ui/overlays/toast";
import { Avatar } from "@/ui/people/avatar";
import { PictureDialog } from "./picture-dialog";

const PATH = "/api/me/avatar";

/** One's own picture: chosen from a file, or taken away. */
export function PictureField({ person }: { person: Pick<MyDto, "id" | "name" | "avatarUrl"> }) {
  const t = useTranslate();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { id, name, avatarUrl } = person;

  async function send(picture: Blob): Promise<void> {
    const form = new FormData();
    form.set("file", picture, "picture.webp");
    await callApi(PATH, { method: "PUT", body: form });
    setFile(null);
    toast.success(t("users.picture.saved"));
    router.refresh();
  }

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await callApi(PATH, { method: "DELETE" });
      router.refresh();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-4">
      <Avatar id={id} name={name} src={avatarUrl} size="xl" />
      <input
        ref={input}
        type="file"
        accept="image/*"
        aria-label={t("users.picture.file")}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          setFile(currentTarget.files?.[0] ?? null);
          // The same file can be chosen again.
          currentTarget.value = "";
        }}
        className="sr-only"
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => input.current?.click()}>
          {t(avatarUrl === null ? "users.picture.upload" : "users.picture.change")}
        </Button>
        {avatarUrl !== null && (
          <Button variant="ghost" loading={isBusy} onClick={() => void remove()}>
            {t("users.picture.remove")}
          </Button>
        )}
      </div>
      {file !== null && <PictureDialog file={file} onClose={() => setFile(null)} onChoose={send} />}
    </div>
  );
}
